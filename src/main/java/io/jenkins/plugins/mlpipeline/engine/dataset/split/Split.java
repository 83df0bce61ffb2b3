package io.jenkins.plugins.mlpipeline.engine.dataset.split;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.TrainingData;
import java.util.List;

/**
 * Rows parted in two.
 *
 * @param train positions of the training rows, ascending
 * @param test positions of the test rows, ascending
 * @param notes what a reader should know about the parting, one sentence each
 */
public record Split(int[] train, int[] test, List<String> notes) {
    /**
     * Parts rows into training and test. The same data, rule, size and seed give the same parts on every machine.
     *
     * <p>The test part has ceil(testSize n) rows of n, as in scikit-learn, where the rule leaves a choice (a split by hash has about so many): see
     * {@link SplitSpec.Kind}.
     *
     * @param data the rows; the column of the rule must be among {@link TrainingData#others}
     * @param testSize share of the rows in the test part, above 0 and below 1
     * @param seed of the random order; a split by time or by hash does not depend on it
     * @throws UserError when a part would be empty, or when the rule can't be applied
     */
    public static Split of(TrainingData data, SplitSpec spec, double testSize, long seed) {
        if (!(testSize > 0 && testSize < 1)) {
            throw new UserError("test size " + testSize + " is not between 0 and 1. Use for example 0.2.");
        }
        return switch (spec.kind()) {
            case STRATIFIED -> RandomSplit.stratified(data, testSize, seed);
            case RANDOM -> RandomSplit.random(data, testSize, seed);
            case GROUP -> GroupSplit.of(data, spec.column(), testSize, seed);
            case TIME -> TimeSplit.of(data, spec.column(), testSize);
            case HASH -> HashSplit.of(data, spec.column(), testSize);
        };
    }

    /**
     * By row, whether the split {@code hash} has it in the test part, where the rows may be a part of all.
     *
     * @param column names rows, or groups of them; null: their inputs do
     * @param testSize see {@link #of}
     */
    public static boolean[] byHash(TrainingData data, String column, double testSize) {
        return HashSplit.isTest(data, column, testSize);
    }
}
