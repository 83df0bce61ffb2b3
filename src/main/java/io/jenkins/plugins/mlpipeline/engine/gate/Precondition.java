package io.jenkins.plugins.mlpipeline.engine.gate;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.DataRef;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Origin;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * What a policy demands of the rows and of the job that judges, in place of a metric.
 *
 * @param line as it was written
 * @param kind what it is about
 * @param wanted what is demanded
 */
public record Precondition(String line, Kind kind, String wanted) {
    private static final String EQUAL = "=";

    /** What is demanded. */
    public enum Kind {
        /** The test set: {@code sha256:<hex>} of its file, or the file's name. */
        TEST_SET("testSet", "test-set", "test set") {
            @Override
            String found(Evaluation evaluation, Origin origin, String wanted) {
                DataRef data = evaluation.data();
                return data == null ? null : Digest.isDigest(wanted) ? data.sha256() : data.name();
            }
        },
        /** The full name of the job. */
        JOB("job", "job", "job that judges") {
            @Override
            String found(Evaluation evaluation, Origin origin, String wanted) {
                return origin == null ? null : origin.job();
            }
        };

        private final String key;
        private final String id;
        private final String what;

        Kind(String key, String id, String what) {
            this.key = key;
            this.id = Policy.PREFIX + id;
            this.what = what;
        }

        abstract String found(Evaluation evaluation, Origin origin, String wanted);
    }

    /**
     * Reads a line of a policy that has one of their keys; empty for a gate.
     *
     * @throws UserError when the line has more keys, or no text
     */
    static Optional<Precondition> of(String line, Map<String, Object> settings, String at) {
        Optional<Kind> kind = Arrays.stream(Kind.values())
                .filter(k -> settings.containsKey(k.key) && !settings.containsKey("metric"))
                .findFirst();
        kind.ifPresent(k -> {
            if (settings.size() > 1 || !(settings.get(k.key) instanceof String text) || text.isBlank()) {
                throw new UserError(at + ": {" + k.key
                        + ": ...} has one text and no other key; demand each in a line of" + " its own.");
            }
        });
        return kind.map(k -> new Precondition(line, k, ((String) settings.get(k.key)).strip()));
    }

    /** Whether an outcome is that of such a rule. */
    public static boolean isOne(GateOutcome outcome) {
        return EQUAL.equals(outcome.comparison())
                && Arrays.stream(Kind.values()).anyMatch(kind -> kind.key.equals(outcome.metric()));
    }

    /** What it is called in a verdict, unless that is taken. */
    String id() {
        return kind.id;
    }

    /**
     * What it says about an evaluation.
     *
     * @param id what to call it
     */
    GateOutcome judge(String id, Evaluation evaluation, Origin origin) {
        String found = kind.found(evaluation, origin, wanted);
        boolean met = wanted.equals(found);
        return new GateOutcome(
                id,
                kind.key,
                null,
                EQUAL,
                EQUAL + " " + wanted,
                null,
                null,
                null,
                null,
                null,
                met ? Verdict.PASS : Verdict.FAIL,
                Criticality.FAILURE,
                OnInconclusive.UNSTABLE,
                "The " + kind.what + " is " + (found == null ? "not known" : found)
                        + (met ? ", as the policy demands." : ", and the policy demands " + wanted + "."),
                null,
                null,
                null);
    }
}
