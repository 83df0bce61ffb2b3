package io.jenkins.plugins.mlpipeline.engine.job;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.audit.AuditInput;
import io.jenkins.plugins.mlpipeline.engine.audit.AuditRecord;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.report.ReportInput;
import io.jenkins.plugins.mlpipeline.engine.spec.Spec;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/**
 * What reports and records of a decision are made of.
 *
 * @param shown evaluation, verdict and training as a report shows them
 * @param sources reads what only records for an auditor need, when one is made
 * @param at the time that a record bears
 * @param toolVersion the version of what makes it
 */
public record RecordJob(ReportInput shown, Sources sources, Instant at, String toolVersion) {
    /** What records for an auditor need beside evaluation and verdict. */
    @FunctionalInterface
    public interface Sources {
        /** Reads it. */
        Provenance read() throws IOException;
    }

    /**
     * Where evaluation and verdict come from.
     *
     * @param training the document {@code training.json}; null when not given
     * @param deployment the document {@code deployment.json}; null when not given
     * @param spec the spec; {@link Spec#EMPTY} when not given
     * @param policy text of the spec's file; null when not given
     * @param origin where the work was done
     * @param documents the files that everything was read from, by what they are
     */
    public record Provenance(
            JsonNode training,
            JsonNode deployment,
            Spec spec,
            String policy,
            AuditInput.Origin origin,
            List<AuditRecord.Document> documents) {}

    /**
     * The text of a format.
     *
     * @throws io.jenkins.plugins.mlpipeline.engine.UserError when documents do not belong together
     */
    public String text(RecordFormat format) throws IOException {
        return format.write(this);
    }

    AuditInput audited() throws IOException {
        Provenance read = sources.read();
        Evaluation evaluation = shown.evaluation();
        GateResult gate = shown.gate();
        return new AuditInput(
                evaluation,
                gate,
                read.training(),
                read.deployment(),
                read.spec(),
                read.policy(),
                read.origin(),
                read.documents());
    }
}
