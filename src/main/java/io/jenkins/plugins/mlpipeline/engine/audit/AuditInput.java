package io.jenkins.plugins.mlpipeline.engine.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.report.ReportInput;
import io.jenkins.plugins.mlpipeline.engine.spec.Spec;
import java.util.List;

/**
 * What a record is made of.
 *
 * @param evaluation what is known about the model
 * @param gate the verdict on it
 * @param training the document {@code training.json}; null when not given
 * @param deployment the document {@code deployment.json}; null when not given
 * @param spec the spec; {@link Spec#EMPTY} when not given
 * @param policy text of the spec's file; null when not given
 * @param origin where the work was done
 * @param documents the files that this was read from, by what they are
 */
public record AuditInput(
        Evaluation evaluation,
        GateResult gate,
        JsonNode training,
        JsonNode deployment,
        Spec spec,
        String policy,
        Origin origin,
        List<AuditRecord.Document> documents) {
    /** What a document is called in a record. */
    public static final String EVALUATION = "evaluation";

    /** What a document is called in a record. */
    public static final String GATE = "gate";

    /**
     * @throws UserError when the documents are about different models, rows or files
     */
    public AuditInput {
        documents = List.copyOf(documents);
        ReportInput.of(evaluation, gate, training);
        requireJudged(gate, documents);
        if (gate.spec() != null
                && spec.sha256() != null
                && !gate.spec().sha256().equals(spec.sha256())) {
            throw new UserError(
                    "the verdict was made by the spec " + gate.spec().sha256() + ", and the one given is "
                            + spec.sha256() + "; give the spec that the gates came from.");
        }
    }

    private static void requireJudged(GateResult gate, List<AuditRecord.Document> documents) {
        for (AuditRecord.Document document : documents) {
            if (document.role().equals(EVALUATION)
                    && gate.evaluation() != null
                    && !document.sha256().equals(gate.evaluation().sha256())) {
                throw new UserError("the verdict is about the evaluation "
                        + gate.evaluation().sha256() + ", and the one given is " + document.sha256()
                        + "; give documents that belong together.");
            }
        }
    }

    /**
     * Where the work was done, as a continuous integration server tells it.
     *
     * @param commit revision of the sources; null when not known
     * @param buildUrl page of the build; null when not known
     * @param agent name of the agent; null when not known
     */
    public record Origin(String commit, String buildUrl, String agent) {}
}
