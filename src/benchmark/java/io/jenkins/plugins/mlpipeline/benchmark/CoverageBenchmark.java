package io.jenkins.plugins.mlpipeline.benchmark;

import java.util.regex.Pattern;

/**
 * How often bounds are right on simulated test sets whose truth is known. Prints the lines of docs/coverage.md.
 *
 * <p>Run by {@code src/benchmark/run coverage}; the first argument is a regular expression for a part of what a line is about (as
 * {@code roc_auc, paired, 1.0 . positive | 300 |}), to measure those lines alone; the second the most test sets of a line, for a quick look: the first
 * ones of those that the whole has.
 */
public final class CoverageBenchmark {
    private CoverageBenchmark() {}

    /** Runs all lines, or those that hold the first argument. */
    public static void main(String[] args) {
        Pattern wanted = Pattern.compile(args.length == 0 ? "" : args[0]);
        int sets = args.length < 2 ? Integer.MAX_VALUE : Integer.parseInt(args[1]);
        new BoundCoverage(wanted, sets).run();
        new IntervalCoverage(wanted, sets).run();
    }
}
