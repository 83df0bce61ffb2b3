package io.jenkins.plugins.mlpipeline.engine.evaluation;

/**
 * Rows by which of two models is right on them.
 *
 * @param bothRight rows that both get right
 * @param onlyCandidate rows that only the candidate gets right: flips from wrong to right
 * @param onlyBaseline rows that only the baseline gets right: flips from right to wrong
 * @param bothWrong rows that neither gets right
 */
public record PairCounts(long bothRight, long onlyCandidate, long onlyBaseline, long bothWrong) {
    public PairCounts {
        if (bothRight < 0 || onlyCandidate < 0 || onlyBaseline < 0 || bothWrong < 0) {
            throw new IllegalArgumentException("a number of rows is negative");
        }
    }

    /** Rows compared. */
    public long rows() {
        return bothRight + onlyCandidate + onlyBaseline + bothWrong;
    }
}
