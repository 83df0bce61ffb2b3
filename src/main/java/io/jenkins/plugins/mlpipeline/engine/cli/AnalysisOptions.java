package io.jenkins.plugins.mlpipeline.engine.cli;

import io.jenkins.plugins.mlpipeline.engine.comparison.OutcomesFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** What {@code validate} computes beside the metrics. */
final class AnalysisOptions {
    private static final List<String> WITHOUT_PATH = List.of("dummy", "none");

    @Option(
            names = "--baseline",
            paramLabel = "REF",
            description = "What to compare with on the same rows: a model, a file of --outcomes, dummy or none.",
            order = 20)
    private String baseline;

    @Option(names = "--allow-same", description = "Let the baseline be the model itself.", order = 21)
    private boolean allowSame;

    @Option(
            names = "--first-build",
            description = "Declare that there is no baseline yet: gates on one are notes.",
            order = 22)
    private boolean firstBuild;

    @Option(
            names = "--outcomes",
            paramLabel = "FILE",
            description = "Where to write what the model answered on each row, to compare later models with.",
            order = 23)
    private String outcomes;

    @Option(
            names = "--slice",
            paramLabel = "C",
            description = "Evaluate the rows of each value of a column, or of two: C,D; repeatable.",
            order = 24)
    private List<String> slices;

    @Option(
            names = "--fairness",
            paramLabel = "C",
            description = "A sensitive column whose groups are to be treated alike; repeatable.",
            order = 25)
    private List<String> fairness;

    @Option(
            names = "--groups",
            paramLabel = "C",
            description = "The column that names rows which go together, as those of one patient.",
            order = 26)
    private String groups;

    @Option(
            names = "--bootstrap",
            paramLabel = "KEY",
            description = "A metric whose bootstrap samples a gate will need; repeatable.",
            order = 27)
    private List<String> bootstrap;

    @Option(
            names = "--worst-rows",
            paramLabel = "N",
            description = "List at most N rows that the baseline gets right and the model wrong.",
            order = 28)
    private Integer worstRows;

    @Option(names = "--seed", paramLabel = "N", description = "Of bootstrap samples; 42 when left out.", order = 29)
    private Long seed;

    void into(OptionMap options) throws IOException {
        options.put("validate", "baseline", baseline())
                .put(
                        "validate",
                        "slices",
                        slices == null
                                ? null
                                : slices.stream().map(AnalysisOptions::slice).toList())
                .put("validate", "fairness", fairness)
                .put("validate", "groups", groups)
                .put("validate", "bootstrap", bootstrap)
                .put("validate", "worstRows", worstRows)
                .put("validate", "seed", seed)
                .put("validate", "outcomes", outcomes);
    }

    private static Map<String, Object> slice(String columns) {
        return Map.of("by", Arrays.stream(columns.split(",")).map(String::strip).toList());
    }

    private Map<String, Object> baseline() throws IOException {
        if (baseline == null && !firstBuild) {
            return null;
        }
        Map<String, Object> declared = new LinkedHashMap<>();
        if (baseline == null || WITHOUT_PATH.contains(baseline)) {
            declared.put("from", baseline == null ? "none" : baseline);
        } else {
            String from = OutcomesFile.isOne(Path.of(baseline)) ? "file" : "model";
            declared.put("from", from);
            declared.put(from, baseline);
        }
        if (firstBuild) {
            declared.put("firstBuild", true);
        }
        if (allowSame) {
            declared.put("allowSame", true);
        }
        return declared;
    }
}
