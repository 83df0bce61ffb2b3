package io.jenkins.plugins.mlpipeline.report;

import hudson.model.Item;
import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.report.JunitReport;
import io.jenkins.plugins.mlpipeline.engine.report.MarkdownReport;
import io.jenkins.plugins.mlpipeline.engine.report.ReportInput;
import io.jenkins.plugins.mlpipeline.record.RecordFolder;
import java.io.IOException;
import java.util.function.Function;
import org.kohsuke.stapler.StaplerResponse2;

/**
 * The records of a decision: below the address of a model's page, {@code records/audit}, {@code records/modelCard},
 * {@code records/inToto}, {@code records/junit} and {@code records/markdown}. The first and the third are handed out as they
 * were signed when the gate decided; what was not signed then is made of the build's documents and never signed.
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
        send(response, "audit.json", JSON, signedOr(RecordFolder.Document.SIGNED_AUDIT, DecisionRecords::audit));
    }

    /** A CycloneDX model card. */
    public void doModelCard(StaplerResponse2 response) throws IOException {
        send(response, "model-card.json", JSON, (evaluation, gate) -> made(gate, DecisionRecords::card));
    }

    /** An in-toto test result. */
    public void doInToto(StaplerResponse2 response) throws IOException {
        send(
                response,
                "in-toto.json",
                JSON,
                signedOr(RecordFolder.Document.SIGNED_STATEMENT, DecisionRecords::statement));
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
        String text;
        try {
            Evaluation evaluation = folder.evaluation().orElse(null);
            GateResult gate = folder.gate().orElse(null);
            if (evaluation == null || gate == null) {
                throw new UserError("The model \"" + id + "\" has not been gated in this build.");
            }
            text = writing.write(evaluation, gate);
        } catch (UserError e) {
            response.sendError(StaplerResponse2.SC_NOT_FOUND, e.getMessage());
            return;
        }
        response.setContentType(type + ";charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"" + id + "-" + file + "\"");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.getWriter().print(text);
    }

    private Writing signedOr(RecordFolder.Document signed, Function<DecisionRecords, Object> record) {
        return (evaluation, gate) -> {
            String stored = folder.text(signed).orElse(null);
            return stored == null ? made(gate, record) : stored;
        };
    }

    private String made(GateResult gate, Function<DecisionRecords, Object> record) throws IOException {
        String text = folder.text(RecordFolder.Document.GATE).orElseThrow();
        return Json.write(record.apply(DecisionRecords.of(run, folder, gate, text)));
    }
}
