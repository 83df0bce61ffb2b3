package io.jenkins.plugins.mlpipeline.engine.cli;

import io.jenkins.plugins.mlpipeline.engine.comparison.OutcomesFile;
import io.jenkins.plugins.mlpipeline.engine.registry.ModelReference;
import io.jenkins.plugins.mlpipeline.engine.spec.GivenSettings;
import io.jenkins.plugins.mlpipeline.engine.spec.ValidateKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options of {@code validate} of which several make one setting, or one stands for a mapping. */
final class AnalysisOptions {
    private static final List<String> WITHOUT_PATH = List.of("dummy", "none");

    @Option(names = "--allow-same", description = "Let the baseline be the model itself.", order = 21)
    private boolean allowSame;

    @Option(
            names = "--first-build",
            description = "Declare that there is no baseline yet: gates on one are notes.",
            order = 22)
    private boolean firstBuild;

    /** Puts the mappings in the place of the texts. */
    void into(GivenSettings options, SettingOptions given) throws IOException {
        List<String> slices = given.texts(ValidateKeys.SLICES);
        options.put(ValidateKeys.BASELINE, baseline(given.text(ValidateKeys.BASELINE)))
                .put(
                        ValidateKeys.SLICES,
                        slices.isEmpty()
                                ? null
                                : slices.stream().map(AnalysisOptions::slice).toList());
    }

    private static Map<String, Object> slice(String columns) {
        return Map.of("by", Arrays.stream(columns.split(",")).map(String::strip).toList());
    }

    private Map<String, Object> baseline(String baseline) throws IOException {
        if (baseline == null && !firstBuild) {
            return null;
        }
        Map<String, Object> declared = new LinkedHashMap<>();
        if (baseline == null || WITHOUT_PATH.contains(baseline)) {
            declared.put("from", baseline == null ? "none" : baseline);
        } else {
            String from = !ModelReference.isOne(baseline) && OutcomesFile.isOne(Path.of(baseline)) ? "file" : "model";
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
