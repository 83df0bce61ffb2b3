package io.jenkins.plugins.mlpipeline.engine.spec;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.slice.SliceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Reads the model that a validation compares with, and parts of its rows. */
final class AnalysisReader {
    private static final List<String> BASELINES =
            List.of("lastPassed", "deployed", "build", "file", "model", "dummy", "none");
    private static final Set<String> BASELINE_KEYS = Set.of(
            "from", "file", "model", "job", "build", "target", "resolved", "resolvedData", "firstBuild", "allowSame");
    private static final Set<String> SLICE_KEYS = Set.of("name", "by", "bins", "where");

    private AnalysisReader() {}

    static SpecBaseline baseline(Fields validate, String key) {
        Fields baseline = new Fields(from(validate, key), BASELINE_KEYS, Set.of(), other -> null);
        String from = baseline.oneOf("from", BASELINES);
        if (from == null) {
            throw new UserError(baseline.at() + ": baseline does not say from where; write {from: none} for none.");
        }
        for (String only : List.of("file", "model", "build", "target")) {
            String needs = only.equals("target") ? "deployed" : only;
            boolean found = only.equals("build") && baseline.has("resolved");
            if (baseline.has(only) && !from.equals(needs) && !found) {
                throw new UserError(baseline.at(only) + ": " + only + " is for {from: " + needs
                        + "}, and this is {from: " + from + "}.");
            }
        }
        boolean named = from.equals("file") || from.equals("model");
        if ((named || from.equals("build")) && !baseline.has(from)) {
            throw new UserError(baseline.at() + ": baseline {from: " + from + "} needs \"" + from + "\": which one.");
        }
        SpecBaseline read = new SpecBaseline(
                from,
                named ? baseline.text(from) : baseline.text("resolved"),
                baseline.text("job"),
                baseline.text("build"),
                baseline.text("target"),
                baseline.truth("firstBuild"),
                baseline.truth("allowSame"),
                baseline.text("resolvedData"));
        if (read.firstBuild() && read.path() != null) {
            throw new UserError(baseline.at("firstBuild")
                    + ": firstBuild declares that there is no baseline yet, and there is one. Leave firstBuild out.");
        }
        return read;
    }

    /** What is written; a text stands for {@code {from: TEXT}}. */
    private static Setting.Section from(Fields validate, String key) {
        if (!(validate.raw(key) instanceof Setting.Scalar scalar) || scalar.value() == null) {
            return validate.section(key);
        }
        if (!BASELINES.contains(scalar.text())) {
            throw new UserError(scalar.at() + ": " + key + " is \"" + scalar.text() + "\"; one of "
                    + String.join(", ", BASELINES) + " is expected. A model is {from: model, model: FILE}.");
        }
        return new Setting.Section(Map.of("from", scalar), Map.of("from", scalar.at()), scalar.at());
    }

    /** Mappings, and texts with a column or several with commas between. */
    static List<SliceSpec> slices(Fields validate, String key) {
        List<SliceSpec> slices = new ArrayList<>();
        for (Setting item : validate.items(key)) {
            if (item instanceof Setting.Scalar scalar && scalar.value() instanceof String text && !text.isBlank()) {
                slices.add(new SliceSpec(
                        null, Stream.of(text.split(",")).map(String::strip).toList(), null, null));
                continue;
            }
            if (!(item instanceof Setting.Section section)) {
                throw validate.wrong(item, "a slice", "a mapping such as {by: [sex]}");
            }
            Fields slice = new Fields(section, SLICE_KEYS, Set.of(), other -> null);
            try {
                slices.add(
                        new SliceSpec(slice.text("name"), columns(slice), slice.numbers("bins"), slice.text("where")));
            } catch (UserError e) {
                throw new UserError(slice.at() + ": " + e.getMessage(), e);
            }
        }
        return slices;
    }

    /** One column, or a list of them. */
    static List<String> columns(Fields slice) {
        if (!slice.has("by")) {
            return null;
        }
        return slice.raw("by") instanceof Setting.Items ? slice.texts("by") : List.of(slice.text("by"));
    }
}
