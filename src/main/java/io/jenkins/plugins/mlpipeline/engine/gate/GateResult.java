package io.jenkins.plugins.mlpipeline.engine.gate;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.evaluation.ModelRef;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Origin;
import java.util.ArrayList;
import java.util.List;

/**
 * The document {@code gate.json}, schema version 1: what was demanded of which model on which rows, and the verdict.
 *
 * @param schemaVersion 1
 * @param createdAt ISO 8601 instant
 * @param verdict the verdict on the whole, see {@link VerdictTable#overall}
 * @param summary the verdict in one sentence
 * @param id name of the model within a build; null on the command line
 * @param model the model that was judged; null when the evaluation was made from predictions or metrics
 * @param subject what such an evaluation is about; null when it is not bound, then nothing may be deployed by it
 * @param evaluation the document that was judged
 * @param data the rows it is about
 * @param spec the spec that named the gates; null when they were given otherwise
 * @param gates one outcome each, in the order given
 * @param notes what a reader should know about how the gates came about, one sentence each
 * @param policy the administrator's, under which it was given; null when there was none
 * @param origin how the evaluation came about and which build judged it; null in documents of older versions
 * @param unchanged true when model and test data are those of the baseline's build; else null
 * @param ledger uses of the test set; null when they are not counted
 * @param override the approval that lets a model pass nevertheless; null when there is none
 */
public record GateResult(
        int schemaVersion,
        String createdAt,
        Verdict verdict,
        String summary,
        String id,
        ModelRef model,
        String subject,
        Reference evaluation,
        Data data,
        Reference spec,
        List<GateOutcome> gates,
        List<String> notes,
        Policy.Applied policy,
        Origin origin,
        Boolean unchanged,
        @JsonInclude(JsonInclude.Include.ALWAYS) JsonNode ledger,
        @JsonInclude(JsonInclude.Include.ALWAYS) Approval override) {
    /** The schema version that this code writes and reads. */
    public static final int SCHEMA_VERSION = 1;

    public GateResult {
        if (schemaVersion != SCHEMA_VERSION) {
            throw new IllegalArgumentException(
                    "the verdict has schema version " + schemaVersion + "; this version reads " + SCHEMA_VERSION);
        }
        if (createdAt == null || verdict == null || summary == null || gates == null) {
            throw new IllegalArgumentException("a verdict has createdAt, verdict, summary and gates");
        }
        gates = List.copyOf(gates);
        notes = notes == null ? List.of() : List.copyOf(notes);
    }

    /**
     * A file.
     *
     * @param name for people; may be null
     * @param sha256 {@code sha256:<hex>} of its bytes
     */
    public record Reference(String name, String sha256) {}

    /**
     * The rows that the evaluation is about.
     *
     * @param name file name, for people; may be null
     * @param sha256 {@code sha256:<hex>} of the file; null for another tool's metrics
     * @param rows number of rows; null for another tool's metrics
     * @param rowsSha256 {@code sha256:<hex>} of the rows' contents; null when not known
     */
    public record Data(String name, String sha256, Long rows, String rowsSha256) {}

    /**
     * The same verdict with what the ledger says.
     *
     * @param entry of the ledger
     * @param rule judged beside the gates; null for none
     * @param note what a reader should know; null for none
     */
    public GateResult with(JsonNode entry, GateOutcome rule, String note) {
        List<String> noted = new ArrayList<>(notes);
        if (note != null) {
            noted.add(note);
        }
        List<GateOutcome> all = new ArrayList<>(gates);
        if (rule != null) {
            all.add(rule);
        }
        Verdict whole = rule == null ? verdict : VerdictTable.overall(all);
        return new GateResult(
                schemaVersion,
                createdAt,
                whole,
                rule == null ? summary : Summary.of(whole, all),
                id,
                model,
                subject,
                evaluation,
                data,
                spec,
                all,
                noted,
                policy,
                origin,
                unchanged,
                entry,
                override);
    }

    /** The same verdict with an approval noted; null for none. */
    public GateResult approved(Approval approval) {
        return new GateResult(
                schemaVersion,
                createdAt,
                verdict,
                summary,
                id,
                model,
                subject,
                evaluation,
                data,
                spec,
                gates,
                notes,
                policy,
                origin,
                unchanged,
                ledger,
                approval);
    }

    /** The digest that was judged; null when the verdict is bound to nothing. */
    public String digest() {
        if (model != null) {
            return model.digest();
        }
        return subject == null || !subject.contains("sha256:") ? null : subject.substring(subject.indexOf("sha256:"));
    }

    /** What follows for the command, the stage, the build and the deployment. */
    public VerdictTable.Consequence consequence() {
        return override == null ? VerdictTable.of(verdict, gates) : VerdictTable.approved(verdict);
    }

    /** Whether the model may be deployed: nothing blocks, and it is known which model was judged. */
    public boolean deployable() {
        return consequence().deployable() && (model != null || subject != null);
    }
}
