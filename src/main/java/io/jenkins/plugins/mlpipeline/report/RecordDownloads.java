package io.jenkins.plugins.mlpipeline.report;

import com.fasterxml.jackson.databind.JsonNode;
import hudson.PluginWrapper;
import hudson.model.Item;
import hudson.model.Run;
import hudson.util.Secret;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.engine.audit.AuditInput;
import io.jenkins.plugins.mlpipeline.engine.audit.AuditRecord;
import io.jenkins.plugins.mlpipeline.engine.audit.Envelope;
import io.jenkins.plugins.mlpipeline.engine.audit.ModelCard;
import io.jenkins.plugins.mlpipeline.engine.audit.SigningKey;
import io.jenkins.plugins.mlpipeline.engine.audit.TestResult;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.report.JunitReport;
import io.jenkins.plugins.mlpipeline.engine.report.MarkdownReport;
import io.jenkins.plugins.mlpipeline.engine.report.ReportInput;
import io.jenkins.plugins.mlpipeline.engine.spec.Spec;
import io.jenkins.plugins.mlpipeline.record.RecordFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.StaplerResponse2;

/**
 * The records of a decision, made of the build's documents when somebody asks for them: below the address of a model's page,
 * {@code records/audit}, {@code records/modelCard}, {@code records/inToto}, {@code records/junit} and
 * {@code records/markdown}. The first and the third are signed where the administrator configured a key.
 */
public final class RecordDownloads {
    private static final String JSON = "application/json";

    private final Run<?, ?> run;
    private final String id;
    private final RecordFolder folder;

    RecordDownloads(Run<?, ?> run, String id) {
        this.run = run;
        this.id = id;
        this.folder = RecordFolder.of(run, id);
    }

    /** Makes the text of a record. */
    @FunctionalInterface
    private interface Writing {
        String write(Evaluation evaluation, GateResult gate) throws IOException;
    }

    /** Our own record. */
    public void doAudit(StaplerResponse2 response) throws IOException {
        send(
                response,
                "audit.json",
                JSON,
                (evaluation, gate) ->
                        signed(AuditRecord.MEDIA_TYPE, AuditRecord.of(input(evaluation, gate), at(gate))));
    }

    /** A CycloneDX model card. */
    public void doModelCard(StaplerResponse2 response) throws IOException {
        send(response, "model-card.json", JSON, (evaluation, gate) -> {
            AuditInput input = input(evaluation, gate);
            return Json.write(ModelCard.of(input, AuditRecord.of(input, at(gate)), version()));
        });
    }

    /** An in-toto test result. */
    public void doInToto(StaplerResponse2 response) throws IOException {
        send(
                response,
                "in-toto.json",
                JSON,
                (evaluation, gate) -> signed(TestResult.MEDIA_TYPE, TestResult.of(input(evaluation, gate))));
    }

    /** A JUnit report with a case for each gate and slice. */
    public void doJunit(StaplerResponse2 response) throws IOException {
        send(response, "junit.xml", "application/xml", JunitReport::of);
    }

    /** A Markdown text for a pull request. */
    public void doMarkdown(StaplerResponse2 response) throws IOException {
        send(
                response,
                "report.md",
                "text/markdown",
                (evaluation, gate) -> MarkdownReport.of(new ReportInput(evaluation, gate, null)));
    }

    private void send(StaplerResponse2 response, String file, String type, Writing writing) throws IOException {
        run.checkPermission(Item.READ);
        Evaluation evaluation = folder.evaluation().orElse(null);
        GateResult gate = folder.gate().orElse(null);
        if (evaluation == null || gate == null) {
            response.sendError(
                    StaplerResponse2.SC_NOT_FOUND, "The model \"" + id + "\" has not been gated in this build.");
            return;
        }
        String text = writing.write(evaluation, gate);
        response.setContentType(type + ";charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"" + id + "-" + file + "\"");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.getWriter().print(text);
    }

    private AuditInput input(Evaluation evaluation, GateResult gate) throws IOException {
        List<AuditRecord.Document> documents = new ArrayList<>();
        add(documents, AuditInput.EVALUATION, RecordFolder.Document.EVALUATION);
        add(documents, AuditInput.GATE, RecordFolder.Document.GATE);
        String training = add(documents, "training", RecordFolder.Document.TRAINING);
        return new AuditInput(
                evaluation,
                gate,
                training == null ? null : Json.parse(training, JsonNode.class, "training.json"),
                null,
                Spec.EMPTY,
                null,
                new AuditInput.Origin(null, run.getAbsoluteUrl(), null),
                documents);
    }

    private String add(List<AuditRecord.Document> documents, String role, RecordFolder.Document document)
            throws IOException {
        String text = folder.text(document).orElse(null);
        if (text != null) {
            documents.add(new AuditRecord.Document(role, document.fileName(), Digest.ofText(text)));
        }
        return text;
    }

    /** The time of the decision, so that a record is the same whenever it is asked for. */
    private static Instant at(GateResult gate) {
        return Instant.parse(gate.createdAt());
    }

    private static String signed(String type, Object document) {
        String text = Json.write(document);
        Secret key = MlPipelineConfiguration.get().getSigningKey();
        return key == null
                ? text
                : Json.write(Envelope.sign(
                        type,
                        text.getBytes(StandardCharsets.UTF_8),
                        SigningKey.parse(key.getPlainText(), "the signing key"),
                        MlPipelineConfiguration.get().getSigningKeyId()));
    }

    private static String version() {
        PluginWrapper plugin = Jenkins.get().getPluginManager().whichPlugin(RecordDownloads.class);
        return plugin == null ? "unknown" : plugin.getVersion();
    }
}
