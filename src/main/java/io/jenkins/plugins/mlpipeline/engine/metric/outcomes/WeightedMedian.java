package io.jenkins.plugins.mlpipeline.engine.metric.outcomes;

import java.util.Comparator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** The median of numbers that count differently. */
public final class WeightedMedian {
    private WeightedMedian() {}

    /**
     * The least number up to which half of the weight lies; where it is exactly half, the mean of that one and the next
     * (scikit-learn's averaged weighted percentile; Hyndman and Fan's type 2 of weighted numbers).
     *
     * @param values finite numbers
     * @param weights at least 0, one of them more
     * @param count how many
     */
    public static double of(IntToDoubleFunction values, IntToDoubleFunction weights, int count) {
        int[] order = IntStream.range(0, count)
                .filter(i -> weights.applyAsDouble(i) > 0)
                .boxed()
                .sorted(Comparator.comparingDouble(values::applyAsDouble))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] reached = new double[order.length];
        double all = 0;
        for (int i = 0; i < order.length; i++) {
            all += weights.applyAsDouble(order[i]);
            reached[i] = all;
        }
        int at = 0;
        while (at < order.length - 1 && reached[at] < all / 2) {
            at++;
        }
        double value = values.applyAsDouble(order[at]);
        boolean half = at < order.length - 1 && reached[at] - all / 2 <= Math.ulp(1.0) * all;
        return half ? value / 2 + values.applyAsDouble(order[at + 1]) / 2 : value;
    }
}
