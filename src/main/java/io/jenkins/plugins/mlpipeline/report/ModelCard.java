package io.jenkins.plugins.mlpipeline.report;

import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.approval.Approved;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.report.HtmlReport;
import io.jenkins.plugins.mlpipeline.record.RecordFolder;
import io.jenkins.plugins.mlpipeline.targets.Target;
import io.jenkins.plugins.mlpipeline.targets.TargetStore;
import java.io.IOException;
import java.util.List;

/** A model on the build's own page: the verdict, the gates that decided, the change, and where it serves. */
public final class ModelCard {
    private static final int MOST_GATES = 4;

    private final Run<?, ?> run;
    private final ModelRecord record;
    private final Approved approval;

    ModelCard(Run<?, ?> run, ModelRecord record, Approved approval) {
        this.run = run;
        this.record = record;
        this.approval = approval;
    }

    public ModelRecord getRecord() {
        return record;
    }

    /** The last approval of the verdict; null when there was none. */
    public Approved getApproval() {
        return approval;
    }

    /** The gates that decided, as HTML that the engine has escaped; null when there are none. */
    public String getGates() {
        if (record.getVerdict() == null) {
            return null;
        }
        try {
            return RecordFolder.of(run, record.getId())
                    .gate()
                    .filter(gate -> !gate.gates().isEmpty())
                    .map(ModelCard::drawn)
                    .orElse(null);
        } catch (IOException | UserError e) {
            // The model's page names what can't be read; the card says the verdict all the same.
            return null;
        }
    }

    private static String drawn(GateResult gate) {
        return HtmlReport.gates(gate, MOST_GATES);
    }

    /** What changed since the last build that has a model of this name; null when there is none. */
    public ModelChange getChange() {
        return ModelChange.since(run, record);
    }

    /** The targets that serve this model, as far as the person who asks may know. */
    public List<Target> getServing() {
        return TargetStore.get().serving().of(record.judgedDigest());
    }
}
