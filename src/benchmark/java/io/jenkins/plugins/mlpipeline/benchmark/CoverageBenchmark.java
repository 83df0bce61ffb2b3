package io.jenkins.plugins.mlpipeline.benchmark;

/**
 * How often bounds are right on simulated test sets whose truth is known. Prints the lines of docs/coverage.md.
 *
 * <p>Run by {@code src/benchmark/run coverage}; the argument is a part of what a line is about, to measure those lines alone.
 */
public final class CoverageBenchmark {
    private CoverageBenchmark() {}

    /** Runs all lines, or those that hold the argument. */
    public static void main(String[] args) {
        String wanted = args.length == 0 ? "" : args[0];
        new BoundCoverage(wanted).run();
        new IntervalCoverage(wanted).run();
    }
}
