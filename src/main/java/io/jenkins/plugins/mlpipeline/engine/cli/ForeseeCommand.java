package io.jenkins.plugins.mlpipeline.engine.cli;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.foresight.Boundary;
import io.jenkins.plugins.mlpipeline.engine.foresight.Foresight;
import io.jenkins.plugins.mlpipeline.engine.foresight.History;
import io.jenkins.plugins.mlpipeline.engine.foresight.HistoryFile;
import io.jenkins.plugins.mlpipeline.engine.foresight.Notes;
import io.jenkins.plugins.mlpipeline.engine.foresight.ServiceHistory;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.io.Outputs;
import io.jenkins.plugins.mlpipeline.engine.rollout.OptionText;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
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
        Map<String, Boundary> asked = new LinkedHashMap<>();
        metrics.forEach(metric -> asked.put(metric, null));
        limits.forEach(limit -> add(limit, asked));
        Map<String, String> promql = promql();
        if (prometheus.given()) {
            promql.keySet().forEach(name -> asked.putIfAbsent(name, null));
        }
        if ((history == null) == !prometheus.given() || prometheus.given() == promql.isEmpty()) {
            throw new UserError("Give --history with a file, or --prometheus with a --query for each number.");
        }
        if (asked.isEmpty()) {
            throw new UserError("There is nothing to look at. Name a column by --metric, or by --limit with what is"
                    + " demanded of it.");
        }
        Outputs outputs = Outputs.begin(
                output == null ? List.of() : List.of(output), history == null ? List.of() : List.of(history));
        Console console = common.console();
        Map<String, History> histories = history == null
                ? ofServer(promql, asked.keySet())
                : outputs.leftBy(() -> HistoryFile.read(history, List.copyOf(asked.keySet())));
        List<Notes> notes = histories.entrySet().stream()
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

    /** Queries by the names that they are given. */
    private Map<String, String> promql() {
        Map<String, String> named = new LinkedHashMap<>();
        for (String query : queries) {
            int sign = query.indexOf('=');
            if (sign < 1 || !query.substring(0, sign).matches("[A-Za-z_][A-Za-z0-9_]*")) {
                throw new UserError("--query \"" + query + "\" has no name. Write NAME=PROMQL, for example"
                        + " 'memory=max(process_resident_memory_bytes)'.");
            }
            named.put(query.substring(0, sign), query.substring(sign + 1));
        }
        return named;
    }

    private Map<String, History> ofServer(Map<String, String> promql, Set<String> names)
            throws IOException, InterruptedException {
        Map<String, History> histories = new LinkedHashMap<>();
        Duration back = OptionText.duration("--since", since);
        Instant now = Instant.now();
        for (String name : names) {
            if (!promql.containsKey(name)) {
                throw new UserError(
                        "There is no --query named \"" + name + "\". " + NearNames.hint(name, promql.keySet()));
            }
            histories.put(name, ServiceHistory.ask(prometheus.open(), name, promql.get(name), back, now));
        }
        return histories;
    }

    private static void add(String expression, Map<String, Boundary> asked) {
        int least = expression.indexOf(">=");
        int most = expression.indexOf("<=");
        int at = least < 0 || most >= 0 && most < least ? most : least;
        String name = at < 0 ? "" : expression.substring(0, at).strip();
        String number = at < 0 ? "" : expression.substring(at + 2).strip();
        if (name.isEmpty() || "<>=".indexOf(name.charAt(name.length() - 1)) >= 0 || number.isEmpty()) {
            throw new UserError(
                    "\"" + expression + "\" is not understood. Write accuracy>=0.75 or latency_ms_p95<=250.");
        }
        double value;
        try {
            value = Double.parseDouble(number);
        } catch (NumberFormatException e) {
            throw new UserError("\"" + expression + "\": \"" + number + "\" is no number.", e);
        }
        if (!Double.isFinite(value)) {
            throw new UserError("\"" + expression + "\": \"" + number + "\" is no finite number.");
        }
        if (asked.get(name) != null) {
            throw new UserError("\"" + name + "\" has two limits. Give the one that counts.");
        }
        asked.put(name, new Boundary(value, at == most));
    }
}
