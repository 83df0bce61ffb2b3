package io.jenkins.plugins.mlpipeline.engine.gate;

import java.util.Collection;

/**
 * From a gate's verdict and criticality to what follows: exit code, stage, build, deployment. The command line and the
 * pipeline step read the same table.
 *
 * <p>ERROR is a question that could not be asked, so it blocks whatever the criticality is, NOTE included.
 */
public final class VerdictTable {
    private static final Consequence NOTHING = new Consequence(0, Result.SUCCESS, Result.SUCCESS, false, true);

    private VerdictTable() {}

    /** A result in Jenkins' words; SUCCESS leaves stage or build as they are. */
    public enum Result {
        SUCCESS,
        UNSTABLE,
        FAILURE;

        /** The one that is worse. */
        public Result worse(Result other) {
            return compareTo(other) >= 0 ? this : other;
        }
    }

    /**
     * What follows from a verdict.
     *
     * @param exitCode of the command line: 0, 1, 2 or 3
     * @param stage what the stage becomes
     * @param build what the build becomes
     * @param stops whether the pipeline stops after the report is attached
     * @param deployable whether the model may be deployed
     */
    public record Consequence(int exitCode, Result stage, Result build, boolean stops, boolean deployable) {}

    /** What follows from one gate. */
    public static Consequence of(Verdict verdict, Criticality criticality, OnInconclusive onInconclusive) {
        if (verdict == Verdict.PASS) {
            return NOTHING;
        }
        if (verdict == Verdict.ERROR) {
            return blocked(verdict, Result.FAILURE, Result.FAILURE);
        }
        if (criticality == Criticality.NOTE) {
            return NOTHING;
        }
        if (verdict == Verdict.INCONCLUSIVE) {
            return onInconclusive == OnInconclusive.FAILURE
                    ? blocked(verdict, Result.FAILURE, Result.FAILURE)
                    : blocked(verdict, Result.UNSTABLE, Result.UNSTABLE);
        }
        return switch (criticality) {
            case NOTE -> NOTHING;
            case UNSTABLE -> blocked(verdict, Result.UNSTABLE, Result.UNSTABLE);
            case ERROR -> blocked(verdict, Result.FAILURE, Result.SUCCESS);
            case FAILURE -> blocked(verdict, Result.FAILURE, Result.FAILURE);
        };
    }

    /**
     * The verdict on the whole: the worst of the gates that are not NOTE, and of all gates that are ERROR. When every
     * gate is a NOTE and none is an ERROR it is PASS: that nothing shall block was asked for in so many words.
     */
    public static Verdict overall(Collection<GateOutcome> gates) {
        if (gates.isEmpty()) {
            return Verdict.ERROR;
        }
        Verdict worst = Verdict.PASS;
        for (GateOutcome gate : gates) {
            if (gate.verdict() == Verdict.ERROR || gate.criticality() != Criticality.NOTE) {
                worst = worst.worse(gate.verdict());
            }
        }
        return worst;
    }

    /**
     * What follows from the whole: stage and build take the worst of the gates, the exit code is the overall verdict's, and
     * one gate that blocks is enough.
     *
     * @param overall the document's verdict; ERROR also when no gate could be evaluated
     */
    public static Consequence of(Verdict overall, Collection<GateOutcome> gates) {
        if (overall == Verdict.ERROR) {
            return blocked(overall, Result.FAILURE, Result.FAILURE);
        }
        Consequence all = NOTHING;
        for (GateOutcome gate : gates) {
            Consequence one = of(gate.verdict(), gate.criticality(), gate.onInconclusive());
            all = new Consequence(
                    overall.exitCode(),
                    all.stage.worse(one.stage),
                    all.build.worse(one.build),
                    all.stops || one.stops,
                    all.deployable && one.deployable);
        }
        return all;
    }

    /** What follows from a verdict that a person approved: the pipeline goes on, and everybody sees that it did so unproven. */
    static Consequence approved(Verdict verdict) {
        return new Consequence(verdict.exitCode(), Result.UNSTABLE, Result.UNSTABLE, false, false);
    }

    private static Consequence blocked(Verdict verdict, Result stage, Result build) {
        return new Consequence(verdict.exitCode(), stage, build, build == Result.FAILURE, false);
    }
}
