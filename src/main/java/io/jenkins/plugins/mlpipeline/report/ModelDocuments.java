package io.jenkins.plugins.mlpipeline.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.audit.Envelope;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.record.RecordFolder;
import java.io.IOException;

/**
 * What the build's folder holds about a model, for its page.
 *
 * @param evaluation null when there is none
 * @param gate null when there is none
 * @param training null when there is none
 * @param signed the audit record as it was signed; null when it wasn't
 * @param problem why the documents can't be read, in a sentence; null when they can
 */
record ModelDocuments(Evaluation evaluation, GateResult gate, JsonNode training, Envelope signed, String problem) {
    static ModelDocuments of(RecordFolder folder) {
        try {
            return new ModelDocuments(
                    folder.evaluation().orElse(null),
                    folder.gate().orElse(null),
                    folder.text(RecordFolder.Document.TRAINING)
                            .map(text -> Json.parse(text, JsonNode.class, "training.json"))
                            .orElse(null),
                    folder.text(RecordFolder.Document.SIGNED_AUDIT)
                            .map(text ->
                                    Json.parse(text, Envelope.class, RecordFolder.Document.SIGNED_AUDIT.fileName()))
                            .orElse(null),
                    null);
        } catch (IOException | UserError e) {
            return new ModelDocuments(null, null, null, null, e.getMessage());
        }
    }
}
