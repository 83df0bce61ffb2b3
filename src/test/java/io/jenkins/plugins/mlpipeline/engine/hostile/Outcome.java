package io.jenkins.plugins.mlpipeline.engine.hostile;

/**
 * What became of a damaged file.
 *
 * @param kind whether that is right
 * @param what what was wrong, in one line; empty when nothing was
 */
record Outcome(Kind kind, String what) {
    /** The two right ones, and the wrong one. */
    enum Kind {
        ANSWERED,
        REFUSED,
        WRONG
    }

    static final Outcome ANSWERED = new Outcome(Kind.ANSWERED, "");
    static final Outcome REFUSED = new Outcome(Kind.REFUSED, "");

    static Outcome wrong(String what) {
        return new Outcome(Kind.WRONG, what);
    }
}
