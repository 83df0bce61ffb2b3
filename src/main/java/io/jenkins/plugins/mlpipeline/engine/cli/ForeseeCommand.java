package io.jenkins.plugins.mlpipeline.engine.cli;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.foresight.AskedNumbers;
import io.jenkins.plugins.mlpipeline.engine.foresight.Boundary;
import io.jenkins.plugins.mlpipeline.engine.foresight.Foresight;
import io.jenkins.plugins.mlpipeline.engine.foresight.HistoryFile;
import io.jenkins.plugins.mlpipeline.engine.foresight.Notes;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.io.Outputs;
import io.jenkins.plugins.mlpipeline.engine.rollout.OptionText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ml-pipeline foresee}. */
@Command(
        name = "foresee",
        sortOptions = false,
        description = {
            "Looks at numbers over time, of builds or of a service: whether the newest is one that those before explain, since"
                    + " when a number is another and what changed then, and when it crosses a limit at its trend.",
            "",
            "Each sentence about the future is judged by what would have been said before on the same numbers. These are"
                    + " notes: the exit code is 0 unless --exit-code-on-note is given."
        },
        footer = {
            "",
            "Examples:",
            "  With the columns build, at, accuracy, latency_ms_p95, data and commit:",
            "    ml-pipeline foresee --history builds.csv --metric accuracy --limit 'latency_ms_p95<=250'",
            "  Of what serves:",
            "    ml-pipeline foresee --prometheus http://prometheus.example:9090 --limit 'memory<=2000000000'"
                    + " --query 'memory=max(process_resident_memory_bytes{job=\"ml-model\"})'",
            "",
            "Exit codes: 0, 1 with --exit-code-on-note when there is something to look at, 2 bad usage or data, 70 internal"
                    + " error."
        })
final class ForeseeCommand implements Callable<Integer> {
    @Option(
            names = "--history",
            paramLabel = "F",
            description =
                    "A CSV file with a row for each build or look: the column at (ISO 8601), build for its name, a"
                            + " column for each number, with its interval beside it when it is known (accuracy.lower, accuracy.upper)."
                            + " All other columns are what may have changed together.",
            order = 1)
    private Path history;

    @Mixin
    private PrometheusOptions prometheus;

    @Option(
            names = "--query",
            paramLabel = "NAME=PROMQL",
            description = "In place of --history, with --prometheus: a number of a service and how it is asked for, for"
                    + " example 'memory=max(container_memory_working_set_bytes{pod=~\"fraud-.*\"})'; may be repeated.",
            order = 2)
    private List<String> queries = new ArrayList<>();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description =
                    "How far back the server is asked, at most 2160h; 150 values at equal distances. Default: 336h.",
            order = 2)
    private String since = "336h";

    @Option(names = "--metric", paramLabel = "COLUMN", description = "A number to look at; may be repeated.", order = 2)
    private List<String> metrics = new ArrayList<>();

    @Option(
            names = "--limit",
            paramLabel = "EXPR",
            description =
                    "A number and what is demanded of it, accuracy>=0.75 or latency_ms_p95<=250: it is said when it"
                            + " crosses that at its trend; may be repeated.",
            order = 3)
    private List<String> limits = new ArrayList<>();

    @Option(
            names = "--exit-code-on-note",
            description =
                    "End with 1 when the newest value is not explained, the number became another among the newest"
                            + " ten, or it will cross its limit.",
            order = 4)
    private boolean exitCodeOnNote;

    @Option(
            names = "--output",
            paramLabel = "F",
            description = "Where to write the notes as JSON (foresight.json).",
            order = 5)
    private Path output;

    @Mixin
    private CommonOptions common;

    /**
     * The file that is written.
     *
     * @param schemaVersion 1
     * @param metrics the notes of each number
     */
    record Document(int schemaVersion, List<Notes> metrics) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        AskedNumbers numbers = AskedNumbers.of(queries, metrics, limits);
        Map<String, Boundary> asked = numbers.limits();
        if ((history == null) == !prometheus.given() || prometheus.given() == queries.isEmpty()) {
            throw new UserError("Give --history with a file, or --prometheus with a --query for each number.");
        }
        if (asked.isEmpty()) {
            throw new UserError("There is nothing to look at. Name a column by --metric, or by --limit with what is"
                    + " demanded of it.");
        }
        Outputs outputs = Outputs.begin(
                output == null ? List.of() : List.of(output), history == null ? List.of() : List.of(history));
        Console console = common.console();
        List<Notes> notes = history == null
                ? numbers.ask(
                        prometheus.open(),
                        UnaryOperator.identity(),
                        OptionText.duration("--since", since),
                        Instant.now())
                : outputs.leftBy(() -> HistoryFile.read(history, List.copyOf(asked.keySet()))).entrySet().stream()
                        .map(e -> Foresight.of(e.getValue(), asked.get(e.getKey())))
                        .toList();
        notes.forEach(note -> note.sentences().forEach(console::say));
        Document document = new Document(Notes.SCHEMA_VERSION, notes);
        if (output != null) {
            outputs.write(output, Json.write(document));
            console.say("Notes: " + output);
        }
        console.result(document);
        return exitCodeOnNote && notes.stream().anyMatch(Notes::isNews) ? 1 : 0;
    }
}
