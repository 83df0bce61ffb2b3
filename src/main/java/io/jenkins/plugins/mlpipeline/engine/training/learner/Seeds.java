package io.jenkins.plugins.mlpipeline.engine.training.learner;

/** Seeds as the libraries take them. */
public final class Seeds {
    private Seeds() {}

    /** A seed folded to the 31 bits that libraries take; small seeds stay as they are. */
    public static int narrow(long seed) {
        return (int) ((seed ^ (seed >>> 31)) & Integer.MAX_VALUE);
    }
}
