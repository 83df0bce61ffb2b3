package io.jenkins.plugins.mlpipeline.engine.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.evaluation.ModelRef;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.PackageFiles;
import java.util.Map;
import java.util.Objects;

/**
 * What a report is made of.
 *
 * @param evaluation the evaluation
 * @param gate the verdict on it; null when there is none
 * @param training how the model came about; null when not known
 */
public record ReportInput(Evaluation evaluation, GateResult gate, TrainingView training) {
    private static final int SHORT_DIGEST = 19;

    /** @throws UserError when the documents are about different models or rows */
    public ReportInput {
        ModelRef model = evaluation.model();
        if (gate != null) {
            require("verdict", "model", digest(gate.model()), "evaluation", digest(model));
            require("verdict", "subject", gate.subject(), "evaluation", evaluation.subject());
            require(
                    "verdict",
                    "data",
                    gate.data() == null ? null : gate.data().sha256(),
                    "evaluation",
                    evaluation.data() == null ? null : evaluation.data().sha256());
        }
        if (training != null && training.model() != null && model != null) {
            require("training record", "model", digest(training.model()), "evaluation", digest(model));
        }
    }

    /**
     * Reads the training document.
     *
     * @param evaluation the evaluation
     * @param gate the verdict on it; null when there is none
     * @param training the document {@code training.json}; null when not known
     * @throws UserError when a field of the training document has another shape, or the documents don't belong together
     */
    public static ReportInput of(Evaluation evaluation, GateResult gate, JsonNode training) {
        return new ReportInput(
                evaluation,
                gate,
                training == null || training.isNull()
                        ? null
                        : Json.convert(training, TrainingView.class, PackageFiles.RECORD));
    }

    private static String digest(ModelRef model) {
        return model == null ? null : model.digest();
    }

    private static void require(String what, String part, String one, String than, String other) {
        if (!Objects.equals(one, other)) {
            throw new UserError("the " + what + " is about the " + part + " " + name(one) + ", and the " + than
                    + " about " + name(other) + "; give documents that belong together.");
        }
    }

    private static String name(String reference) {
        return reference == null ? "(none)" : shortened(reference);
    }

    /** What to call the model. */
    String title() {
        if (evaluation.id() != null) {
            return evaluation.id();
        }
        if (evaluation.model() != null && evaluation.model().name() != null) {
            return evaluation.model().name();
        }
        if (evaluation.subject() == null && evaluation.endpoint() != null) {
            return evaluation.endpoint().address();
        }
        return evaluation.subject() == null ? "model" : evaluation.subject();
    }

    /** What a model without features reaches, by metric; empty when not known. */
    Map<String, MetricValue> baseline() {
        return evaluation.dummy() == null || evaluation.dummy().metrics() == null
                ? Map.of()
                : evaluation.dummy().metrics();
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
