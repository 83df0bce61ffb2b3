package io.jenkins.plugins.mlpipeline.engine.gate;

/** What a gate says. Later constants outrank earlier ones when verdicts are combined. */
public enum Verdict {
    /** What was demanded is met. */
    PASS(0),
    /** It cannot be told whether what was demanded is met: the metric has no value on these rows. */
    INCONCLUSIVE(3),
    /** What was demanded is not met. */
    FAIL(1),
    /** The question makes no sense: a metric that is not there, no rows, a contradiction. */
    ERROR(2);

    private final int exitCode;

    Verdict(int exitCode) {
        this.exitCode = exitCode;
    }

    /** The exit code of a command whose overall verdict this is. */
    public int exitCode() {
        return exitCode;
    }

    /** The one that outranks the other: ERROR, then FAIL, then INCONCLUSIVE, then PASS. */
    public Verdict worse(Verdict other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
