package io.jenkins.plugins.mlpipeline.report;

import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import java.io.IOException;
import java.util.List;
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
}
