package io.jenkins.plugins.mlpipeline.engine.metric.statistics;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Holm's step-down correction (1979) for the question whether any of several comparisons shows a difference. */
public final class Holm {
    private Holm() {}

    /**
     * Adjusted p-values: one of at most alpha is significant with a family-wise error of at most alpha.
     *
     * @param pValues in [0, 1]
     * @return in the same order, each at least the unadjusted one and at most 1
     */
    public static double[] adjust(double... pValues) {
        int count = pValues.length;
        int[] ascending = IntStream.range(0, count)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> pValues[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] adjusted = new double[count];
        double greatest = 0;
        for (int rank = 0; rank < count; rank++) {
            greatest = Math.max(greatest, Math.min(1, (count - rank) * pValues[ascending[rank]]));
            adjusted[ascending[rank]] = greatest;
        }
        return adjusted;
    }
}
