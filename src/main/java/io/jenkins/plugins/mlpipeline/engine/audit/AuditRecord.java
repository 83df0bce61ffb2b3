package io.jenkins.plugins.mlpipeline.engine.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.evaluation.DataRef;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Dummy;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Origin;
import io.jenkins.plugins.mlpipeline.engine.gate.Approval;
import io.jenkins.plugins.mlpipeline.engine.gate.GateOutcome;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.metric.Metric;
import io.jenkins.plugins.mlpipeline.engine.spec.Spec;
import io.jenkins.plugins.mlpipeline.engine.spec.SpecKeys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The audit record, schema version 1: what was judged, on which rows, by which policy, with what result and within which
 * limits. What is not known is null.
 *
 * @param schemaVersion 1
 * @param createdAt ISO 8601 instant at which the record was made
 * @param identity the model
 * @param provenance how the model and the verdict came about
 * @param data the rows
 * @param policy what was demanded
 * @param results one each gate, in the order of the policy
 * @param limits what the results do not say
 * @param fairness what was measured between groups; null when nothing was
 * @param decision the verdict
 * @param deployment where the model went; null when it was not deployed, or that is not given
 * @param documents the files that the record was made from
 */
public record AuditRecord(
        int schemaVersion,
        String createdAt,
        Identity identity,
        Provenance provenance,
        Data data,
        Policy policy,
        List<GateOutcome> results,
        Limits limits,
        JsonNode fairness,
        Decision decision,
        JsonNode deployment,
        List<Document> documents) {
    /** The schema version that this code writes and reads. */
    public static final int SCHEMA_VERSION = 1;

    /** The media type in an envelope. */
    public static final String MEDIA_TYPE = "application/vnd.ml-pipeline.audit+json";

    /**
     * The model.
     *
     * @param subject what predictions of another tool are about, {@code sha256:...} or {@code image@sha256:...}
     */
    public record Identity(
            String name,
            String version,
            String digest,
            String subject,
            String format,
            Long sizeBytes,
            String owner,
            String intendedUse) {}

    /**
     * How model and verdict came about.
     *
     * @param evaluatedAt ISO 8601 instant of the evaluation
     * @param environment versions and machine of the evaluation
     * @param origin how the evaluation came about and which build judged it; null when not known
     */
    public record Provenance(
            String commit,
            String buildUrl,
            String agent,
            String trainedAt,
            String algorithm,
            Long seed,
            JsonNode hyperparameters,
            JsonNode trainingEnvironment,
            String evaluatedAt,
            Map<String, String> environment,
            Origin origin) {}

    /**
     * The rows.
     *
     * @param training the file that training rows come from
     * @param test the rows of the evaluation
     * @param overlap share of the evaluated rows that are among those learnt from, or why it is not known
     * @param checks other checks of the rows that a gate can be on, without those of single columns
     * @param reuse what the ledger says; null when uses are not counted
     */
    public record Data(
            JsonNode training, DataRef test, MetricValue overlap, Map<String, MetricValue> checks, JsonNode reuse) {}

    /**
     * What was demanded.
     *
     * @param spec file and digest; null when gates were given otherwise
     * @param text text of the spec's file; null when not given
     * @param demanded the administrator's policy; null when there was none
     */
    public record Policy(
            GateResult.Reference spec,
            String text,
            List<String> notes,
            io.jenkins.plugins.mlpipeline.engine.gate.Policy.Applied demanded) {}

    /**
     * What the results do not say.
     *
     * @param undefined metrics without a value, with the reason
     * @param withoutFeatures what a model without features reaches
     */
    public record Limits(
            Map<String, String> undefined, List<String> findings, List<String> warnings, Dummy withoutFeatures) {}

    /**
     * The verdict.
     *
     * @param override an approval against the gates: by whom, why and until when; null when there is none
     */
    public record Decision(Verdict verdict, String summary, boolean deployable, String decidedAt, Approval override) {}

    /**
     * A file.
     *
     * @param role what it is: {@code evaluation}, {@code gate}, {@code training}, {@code deployment}, {@code spec}
     * @param name file name, for people
     * @param sha256 {@code sha256:<hex>} of its bytes
     */
    public record Document(String role, String name, String sha256) {}

    /** The record of a verdict. */
    public static AuditRecord of(AuditInput input, Instant now) {
        Evaluation evaluation = input.evaluation();
        GateResult gate = input.gate();
        JsonNode tree = Json.tree(evaluation);
        return new AuditRecord(
                SCHEMA_VERSION,
                now.toString(),
                identity(evaluation, input.spec()),
                provenance(input),
                data(input),
                new Policy(gate.spec(), input.policy(), gate.notes(), gate.policy()),
                gate.gates(),
                limits(evaluation),
                tree.get("fairness"),
                new Decision(gate.verdict(), gate.summary(), gate.deployable(), gate.createdAt(), gate.override()),
                input.deployment(),
                input.documents());
    }

    private static Identity identity(Evaluation evaluation, Spec spec) {
        boolean known = evaluation.model() != null;
        String said = spec.get(SpecKeys.MODEL_NAME);
        String name = said != null ? said : evaluation.id();
        return new Identity(
                name == null && known ? evaluation.model().name() : name,
                spec.get(SpecKeys.MODEL_VERSION),
                known ? evaluation.model().digest() : null,
                evaluation.subject(),
                known ? evaluation.model().format() : null,
                known ? evaluation.model().sizeBytes() : null,
                spec.get(SpecKeys.MODEL_OWNER),
                spec.get(SpecKeys.MODEL_INTENDED_USE));
    }

    private static Provenance provenance(AuditInput input) {
        JsonNode training = input.training();
        return new Provenance(
                input.origin().commit(),
                input.origin().buildUrl(),
                input.origin().agent(),
                text(training, "createdAt"),
                text(training, "algorithm"),
                training == null || !training.path("seed").isIntegralNumber()
                        ? null
                        : training.get("seed").asLong(),
                part(training, "hyperparameters"),
                part(training, "environment"),
                input.evaluation().createdAt(),
                input.evaluation().environment(),
                input.gate().origin());
    }

    private static Data data(AuditInput input) {
        Map<String, MetricValue> checks = new LinkedHashMap<>();
        MetricValue overlap = null;
        if (input.evaluation().dataChecks() != null) {
            checks.putAll(input.evaluation().dataChecks().metrics());
            overlap = checks.remove(Metric.TRAIN_TEST_OVERLAP.key());
            checks.keySet().removeIf(key -> key.contains("("));
        }
        return new Data(
                part(input.training(), "data"),
                input.evaluation().data() == null
                        ? null
                        : input.evaluation().data().withoutSamples(),
                overlap,
                checks,
                input.gate().ledger());
    }

    private static Limits limits(Evaluation evaluation) {
        Map<String, String> undefined = new LinkedHashMap<>();
        evaluation.gateable().forEach((key, value) -> {
            if (value.value() == null) {
                undefined.put(key, value.undefined());
            }
        });
        return new Limits(
                undefined,
                evaluation.dataChecks() == null
                        ? List.of()
                        : evaluation.dataChecks().findings(),
                evaluation.warnings() == null ? List.of() : new ArrayList<>(evaluation.warnings()),
                evaluation.dummy());
    }

    private static String text(JsonNode document, String field) {
        return document == null || !document.path(field).isTextual()
                ? null
                : document.get(field).asText();
    }

    private static JsonNode part(JsonNode document, String field) {
        return document == null || !document.path(field).isObject() ? null : document.get(field);
    }
}
