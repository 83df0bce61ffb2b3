package io.jenkins.plugins.mlpipeline.report;

import com.fasterxml.jackson.databind.JsonNode;
import hudson.PluginWrapper;
import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.audit.AuditInput;
import io.jenkins.plugins.mlpipeline.engine.audit.AuditRecord;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.job.RecordJob;
import io.jenkins.plugins.mlpipeline.engine.report.ReportInput;
import io.jenkins.plugins.mlpipeline.engine.spec.Spec;
import io.jenkins.plugins.mlpipeline.record.RecordFolder;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.Jenkins;

/** What can be said of a decision to others, made of a build's documents. */
final class DecisionRecords {
    private DecisionRecords() {}

    /**
     * The records of a verdict.
     *
     * @param folder has the evaluation that was judged, and how the model was trained when that is known
     * @param text of the verdict's document
     * @throws UserError when evaluation and verdict do not belong together
     */
    static RecordJob of(Run<?, ?> run, RecordFolder folder, GateResult gate, String text) throws IOException {
        String judged = folder.text(RecordFolder.Document.EVALUATION).orElseThrow();
        Evaluation evaluation = Json.parse(judged, Evaluation.class, RecordFolder.Document.EVALUATION.fileName());
        PluginWrapper plugin = Jenkins.get().getPluginManager().whichPlugin(DecisionRecords.class);
        // The time of the decision, so that a record is the same whenever it is asked for.
        return new RecordJob(
                new ReportInput(evaluation, gate, null),
                () -> provenance(
                        run,
                        folder,
                        evaluation,
                        List.of(
                                document(AuditInput.EVALUATION, RecordFolder.Document.EVALUATION, judged),
                                document(AuditInput.GATE, RecordFolder.Document.GATE, text))),
                Instant.parse(gate.createdAt()),
                plugin == null ? "unknown" : plugin.getVersion());
    }

    private static RecordJob.Provenance provenance(
            Run<?, ?> run, RecordFolder folder, Evaluation evaluation, List<AuditRecord.Document> judged)
            throws IOException {
        List<AuditRecord.Document> documents = new ArrayList<>(judged);
        JsonNode training = null;
        String trained = folder.text(RecordFolder.Document.TRAINING).orElse(null);
        if (trained != null) {
            JsonNode read = Json.parse(trained, JsonNode.class, RecordFolder.Document.TRAINING.fileName());
            if (isAbout(evaluation, read)) {
                documents.add(document("training", RecordFolder.Document.TRAINING, trained));
                training = read;
            }
        }
        return new RecordJob.Provenance(
                training, null, Spec.EMPTY, null, new AuditInput.Origin(null, url(run), null), documents);
    }

    /** A build may train one model and judge another under the same id. */
    private static boolean isAbout(Evaluation evaluation, JsonNode training) {
        try {
            ReportInput.of(evaluation, null, training);
            return true;
        } catch (UserError e) {
            return false;
        }
    }

    private static AuditRecord.Document document(String role, RecordFolder.Document document, String text) {
        return new AuditRecord.Document(role, document.fileName(), Digest.ofText(text));
    }

    private static String url(Run<?, ?> run) {
        String root = Jenkins.get().getRootUrl();
        return root == null ? null : root + run.getUrl();
    }
}
