package io.jenkins.plugins.mlpipeline.engine.verification;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Diagnostics;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Answer;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Observation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The record of a verification, {@code verification.json}; its schema is {@code docs/schemas/verification.schema.json}.
 *
 * @param schemaVersion 1
 * @param verdict the worst of the checks
 * @param message one sentence
 * @param verified whether the revision was marked as verified, which only a pass does
 * @param target what was verified
 * @param prometheus the name of the server that was asked; null when none was
 * @param window when it was looked, and how often; null when it was not
 * @param checks what each check said
 * @param timeline what each look saw
 * @param rollback what was done about a failure; null when nothing had to be
 * @param diagnostics the evidence of a failure from the cluster; null when there is none
 * @param warnings for people
 * @param build the build that verified; null on a command line
 * @param startedAt ISO 8601
 * @param finishedAt ISO 8601
 */
public record Verification(
        int schemaVersion,
        Verdict verdict,
        String message,
        boolean verified,
        Target target,
        String prometheus,
        Window window,
        List<Checked> checks,
        List<Point> timeline,
        Deployment.Rollback rollback,
        Diagnostics diagnostics,
        List<String> warnings,
        String build,
        String startedAt,
        String finishedAt) {
    /** The version of this record's shape. */
    public static final int SCHEMA_VERSION = 1;

    /**
     * What was verified.
     *
     * @param kind the workload's kind
     * @param name its name
     * @param namespace its namespace
     * @param cluster the API server's address; null when not known
     * @param revision the number of the revision; null when the workload has none
     * @param replicaSet the name of its ReplicaSet or ControllerRevision; null when it has none
     * @param modelDigest the model's digest; null when not known
     */
    public record Target(
            String kind,
            String name,
            String namespace,
            String cluster,
            Long revision,
            String replicaSet,
            String modelDigest) {
        static Target of(Deployment d) {
            return new Target(
                    d.kind(), d.name(), d.namespace(), d.cluster(), d.revision(), d.replicaSet(), d.modelDigest());
        }
    }

    /**
     * When it was looked.
     *
     * @param from its beginning, ISO 8601
     * @param to the last look, ISO 8601
     * @param intervalSeconds between two looks
     * @param looks how many there were
     * @param badLooks how many of the last {@code outOf} make a failure
     * @param outOf see {@code badLooks}
     * @param falseAlarms the chance that a verification fails whose demands are all just met
     */
    public record Window(
            String from, String to, long intervalSeconds, int looks, int badLooks, int outOf, double falseAlarms) {}

    /**
     * A check and its answer.
     *
     * @param id the check's
     * @param answer what it says
     * @param value the measured value; null when there is none
     * @param lower the value's lower limit at 95 % (two-sided); null when there is none
     * @param upper the value's upper limit at 95 % (two-sided); null when there is none
     * @param threshold the limit that counted; null when none did
     * @param requests how many events it was judged by; null for a number
     * @param baseline the baseline's value; null when there is none
     * @param queries what was asked, as it was sent
     * @param observed what was observed at the last look, which a later verification compares with; null when nothing was
     * @param reason one sentence
     */
    public record Checked(
            String id,
            Answer answer,
            Double value,
            Double lower,
            Double upper,
            Double threshold,
            Long requests,
            Double baseline,
            List<String> queries,
            Observation observed,
            String reason) {}

    /**
     * One look.
     *
     * @param at when, ISO 8601
     * @param answers of the checks, in their order
     * @param values of the checks, in their order; null where there is none
     */
    public record Point(
            String at,
            List<Answer> answers,
            @JsonSetter(contentNulls = Nulls.SET) List<Double> values) {}

    /** Whether everything that was asked was answered, and well. */
    public boolean passed() {
        return verdict == Verdict.PASS;
    }

    /** What was observed, for a later verification to compare with: by the check's id, when this one passed. */
    public Map<String, Observation> baselines() {
        Map<String, Observation> known = new LinkedHashMap<>();
        if (passed() && checks != null) {
            checks.stream().filter(c -> c.observed() != null).forEach(c -> known.put(c.id(), c.observed()));
        }
        return known;
    }

    /** The same with what followed of it: the mark, or the way back. */
    public Verification with(boolean marked, Deployment.Rollback back, Diagnostics evidence, List<String> said) {
        return new Verification(
                schemaVersion,
                verdict,
                message,
                marked,
                target,
                prometheus,
                window,
                checks,
                timeline,
                back,
                evidence,
                said,
                build,
                startedAt,
                finishedAt);
    }
}
