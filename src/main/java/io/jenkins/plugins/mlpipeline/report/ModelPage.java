package io.jenkins.plugins.mlpipeline.report;

import com.fasterxml.jackson.databind.JsonNode;
import hudson.model.Item;
import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.report.HtmlReport;
import io.jenkins.plugins.mlpipeline.engine.report.ReportInput;
import java.io.IOException;
import java.util.List;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The page of one model: its gates and metrics, and the report. */
@ExportedBean
public final class ModelPage {
    private final Run<?, ?> run;
    private final ModelRecord record;

    ModelPage(Run<?, ?> run, ModelRecord record) {
        this.run = run;
        this.record = record;
    }

    public Run<?, ?> getRun() {
        return run;
    }

    @Exported(inline = true)
    public ModelRecord getRecord() {
        return record;
    }

    public String getDisplayName() {
        return record.getId();
    }

    /** The evaluation; null when there is none. */
    public Evaluation getEvaluation() throws IOException {
        return RecordFolder.of(run, record.getId()).evaluation().orElse(null);
    }

    /** The metrics in the evaluation's order; empty when there is no evaluation. */
    public List<MetricRow> getMetrics() throws IOException {
        Evaluation evaluation = getEvaluation();
        return evaluation == null
                ? List.of()
                : evaluation.metrics().entrySet().stream()
                        .map(e -> MetricRow.of(e.getKey(), e.getValue()))
                        .toList();
    }

    /** What the gates said; null when there were none. */
    public GateResult getGate() throws IOException {
        return RecordFolder.of(run, record.getId()).gate().orElse(null);
    }

    /**
     * The static report, rendered here from the recorded documents. The page may neither run a script nor load anything,
     * so that a hostile agent can put nothing into it that acts.
     */
    public void doReport(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        run.checkPermission(Item.READ);
        Evaluation evaluation = getEvaluation();
        if (evaluation == null) {
            response.sendError(StaplerResponse2.SC_NOT_FOUND, "The model has not been validated in this build.");
            return;
        }
        JsonNode training = RecordFolder.of(run, record.getId())
                .text(RecordFolder.Document.TRAINING)
                .map(text -> Json.parse(text, JsonNode.class, "training.json"))
                .orElse(null);
        response.setContentType("text/html;charset=UTF-8");
        response.setHeader("Content-Security-Policy", "sandbox; " + HtmlReport.CONTENT_SECURITY_POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.getWriter().print(HtmlReport.page(ReportInput.of(evaluation, getGate(), training)));
    }
}
