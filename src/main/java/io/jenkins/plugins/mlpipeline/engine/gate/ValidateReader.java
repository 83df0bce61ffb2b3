package io.jenkins.plugins.mlpipeline.engine.gate;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the section {@code validate}. */
final class ValidateReader {
    private static final List<String> BASELINES =
            List.of("lastPassed", "deployed", "build", "file", "model", "dummy", "none");

    private static final List<String> SCORES = List.of("probabilities", "logits", "margins");

    private ValidateReader() {}

    static Spec.Validate read(Fields validate) {
        if (validate.has("baseline")) {
            baseline(validate);
        }
        Double threshold = validate.number("threshold");
        if (threshold != null && !(threshold >= 0 && threshold <= 1)) {
            throw validate.wrong(validate.raw("threshold"), "threshold", "a score between 0 and 1");
        }
        Map<String, String> scores = validate.textMap("scoreColumns");
        return new Spec.Validate(
                validate.text("model"),
                validate.text("data"),
                validate.has("sha256") ? digest(validate) : null,
                validate.text("predictions"),
                validate.text("predictionColumn"),
                scores == null ? null : canonical(scores),
                validate.oneOf("scores", SCORES),
                threshold,
                validate.text("subject"),
                validate.threads("threads"));
    }

    private static Map<String, String> canonical(Map<String, String> byLabel) {
        Map<String, String> canonical = new LinkedHashMap<>();
        byLabel.forEach((label, column) -> canonical.put(Labels.canonical(label), column));
        return canonical;
    }

    private static String digest(Fields validate) {
        String written = validate.text("sha256");
        String digest = written.startsWith("sha256:") ? written : "sha256:" + written;
        if (!Digest.isDigest(digest)) {
            throw validate.wrong(validate.raw("sha256"), "sha256", "\"sha256:\" and 64 lower-case hexadecimal digits");
        }
        return digest;
    }

    private static void baseline(Fields validate) {
        Fields baseline = new Fields(
                validate.section("baseline"),
                Set.of("from"),
                Set.of("target", "job", "build", "file", "model"),
                key -> null);
        String from = baseline.text("from");
        if (from == null) {
            throw new UserError(baseline.at() + ": baseline does not say from where; write {from: none} for none.");
        }
        baseline.oneOf("from", BASELINES);
        if (!from.equals("none")) {
            throw Fields.notYet(baseline.at("from"), "a baseline other than \"none\"");
        }
    }
}
