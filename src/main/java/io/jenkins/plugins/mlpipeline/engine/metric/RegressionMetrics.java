package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Median;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RegressionOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RowWeights;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Sum;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.WeightedMedian;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Metrics of predicted numbers y' against true numbers y, with e = y - y'; definitions as in scikit-learn. */
final class RegressionMetrics {
    private static final String ONE_ROW = "one row has no variance to explain";

    /** The squares of numbers below this lose digits, or are 0. */
    private static final double SMALL = 0x1p-400;

    private final RegressionOutcomes outcomes;
    private final int[] draws;
    private final RowWeights weights;
    private final long rows;
    /** What the rows count for. */
    private final double mass;

    RegressionMetrics(RegressionOutcomes outcomes) {
        this.outcomes = outcomes;
        this.draws = null;
        this.weights = outcomes.weights();
        this.rows = outcomes.rows();
        this.mass = weights == null ? rows : weights.sum();
    }

    /** The metrics of a sample in which each row was drawn that often. */
    RegressionMetrics(RegressionOutcomes outcomes, int[] draws) {
        this.outcomes = outcomes;
        this.draws = draws;
        this.weights = outcomes.weights();
        this.rows = Arrays.stream(draws).asLongStream().sum();
        this.mass = weights == null ? rows : sum(row -> 1);
    }

    MetricValue rootMeanSquaredError() {
        MetricValue squares = unlessTooSmall(meanOf(RegressionMetrics::squaredError));
        return squares.value() == null ? squares : MetricValue.of(Math.sqrt(squares.value()), rows);
    }

    /** Squared errors, unless there are errors whose squares a double can't hold. */
    MetricValue unlessTooSmall(MetricValue squares) {
        return squares.value() != null && squares.value() < Double.MIN_NORMAL && count(row -> error(row) != 0) > 0
                ? MetricValue.undefined("the numbers are too small to be computed with in double precision")
                : squares;
    }

    MetricValue medianAbsoluteError() {
        return finite(median(row -> Math.abs(error(row))));
    }

    private double median(IntToDoubleFunction values) {
        return weights == null
                ? Median.of(values, this::draws, outcomes.rows(), rows)
                : WeightedMedian.of(values, this::weight, outcomes.rows());
    }

    MetricValue maxError() {
        MetricValue value =
                finite(drawn().mapToDouble(row -> Math.abs(error(row))).max().orElseThrow());
        return weights == null ? value : value.noting("of all rows, whatever they count for: no weight changes it");
    }

    MetricValue r2() {
        if (rows == 1) {
            return MetricValue.undefined(ONE_ROW);
        }
        int power = power();
        return explained(
                sum(row -> {
                    double error = Math.scalb(error(row), power);
                    return error * error;
                }),
                deviation(row -> Math.scalb(outcomes.truth(row), power)));
    }

    MetricValue explainedVariance() {
        if (rows == 1) {
            return MetricValue.undefined(ONE_ROW);
        }
        int power = power();
        return explained(
                deviation(row -> Math.scalb(error(row), power)),
                deviation(row -> Math.scalb(outcomes.truth(row), power)));
    }

    /** A power of two, by which a ratio of squares is not changed, that makes very small numbers large enough to be squared. */
    private int power() {
        double first = outcomes.truth(drawn().findFirst().orElseThrow());
        double spread = drawn().mapToDouble(row -> Math.abs(outcomes.truth(row) - first))
                .max()
                .orElseThrow();
        return spread > 0 && spread < SMALL ? -Math.getExponent(spread) : 0;
    }

    /** 1 - sum of |e| / sum of |y - median y|. */
    MetricValue d2AbsoluteError() {
        if (rows == 1) {
            return MetricValue.undefined("one row has no distance from a median to explain");
        }
        double median = median(outcomes::truth);
        return explained(sum(row -> Math.abs(error(row))), sum(row -> Math.abs(outcomes.truth(row) - median)));
    }

    /** The mean loss over rows that are all in its domain. */
    MetricValue meanOf(DoubleBinaryOperator loss) {
        return finite(mean(row -> loss.applyAsDouble(outcomes.truth(row), outcomes.predicted(row))));
    }

    /** Rows for which a loss is not defined. */
    long outside(Domain domain) {
        return domain == Domain.ALL ? 0 : count(row -> !domain.holds(outcomes.truth(row), outcomes.predicted(row)));
    }

    static double absoluteError(double truth, double predicted) {
        return Math.abs(truth - predicted);
    }

    static double squaredError(double truth, double predicted) {
        return (truth - predicted) * (truth - predicted);
    }

    /** |e| / max(|y|, 2^-52), a factor and not a percentage. */
    static double percentageError(double truth, double predicted) {
        return Math.abs(truth - predicted) / Math.max(Math.abs(truth), ProbabilityMetrics.EPSILON);
    }

    /** (ln(1 + y) - ln(1 + y'))^2. */
    static double squaredLogError(double truth, double predicted) {
        double off = Math.log1p(truth) - Math.log1p(predicted);
        return off * off;
    }

    /** a e where e is not negative, (a - 1) e elsewhere. */
    static DoubleBinaryOperator pinballLoss(double alpha) {
        return (truth, predicted) -> {
            double error = truth - predicted;
            return error >= 0 ? alpha * error : (alpha - 1) * error;
        };
    }

    private double error(int row) {
        return outcomes.truth(row) - outcomes.predicted(row);
    }

    /** 2 (y ln(y / y') - y + y'), at least 0 whatever is lost in rounding. */
    static double poissonDeviance(double truth, double predicted) {
        double logs = truth == 0 ? 0 : truth * (Math.log(truth) - Math.log(predicted));
        return Math.max(0, 2 * (logs - truth + predicted));
    }

    /** 2 (ln(y' / y) + y / y' - 1), at least 0 whatever is lost in rounding. */
    static double gammaDeviance(double truth, double predicted) {
        return Math.max(0, 2 * (Math.log(predicted) - Math.log(truth) + truth / predicted - 1));
    }

    /** Says of a percentage error when rows made it huge. */
    MetricValue notingZeros(MetricValue value) {
        long zeros = count(row -> outcomes.truth(row) == 0);
        return zeros == 0 || value.value() == null
                ? value
                : value.noting("rows whose true value is 0 are divided by 2.2e-16; there are " + zeros);
    }

    /** 1 - left / all; where there is nothing to explain because y is constant, 1 if nothing is left and else 0. */
    private MetricValue explained(double left, double all) {
        if (all == 0) {
            MetricValue value = MetricValue.of(left == 0 ? 1 : 0, rows);
            return value.noting("the true value is the same in all rows: 1 if the prediction is right and else 0");
        }
        return finite(1 - left / all);
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
        return sum(values) / mass;
    }

    private double sum(IntToDoubleFunction values) {
        Sum sum = new Sum();
        for (int row = 0; row < outcomes.rows(); row++) {
            double weight = weight(row);
            if (weight > 0) {
                sum.add(weight * values.applyAsDouble(row));
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

    private double weight(int row) {
        return weights == null ? draws(row) : draws(row) * weights.of(row);
    }

    private IntStream drawn() {
        return IntStream.range(0, outcomes.rows()).filter(row -> weight(row) > 0);
    }

    private MetricValue finite(double value) {
        return Double.isFinite(value)
                ? MetricValue.of(value, rows)
                : MetricValue.undefined("the numbers are too great to be computed with in double precision");
    }
}
