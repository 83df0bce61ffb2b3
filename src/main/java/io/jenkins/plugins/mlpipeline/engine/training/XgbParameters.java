package io.jenkins.plugins.mlpipeline.engine.training;

/** How our values become XGBoost's. */
final class XgbParameters {
    private XgbParameters() {}

    /** A seed folded to the 31 bits that XGBoost takes; small seeds stay as they are. */
    static int seed(long seed) {
        return (int) ((seed ^ (seed >>> 31)) & Integer.MAX_VALUE);
    }
}
