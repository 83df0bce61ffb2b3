package io.jenkins.plugins.mlpipeline.engine.gate;

import io.jenkins.plugins.mlpipeline.engine.evaluation.DataRef;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Origin;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import java.util.Arrays;

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

        /** What it is called in a policy. */
        public String key() {
            return key;
        }

        abstract String found(Evaluation evaluation, Origin origin, String wanted);
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
