package io.jenkins.plugins.mlpipeline.engine.spec;

import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the section {@code validate}. */
final class ValidateReader {
    private static final List<String> SCORES = List.of(
            "probabilities", "logits", "margins", "opposite_probabilities", "opposite_logits", "opposite_margins");

    private ValidateReader() {}

    static Spec.Validate read(Fields validate) {
        Double threshold = validate.number("threshold");
        if (threshold != null && !(threshold >= 0 && threshold <= 1)) {
            throw validate.wrong(validate.raw("threshold"), "threshold", "a score between 0 and 1");
        }
        Map<String, String> scores = validate.textMap("scoreColumns");
        return new Spec.Validate(
                validate.text("model"),
                validate.text("data"),
                validate.has("sha256") ? digest(validate) : null,
                validate.text("reference"),
                validate.text("predictions"),
                validate.text("predictionColumn"),
                scores == null ? null : canonical(scores),
                validate.oneOf("scores", SCORES),
                threshold,
                validate.text("subject"),
                validate.threads("threads"),
                AnalysisReader.read(validate));
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
}
