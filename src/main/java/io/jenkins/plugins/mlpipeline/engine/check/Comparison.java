package io.jenkins.plugins.mlpipeline.engine.check;

import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnProfile;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.Drift;
import java.util.Arrays;
import java.util.List;

/**
 * One column's counts in training and now, in the same bins.
 *
 * @param column its name
 * @param earlier training rows by bin
 * @param later evaluated rows by bin
 * @param fineEarlier training numbers by percentile; null for categories
 * @param fineLater evaluated numbers by percentile; null for categories
 */
record Comparison(String column, long[] earlier, long[] later, long[] fineEarlier, long[] fineLater) {
    /** Categories that would have fewer rows than this are put together (W. Cochran, 1954). */
    private static final double LEAST_EXPECTED = 5;

    private static final int MISSING = 0;
    private static final int REST = 1;

    /**
     * Numbers: deciles of training, and a bin for missing cells.
     *
     * @param counts bins of {@link NumberCells}
     */
    static Comparison ofNumbers(String column, ColumnProfile trained, long[] counts) {
        int[] coarse = trained.bins().deciles();
        int bins = coarse[coarse.length - 1] + 2;
        long[] earlier = new long[bins];
        long[] later = new long[bins];
        earlier[MISSING] = trained.missing();
        later[MISSING] = counts[Cells.MISSING];
        for (int i = 0; i < coarse.length; i++) {
            earlier[coarse[i] + 1] += trained.bins().counts().get(i);
            later[coarse[i] + 1] += counts[Cells.FIRST + i];
        }
        return new Comparison(
                column,
                earlier,
                later,
                trained.bins().counts().stream().mapToLong(Long::longValue).toArray(),
                Arrays.copyOfRange(counts, Cells.FIRST, counts.length));
    }

    /**
     * Categories: a bin each for missing cells, unseen categories, rare ones together, and every other.
     *
     * @param categories in the order of the bins of {@link CategoryCells}
     */
    static Comparison ofCategories(String column, ColumnProfile trained, List<String> categories, long[] counts) {
        double n = trained.count() + trained.missing();
        double m = Arrays.stream(counts).sum();
        long[] earlier = new long[categories.size() + Cells.FIRST + 1];
        long[] later = new long[earlier.length];
        int rest = earlier.length - 1;
        earlier[MISSING] = trained.missing();
        later[MISSING] = counts[Cells.MISSING];
        later[REST] = counts[Cells.UNSEEN];
        earlier[rest] = trained.other() == null ? 0 : trained.other();
        for (int i = 0; i < categories.size(); i++) {
            Long known = trained.frequencies().get(categories.get(i));
            long before = known == null ? 0 : known;
            boolean rare = before < LEAST_EXPECTED || before * m / n < LEAST_EXPECTED;
            int bin = rare ? rest : Cells.FIRST + i;
            earlier[bin] += before;
            later[bin] += counts[Cells.FIRST + i];
        }
        return new Comparison(column, earlier, later, null, null);
    }

    boolean isPossible() {
        return Arrays.stream(earlier).sum() > 0 && Arrays.stream(later).sum() > 0;
    }

    double psi() {
        return Drift.psi(earlier, later);
    }

    double psiCut(double confidence) {
        return Drift.psiCut(earlier, later, confidence);
    }

    double jensenShannon() {
        return Drift.jensenShannon(earlier, later);
    }

    /** Whether there are numbers on both sides. */
    boolean isOrdered() {
        return fineEarlier != null
                && Arrays.stream(fineEarlier).sum() > 0
                && Arrays.stream(fineLater).sum() > 0;
    }

    double kolmogorovSmirnov() {
        return Drift.kolmogorovSmirnov(fineEarlier, fineLater);
    }
}
