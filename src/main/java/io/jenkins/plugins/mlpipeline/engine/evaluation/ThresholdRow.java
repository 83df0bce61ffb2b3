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
 */
public record ThresholdRow(
        double threshold,
        long truePositives,
        long falsePositives,
        Double precision,
        Double recall,
        Double f1,
        double flagRate) {}
