package io.jenkins.plugins.mlpipeline.engine.analysis;

import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Outcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RegressionOutcomes;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * Whether the model errs alike on rows that follow one another, as it does where several rows are about one customer: the
 * correlation of a row's error with the next one's. Of independent rows it is within a few 1 / sqrt(n) of 0.
 */
final class AlikeNeighbours {
    private static final int FEWEST_ROWS = 100;
    private static final double LEAST = 0.2;
    /** In standard errors of the correlation of independent rows; chance reaches it less than once in a million. */
    private static final double SURE = 5;

    private AlikeNeighbours() {}

    /** A sentence, where rows look as if they came in groups and nobody said so. */
    static Optional<String> warning(Outcomes outcomes) {
        int rows = outcomes.rows();
        if (rows < FEWEST_ROWS) {
            return Optional.empty();
        }
        double correlation = correlation(errors(outcomes));
        return correlation >= LEAST && correlation * Math.sqrt(rows) >= SURE
                ? Optional.of("the model errs alike on rows that follow one another (correlation "
                        + Figures.rounded(correlation)
                        + "), so they may go together as those of one customer do, and every bound would be too narrow. Name the"
                        + " column that says which (validate.groups, --groups); a sorted file looks the same.")
                : Optional.empty();
    }

    /** Each row's error less the mean of its label, so that a file sorted by label shows nothing. */
    private static double[] errors(Outcomes outcomes) {
        double[] errors = new double[outcomes.rows()];
        if (outcomes instanceof RegressionOutcomes numbers) {
            for (int row = 0; row < errors.length; row++) {
                errors[row] = numbers.predicted(row) - numbers.truth(row);
            }
            return centred(errors, row -> 0, 1);
        }
        ClassificationOutcomes labels = (ClassificationOutcomes) outcomes;
        for (int row = 0; row < errors.length; row++) {
            errors[row] = labels.predicted(row) == labels.truth(row) ? 0 : 1;
        }
        return centred(errors, labels::truth, labels.labels().size());
    }

    private static double[] centred(double[] errors, IntUnaryOperator label, int labels) {
        double[] sums = new double[labels];
        long[] counts = new long[labels];
        for (int row = 0; row < errors.length; row++) {
            int of = label.applyAsInt(row);
            sums[of] += errors[row];
            counts[of]++;
        }
        for (int row = 0; row < errors.length; row++) {
            int of = label.applyAsInt(row);
            errors[row] -= sums[of] / counts[of];
        }
        return errors;
    }

    private static double correlation(double[] errors) {
        double products = 0;
        double squares = 0;
        for (int row = 0; row < errors.length; row++) {
            products += row == 0 ? 0 : errors[row] * errors[row - 1];
            squares += errors[row] * errors[row];
        }
        return squares > 0 && Double.isFinite(squares) ? products / squares : 0;
    }
}
