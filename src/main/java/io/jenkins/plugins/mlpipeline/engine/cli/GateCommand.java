package io.jenkins.plugins.mlpipeline.engine.cli;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Origin;
import io.jenkins.plugins.mlpipeline.engine.gate.Circumstances;
import io.jenkins.plugins.mlpipeline.engine.gate.GateEvaluator;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.gate.Gates;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.io.Outputs;
import io.jenkins.plugins.mlpipeline.engine.ledger.FileLedger;
import io.jenkins.plugins.mlpipeline.engine.ledger.Ledger;
import io.jenkins.plugins.mlpipeline.engine.ledger.LedgerStore;
import io.jenkins.plugins.mlpipeline.engine.report.TextReport;
import io.jenkins.plugins.mlpipeline.engine.spec.GateReader;
import io.jenkins.plugins.mlpipeline.engine.spec.GivenSettings;
import io.jenkins.plugins.mlpipeline.engine.spec.Spec;
import io.jenkins.plugins.mlpipeline.engine.spec.SpecKeys;
import io.jenkins.plugins.mlpipeline.engine.spec.SpecStage;
import io.jenkins.plugins.mlpipeline.engine.validation.MetricsFile;
import io.jenkins.plugins.mlpipeline.engine.validation.Subject;
import java.io.IOException;
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
                description = "Another tool's metrics: a JSON of numbers, flat or nested.",
                order = 2)
        private Path metrics;
    }

    @CommandLine.Spec
    private CommandSpec command;

    @Override
    public Integer call() throws IOException {
        Console console = common.console();
        SettingOptions given = SettingOptions.of(command, SpecStage.GATE);
        List<Path> inputs = Stream.concat(
                        Stream.of(source.evaluation, source.metrics, spec.file())
                                .filter(Objects::nonNull),
                        given.files(SpecKeys.LEDGER_FILE).stream())
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
        Path file = source.evaluation == null ? source.metrics : source.evaluation;
        Evaluation evaluation = source.evaluation == null
                ? MetricsFile.read(file, subject == null ? null : Subject.resolve(subject), Clock.systemUTC())
                : Json.read(file, Evaluation.class);
        Origin origin = source.evaluation == null ? Origin.METRICS : Origin.FILE;
        return judge(evaluation, origin, file, all, merged, output, outputs, console);
    }

    /**
     * Judges, counts the use of the test set, says the verdicts, and writes them where an output is given.
     *
     * @param origin how the evaluation came about
     * @param spec where gates and ledger come from
     */
    static GateResult judge(
            Evaluation evaluation,
            Origin origin,
            Path file,
            Gates gates,
            Spec spec,
            Path output,
            Outputs outputs,
            Console console)
            throws IOException {
        LedgerStore store =
                spec.get(SpecKeys.LEDGER_FILE) == null ? null : new FileLedger(Path.of(spec.get(SpecKeys.LEDGER_FILE)));
        Ledger.requireCounted(spec.get(SpecKeys.MAX_USES), store);
        Instant now = Clock.systemUTC().instant();
        GateResult judged = GateEvaluator.evaluate(
                evaluation,
                gates,
                Circumstances.of(origin),
                reference(file, Digest.ofFile(file)),
                SpecOption.reference(spec),
                now);
        GateResult result = store == null
                ? judged
                : Ledger.count(judged, evaluation.data(), spec.get(SpecKeys.MAX_USES), store, now);
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
    static GateResult.Reference reference(Path file, String sha256) {
        return new GateResult.Reference(String.valueOf(file.getFileName()), sha256);
    }
}
