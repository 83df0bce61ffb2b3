package io.jenkins.plugins.mlpipeline.engine.evaluation;

/**
 * What another decision threshold would have given on the same rows, one row of the report's table.
 *
 * @param threshold a row is predicted positive when its score is at least this
 * @param truePositives positive rows from the threshold on
 * @param falsePositives other rows from the threshold on
 * @param precision null when no row is predicted positive
 * @param recall null when no row is positive
 * @param f1 null when no row is or is predicted positive
 * @param flagRate share of all rows that are predicted positive
 * @param truePositiveWeight what the positive rows from the threshold on count for; null where each row counts the same
 * @param falsePositiveWeight the same of the other rows
 */
public record ThresholdRow(
        double threshold,
        long truePositives,
        long falsePositives,
        Double precision,
        Double recall,
        Double f1,
        double flagRate,
        Double truePositiveWeight,
        Double falsePositiveWeight) {
    /** Of rows that count the same. */
    public ThresholdRow(
            double threshold,
            long truePositives,
            long falsePositives,
            Double precision,
            Double recall,
            Double f1,
            double flagRate) {
        this(threshold, truePositives, falsePositives, precision, recall, f1, flagRate, null, null);
    }
}
