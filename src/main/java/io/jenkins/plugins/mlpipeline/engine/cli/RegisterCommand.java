package io.jenkins.plugins.mlpipeline.engine.cli;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.job.RegisterJob;
import io.jenkins.plugins.mlpipeline.engine.registry.OtherBytes;
import io.jenkins.plugins.mlpipeline.engine.registry.RegistrationGrounds;
import io.jenkins.plugins.mlpipeline.engine.registry.RegistrationGrounds.Document;
import io.jenkins.plugins.mlpipeline.engine.registry.TamperedVersion;
import io.jenkins.plugins.mlpipeline.engine.registry.mlflow.ModelRegistration;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ml-pipeline register}. */
@Command(
        name = "register",
        sortOptions = false,
        description = {
            "Registers a model that passed its gates with an MLflow server, and points an alias to it.",
            "",
            "The version bears digest, verdict, job, build and data as tags. Its bytes are read back and hashed before the"
                    + " alias is set; whatever fails, the alias stays what it was. The same model is registered once."
        },
        footer = {
            "",
            "Example:",
            "  ml-pipeline register --evaluation evaluation.json --gate-result gate.json --model model"
                    + " --registry https://mlflow.example --name churn --alias champion",
            "",
            "Exit codes: 0 registered and the alias set; 1 the bytes are not those that were judged or registered; 2 no PASS,"
                    + " or an error."
        })
final class RegisterCommand implements Callable<Integer> {
    private static final int EXIT_OTHER_BYTES = 1;

    @Option(
            names = "--evaluation",
            paramLabel = "FILE",
            required = true,
            description = "What \"validate\" wrote.",
            order = 1)
    private Path evaluation;

    @Option(
            names = "--gate-result",
            paramLabel = "FILE",
            required = true,
            description = "What \"gate\" wrote (gate.json): a PASS.",
            order = 2)
    private Path gateResult;

    @Option(
            names = "--model",
            paramLabel = "P",
            required = true,
            description = "The model that was judged: a package, a file, models:/NAME/3, models:/NAME@ALIAS or"
                    + " runs:/RUN/PATH.",
            order = 3)
    private String model;

    @Option(
            names = "--name",
            paramLabel = "N",
            required = true,
            description = "The registered model, made when there is none.",
            order = 4)
    private String name;

    @Option(
            names = "--alias",
            paramLabel = "A",
            description = "Points to the version when all is well, for example champion.",
            order = 5)
    private String alias;

    @Option(
            names = "--log",
            description = "Log the metrics, the documents and the report to the model's run too.",
            order = 6)
    private boolean log;

    @Option(
            names = "--experiment",
            paramLabel = "NAME",
            defaultValue = "ml-pipeline",
            description = "Where a run is made for a model that has none; ml-pipeline when left out.",
            order = 7)
    private String experiment;

    @Option(
            names = "--job",
            paramLabel = "NAME",
            description = "Recorded with the version; the variable JOB_NAME when left out.",
            order = 8)
    private String job;

    @Option(
            names = "--build",
            paramLabel = "URL",
            description = "Recorded with the version; the variable BUILD_URL when left out.",
            order = 9)
    private String build;

    @Mixin
    private RegistryOptions registry;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws IOException {
        Console console = common.console();
        Document<Evaluation> judged = document(evaluation, Evaluation.class);
        Document<GateResult> verdict = document(gateResult, GateResult.class);
        ModelRegistration.Request request = new ModelRegistration.Request(
                model,
                RegistrationGrounds.of(judged, verdict, or(job, "JOB_NAME"), or(build, "BUILD_URL")),
                name,
                alias,
                experiment,
                log ? RegisterJob.log(judged.content(), verdict.content(), Version.number()) : null);
        try {
            ModelRegistration registration = new ModelRegistration(registry.client(), Clock.systemUTC(), console::say);
            console.result(registration.run(request));
            return 0;
        } catch (OtherBytes | TamperedVersion e) {
            command.commandLine().getErr().println("error: " + e.getMessage());
            return EXIT_OTHER_BYTES;
        }
    }

    private static <T> Document<T> document(Path file, Class<T> type) throws IOException {
        return new Document<>(Json.read(file, type), file.toString(), Digest.ofFile(file));
    }

    private static String or(String given, String variable) {
        return given == null ? System.getenv(variable) : given;
    }
}
