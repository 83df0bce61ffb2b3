package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Metrics of predicted numbers y' against true numbers y, with e = y - y'; definitions as in scikit-learn. */
final class RegressionMetrics {
    private static final String ONE_ROW = "one row has no variance to explain";

    private final RegressionOutcomes outcomes;
    private final int[] draws;
    private final long rows;

    RegressionMetrics(RegressionOutcomes outcomes) {
        this.outcomes = outcomes;
        this.draws = null;
        this.rows = outcomes.rows();
    }

    /** The metrics of a sample in which each row was drawn that often. */
    RegressionMetrics(RegressionOutcomes outcomes, int[] draws) {
        this.outcomes = outcomes;
        this.draws = draws;
        this.rows = Arrays.stream(draws).asLongStream().sum();
    }

    MetricValue of(MetricKey key) {
        return switch (key.metric()) {
            case MEAN_ABSOLUTE_ERROR, MEAN_SQUARED_ERROR, MEAN_PINBALL_LOSS -> finite(mean(losses(outcomes, key)));
            case ROOT_MEAN_SQUARED_ERROR -> finite(Math.sqrt(mean(row -> error(row) * error(row))));
            case MEDIAN_ABSOLUTE_ERROR ->
                finite(MedianMagnitude.of(row -> Math.abs(error(row)), this::draws, outcomes.rows(), rows));
            case MAX_ERROR ->
                finite(drawn().mapToDouble(row -> Math.abs(error(row))).max().orElseThrow());
            case MEAN_ABSOLUTE_PERCENTAGE_ERROR -> percentage();
            case MEAN_SQUARED_LOG_ERROR -> squaredLog();
            case R2 -> rows == 1 ? MetricValue.undefined(ONE_ROW) : explained(squaredErrors());
            case EXPLAINED_VARIANCE -> rows == 1 ? MetricValue.undefined(ONE_ROW) : explained(deviation(this::error));
            default -> throw new IllegalArgumentException("not a regression metric: " + key);
        };
    }

    /** The loss of each row (pinball: a e where e is positive, (a - 1) e elsewhere); null for a metric that is no mean of losses, or not defined on these rows. */
    static IntToDoubleFunction losses(RegressionOutcomes outcomes, MetricKey key) {
        RegressionMetrics rows = new RegressionMetrics(outcomes);
        return switch (key.metric()) {
            case MEAN_ABSOLUTE_ERROR -> row -> Math.abs(rows.error(row));
            case MEAN_SQUARED_ERROR -> row -> rows.error(row) * rows.error(row);
            case MEAN_ABSOLUTE_PERCENTAGE_ERROR -> rows::percentageOff;
            case MEAN_SQUARED_LOG_ERROR -> rows.outsideLog() > 0 ? null : rows::squaredLogOff;
            case MEAN_PINBALL_LOSS -> {
                double alpha = key.parameter();
                yield row -> rows.error(row) >= 0 ? alpha * rows.error(row) : (alpha - 1) * rows.error(row);
            }
            default -> null;
        };
    }

    private double error(int row) {
        return outcomes.truth(row) - outcomes.predicted(row);
    }

    private double percentageOff(int row) {
        return Math.abs(error(row)) / Math.max(Math.abs(outcomes.truth(row)), ProbabilityMetrics.EPSILON);
    }

    private double squaredLogOff(int row) {
        double off = Math.log1p(outcomes.truth(row)) - Math.log1p(outcomes.predicted(row));
        return off * off;
    }

    private long outsideLog() {
        return count(row -> outcomes.truth(row) <= -1 || outcomes.predicted(row) <= -1);
    }

    /** The mean of |e| / max(|y|, 2^-52), a factor and not a percentage. */
    private MetricValue percentage() {
        MetricValue value = finite(mean(this::percentageOff));
        long zeros = count(row -> outcomes.truth(row) == 0);
        return zeros == 0 || value.value() == null
                ? value
                : value.noting("rows whose true value is 0 are divided by 2.2e-16; there are " + zeros);
    }

    /** The mean of (ln(1 + y) - ln(1 + y'))^2. */
    private MetricValue squaredLog() {
        long outside = outsideLog();
        if (outside > 0) {
            return MetricValue.undefined("ln(1 + y) needs values greater than -1; rows with others: " + outside);
        }
        return finite(mean(this::squaredLogOff));
    }

    /** 1 - left / sum of (y - mean)^2; of a constant y, 1 if nothing is left and else 0. */
    private MetricValue explained(double left) {
        double all = deviation(outcomes::truth);
        if (all == 0) {
            MetricValue value = MetricValue.of(left == 0 ? 1 : 0, rows);
            return value.noting("the true value is the same in all rows: 1 if the prediction is right and else 0");
        }
        return finite(1 - left / all);
    }

    private double squaredErrors() {
        return sum(row -> error(row) * error(row));
    }

    /** The sum of squared distances from the mean; exactly 0 for equal numbers, whose mean may be rounded. */
    private double deviation(IntToDoubleFunction values) {
        double first = values.applyAsDouble(drawn().findFirst().orElseThrow());
        if (count(row -> Double.compare(values.applyAsDouble(row), first) != 0) == 0) {
            return 0;
        }
        double mean = mean(values);
        return sum(row -> {
            double off = values.applyAsDouble(row) - mean;
            return off * off;
        });
    }

    private double mean(IntToDoubleFunction values) {
        return sum(values) / rows;
    }

    private double sum(IntToDoubleFunction values) {
        Sum sum = new Sum();
        for (int row = 0; row < outcomes.rows(); row++) {
            if (draws(row) > 0) {
                sum.add(draws(row) * values.applyAsDouble(row));
            }
        }
        return sum.value();
    }

    private long count(IntPredicate condition) {
        return drawn().filter(condition).mapToLong(this::draws).sum();
    }

    private int draws(int row) {
        return draws == null ? 1 : draws[row];
    }

    private IntStream drawn() {
        return IntStream.range(0, outcomes.rows()).filter(row -> draws(row) > 0);
    }

    private MetricValue finite(double value) {
        return Double.isFinite(value)
                ? MetricValue.of(value, rows)
                : MetricValue.undefined("the numbers are too great to be computed with in double precision");
    }
}
