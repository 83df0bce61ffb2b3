package io.jenkins.plugins.mlpipeline.engine.cli;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Origin;
import io.jenkins.plugins.mlpipeline.engine.gate.Circumstances;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.gate.Gates;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.io.Outputs;
import io.jenkins.plugins.mlpipeline.engine.job.GateJob;
import io.jenkins.plugins.mlpipeline.engine.ledger.FileLedger;
import io.jenkins.plugins.mlpipeline.engine.ledger.LedgerStore;
import io.jenkins.plugins.mlpipeline.engine.metricsfile.LocalPlace;
import io.jenkins.plugins.mlpipeline.engine.metricsfile.MetricsFiles;
import io.jenkins.plugins.mlpipeline.engine.report.TextReport;
import io.jenkins.plugins.mlpipeline.engine.spec.GateReader;
import io.jenkins.plugins.mlpipeline.engine.spec.GivenSettings;
import io.jenkins.plugins.mlpipeline.engine.spec.Spec;
import io.jenkins.plugins.mlpipeline.engine.spec.SpecKeys;
import io.jenkins.plugins.mlpipeline.engine.spec.SpecStage;
import io.jenkins.plugins.mlpipeline.engine.validation.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code ml-pipeline gate}. */
@Command(
        name = "gate",
        sortOptions = false,
        description = {
            "Judges an evaluation by thresholds and answers with the exit code: 0 PASS, 1 FAIL, 2 ERROR,"
                    + " 3 INCONCLUSIVE.",
            "",
            "Thresholds are inclusive. A metric that is missing, misspelt or undefined never passes, and neither does an"
                    + " empty list of gates."
        },
        footer = {
            "",
            "Examples:",
            "  ml-pipeline gate --evaluation evaluation.json --gate 'accuracy>=0.94' --gate 'log_loss<=0.3'",
            "  ml-pipeline gate --evaluation evaluation.json --gate 'accuracy(decide=paired)>=baseline-0.005'",
            "  ml-pipeline gate --metrics metrics.json --gate 'val.auc(direction=higher)>=0.9'"
        })
final class GateCommand implements Callable<Integer> {
    @ArgGroup(multiplicity = "1")
    private Source source;

    @Option(
            names = "--subject",
            paramLabel = "REF",
            description = "What the metrics of --metrics are about: a path, sha256:... or IMAGE@sha256:...",
            order = 4)
    private String subject;

    @Option(names = "--output", paramLabel = "FILE", description = "Where to write the verdict (gate.json).", order = 6)
    private Path output;

    @Mixin
    private SpecOption spec;

    @Mixin
    private CommonOptions common;

    /** What is judged. */
    private static final class Source {
        @Option(
                names = "--evaluation",
                paramLabel = "FILE",
                description = "The evaluation.json that \"validate\" wrote.",
                order = 1)
        private Path evaluation;

        @Option(
                names = "--metrics",
                paramLabel = "FILE",
                description =
                        "Another tool's metrics: a JSON of numbers, flat or nested, a dvc.yaml, or the folder of an"
                                + " MLflow run; a pattern such as 'metrics/*.json' for several, repeatable.",
                order = 2)
        private List<String> metrics;
    }

    @CommandLine.Spec
    private CommandSpec command;

    @Override
    public Integer call() throws IOException {
        Console console = common.console();
        SettingOptions given = SettingOptions.of(command, SpecStage.GATE);
        List<Path> inputs = Stream.of(
                        Stream.of(source.evaluation, spec.file()).filter(Objects::nonNull),
                        metrics().stream().filter(file -> file.indexOf('*') < 0).map(Path::of),
                        given.files(SpecKeys.LEDGER_FILE).stream())
                .flatMap(paths -> paths)
                .toList();
        Outputs outputs = Outputs.begin(Stream.ofNullable(output).toList(), inputs);
        GateResult result = outputs.leftBy(() -> gate(given, outputs, console));
        console.result(result);
        return result.consequence().exitCode();
    }

    private GateResult gate(SettingOptions given, Outputs outputs, Console console) throws IOException {
        Spec merged = spec.with(new GivenSettings().put(SpecKeys.LEDGER_FILE, given.text(SpecKeys.LEDGER_FILE)));
        List<String> gates = given.texts(SpecKeys.GATES);
        gates.forEach(GateCommand::requireComparison);
        Gates all = merged.gates().overriddenBy(GateReader.parse(gates));
        if (subject != null && source.evaluation != null) {
            throw new UserError("--subject is for --metrics; an evaluation says itself what it is about.");
        }
        if (source.evaluation != null) {
            Evaluation evaluation = Json.read(source.evaluation, Evaluation.class);
            return judge(evaluation, Origin.FILE, reference(source.evaluation), all, merged, output, outputs, console);
        }
        Evaluation evaluation = metricsOfTool();
        evaluation.warnings().forEach(warning -> console.say("Note: " + warning));
        return judge(evaluation, Origin.METRICS, metrics(evaluation), all, merged, output, outputs, console);
    }

    private List<String> metrics() {
        return source.metrics == null ? List.of() : source.metrics;
    }

    private Evaluation metricsOfTool() throws IOException {
        try {
            return MetricsFiles.read(
                    metrics(), new LocalPlace(), subject == null ? null : Subject.resolve(subject), Clock.systemUTC());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("reading the metrics was interrupted", e);
        }
    }

    /** One file is named by its own bytes; of several, or of a folder, the numbers are. */
    private GateResult.Reference metrics(Evaluation evaluation) throws IOException {
        Path file = metrics().size() == 1 && metrics().get(0).indexOf('*') < 0
                ? Path.of(metrics().get(0))
                : null;
        return file != null && Files.isRegularFile(file)
                ? reference(file)
                : new GateResult.Reference(evaluation.data().name(), Digest.ofText(Json.write(evaluation.metrics())));
    }

    /**
     * Judges, counts the use of the test set, says the verdicts, and writes them where an output is given.
     *
     * @param origin how the evaluation came about
     * @param document what was judged
     * @param spec where gates and ledger come from
     */
    static GateResult judge(
            Evaluation evaluation,
            Origin origin,
            GateResult.Reference document,
            Gates gates,
            Spec spec,
            Path output,
            Outputs outputs,
            Console console)
            throws IOException {
        String ledger = spec.get(SpecKeys.LEDGER_FILE);
        LedgerStore store = ledger == null ? null : new FileLedger(Path.of(ledger));
        GateJob job = new GateJob(evaluation, document, spec, gates);
        job.requireCounted(store);
        Instant now = Clock.systemUTC().instant();
        String specName = String.valueOf(Path.of(spec.name()).getFileName());
        GateResult result = job.count(job.judge(Circumstances.of(origin), specName, now), store, now);
        console.say(TextReport.of(result, console.isTerminal()).stripTrailing());
        if (output != null) {
            outputs.write(output, Json.write(result));
        }
        return result;
    }

    /** Without quotes a shell takes {@code >=0.8} for a file to write, and the gate arrives without it. */
    private static void requireComparison(String gate) {
        if (gate.matches("[^<>=\u2264\u2265]*")) {
            throw new UserError("gate \"" + gate + "\" has no comparison. Write it in quotes: --gate '" + gate.strip()
                    + ">=0.9'; without them the shell takes >=0.9 away and writes a file named \"=0.9\", which you may"
                    + " delete.");
        }
    }

    /** How a verdict names a file. */
    static GateResult.Reference reference(Path file) throws IOException {
        return GateJob.reference(file, Digest.ofFile(file));
    }
}
