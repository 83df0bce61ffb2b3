package io.jenkins.plugins.mlpipeline.engine.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import io.jenkins.plugins.mlpipeline.engine.io.Json;

/**
 * What a report is made of.
 *
 * @param evaluation the evaluation
 * @param gate the verdict on it; null when there is none
 * @param training how the model came about; null when not known
 */
public record ReportInput(Evaluation evaluation, GateResult gate, TrainingView training) {
    private static final int SHORT_DIGEST = 19;

    /**
     * Reads the training document.
     *
     * @param evaluation the evaluation
     * @param gate the verdict on it; null when there is none
     * @param training the document {@code training.json}; null when not known
     * @throws io.jenkins.plugins.mlpipeline.engine.UserError when a field of the training document has another shape
     */
    public static ReportInput of(Evaluation evaluation, GateResult gate, JsonNode training) {
        return new ReportInput(
                evaluation,
                gate,
                training == null || training.isNull()
                        ? null
                        : Json.convert(training, TrainingView.class, "training.json"));
    }

    /** What to call the model. */
    String title() {
        if (evaluation.id() != null) {
            return evaluation.id();
        }
        if (evaluation.model() != null && evaluation.model().name() != null) {
            return evaluation.model().name();
        }
        return evaluation.subject() == null ? "model" : evaluation.subject();
    }

    /** The verdict; null when there is none. */
    Verdict verdict() {
        return gate == null ? null : gate.verdict();
    }

    /** What the verdict is about: the model's digest, or the subject; null when not bound. */
    String identity() {
        return evaluation.model() != null ? evaluation.model().digest() : evaluation.subject();
    }

    /** Enough of a digest to tell it from others: {@code sha256:0123456789ab}. */
    static String shortened(String digest) {
        return digest.startsWith("sha256:") && digest.length() > SHORT_DIGEST
                ? digest.substring(0, SHORT_DIGEST)
                : digest;
    }
}
