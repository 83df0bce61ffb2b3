package io.jenkins.plugins.mlpipeline.engine.metric.statistics;

/**
 * The generator SplitMix64 (Steele, Lea and Flood 2014), written down here so that a recorded seed gives the same rows on
 * any Java version.
 */
public final class SplitMix64 {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    /** @param seed any number */
    public SplitMix64(long seed) {
        this.state = seed;
    }

    /** 64 random bits. */
    public long nextLong() {
        state += GOLDEN_GAMMA;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** A number from 0 to {@code bound - 1}; with 32 random bits, no index is off by more than bound / 2^32. */
    int nextIndex(int bound) {
        return (int) (((nextLong() >>> 32) * bound) >>> 32);
    }
}
