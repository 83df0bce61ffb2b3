package io.jenkins.plugins.mlpipeline.engine.cli;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.incident.Diagnosis;
import io.jenkins.plugins.mlpipeline.engine.incident.Diagnostician;
import io.jenkins.plugins.mlpipeline.engine.incident.MetricChanges;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.io.Outputs;
import io.jenkins.plugins.mlpipeline.engine.rollout.OptionText;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.ApiError;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.KubeApi;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.LogMask;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.ObjectRef;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.WorkloadName;
import io.jenkins.plugins.mlpipeline.engine.spec.CheckReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ml-pipeline diagnose}. */
@Command(
        name = "diagnose",
        sortOptions = false,
        description = {
            "Puts into one document what an on-call person would look for at a workload: what changed and when and by"
                    + " whom, the rollout, pods, events, last logs, metrics before and after; and ranks the likely causes"
                    + " by evidence that it shows. It writes nothing to the cluster."
        },
        footer = {
            "",
            "Examples:",
            "  ml-pipeline diagnose --target deployment/fraud -n bank --since 1h --output diagnosis.json",
            "  With metrics of a Prometheus, of which the limits don't count:",
            "    ... --prometheus http://prometheus.example:9090 --check 'mlserver.errors<=1 %%'",
            "",
            "Exit codes: 0 written, whatever it says; 2 no access to the cluster or the workload, or wrong usage; 70"
                    + " internal error."
        })
public final class DiagnoseCommand implements Callable<Integer> {
    @Mixin
    private WorkloadOptions target;

    @Option(names = "--since", paramLabel = "TIME", description = "How far back. Default: 1h.", order = 3)
    private String since = "1h";

    @Mixin
    private PrometheusOptions prometheus;

    @Option(
            names = "--check",
            paramLabel = "EXPR",
            description = "What is measured before and after, as verify takes it; may be given several times.",
            order = 4)
    private List<String> checks = new ArrayList<>();

    @Option(
            names = "--service",
            paramLabel = "NAME",
            description = "What $service stands for. Default: the workload's name.",
            order = 5)
    private String service;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Write the document here, as diagnosis.json.",
            order = 6)
    private Path output;

    @Option(names = "--build", paramLabel = "URL", description = "Recorded in the result.", order = 54)
    private String build;

    @Mixin
    private ClusterOptions cluster;

    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Outputs outputs = Outputs.begin(Stream.ofNullable(output).toList(), List.of());
        Duration back = OptionText.duration("--since", since);
        if (back.isZero()) {
            throw new UserError("--since is 0; a time is expected, for example 1h.");
        }
        if (prometheus.given() == checks.isEmpty()) {
            throw new UserError("--prometheus and --check belong together: the one says where to ask, the other what.");
        }
        Diagnosis diagnosis;
        try (KubernetesClient client = cluster.open()) {
            ObjectRef ref = WorkloadName.read(target.workload(), target.namespace(client), kind -> true, "diagnosed");
            diagnosis = new Diagnostician(new KubeApi(client), new LogMask(UnaryOperator.identity()))
                    .diagnose(ref, back, metrics(ref), build);
        } catch (ApiError e) {
            throw new UserError(e.sentence(), e);
        }
        say(diagnosis, common.console());
        common.console().result(diagnosis);
        if (output != null) {
            outputs.write(output, Json.write(diagnosis));
        }
        return 0;
    }

    private MetricChanges metrics(ObjectRef ref) throws IOException {
        return prometheus.given()
                ? new MetricChanges(
                        prometheus.open(),
                        checks.stream()
                                .map(c -> CheckReader.parse(c, CheckReader.Defaults.STANDARD))
                                .toList(),
                        ref,
                        service)
                : null;
    }

    private static void say(Diagnosis d, Console console) {
        console.say(d.target().label() + ": " + d.state().verdict() + ": "
                + d.state().message());
        d.causes().forEach(cause -> {
            console.say(cause.rank() + ". " + cause.strength() + ": " + cause.what());
            cause.evidence().forEach(line -> console.say("   " + line));
        });
        if (d.causes().isEmpty()) {
            console.say(d.message());
        }
        d.unknown().forEach(line -> console.say("not known: " + line));
    }
}
