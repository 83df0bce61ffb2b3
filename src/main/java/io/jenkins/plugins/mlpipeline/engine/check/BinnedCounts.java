package io.jenkins.plugins.mlpipeline.engine.check;

import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnProfile;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.Drift;
import java.util.Arrays;

/**
 * One column's counts in training and now, in the same bins.
 *
 * @param column its name
 * @param earlier training rows by bin
 * @param later evaluated rows by bin
 * @param fineEarlier training numbers by percentile; null for categories
 * @param fineLater evaluated numbers by percentile; null for categories
 */
public record BinnedCounts(String column, long[] earlier, long[] later, long[] fineEarlier, long[] fineLater) {
    private static final int MISSING = 0;

    /**
     * Numbers: deciles of training, and a bin for missing cells.
     *
     * @param earlier bins of {@link NumberCells}
     * @param later likewise
     */
    static BinnedCounts ofNumbers(String column, ColumnProfile trained, long[] earlier, long[] later) {
        int[] coarse = trained.bins().deciles();
        return new BinnedCounts(
                column,
                byDecile(coarse, earlier),
                byDecile(coarse, later),
                Arrays.copyOfRange(earlier, Cells.FIRST, earlier.length),
                Arrays.copyOfRange(later, Cells.FIRST, later.length));
    }

    private static long[] byDecile(int[] coarse, long[] counts) {
        long[] bins = new long[coarse[coarse.length - 1] + 2];
        bins[MISSING] = counts[Cells.MISSING];
        for (int i = 0; i < coarse.length; i++) {
            bins[coarse[i] + 1] += counts[Cells.FIRST + i];
        }
        return bins;
    }

    /**
     * Categories: a bin each for missing cells, unseen categories, rare ones together (W. Cochran, 1954), and every other.
     *
     * @param earlier bins of {@link CategoryCells}, and one for rows of categories that were not counted apart
     * @param later likewise
     */
    static BinnedCounts ofCategories(String column, long[] earlier, long[] later) {
        double n = Arrays.stream(earlier).sum();
        double m = Arrays.stream(later).sum();
        long[] before = new long[earlier.length];
        long[] after = new long[earlier.length];
        int rest = earlier.length - 1;
        for (int i = 0; i < earlier.length; i++) {
            boolean rare = i >= Cells.FIRST
                    && (earlier[i] < Drift.LEAST_EXPECTED || earlier[i] * m / n < Drift.LEAST_EXPECTED);
            before[rare ? rest : i] += earlier[i];
            after[rare ? rest : i] += later[i];
        }
        return new BinnedCounts(column, before, after, null, null);
    }

    /** Whether there are rows on both sides. */
    public boolean isPossible() {
        return Arrays.stream(earlier).sum() > 0 && Arrays.stream(later).sum() > 0;
    }

    /** See {@link Drift#psi}. */
    public double psi() {
        return Drift.psi(earlier, later);
    }

    /** See {@link Drift#psiCut}. */
    public double psiCut(double confidence) {
        return Drift.psiCut(earlier, later, confidence);
    }

    /** See {@link Drift#jensenShannon}. */
    public double jensenShannon() {
        return Drift.jensenShannon(earlier, later);
    }

    /** Whether there are numbers on both sides. */
    public boolean isOrdered() {
        return fineEarlier != null
                && Arrays.stream(fineEarlier).sum() > 0
                && Arrays.stream(fineLater).sum() > 0;
    }

    /** See {@link Drift#kolmogorovSmirnov}; of numbers alone, see {@link #isOrdered}. */
    public double kolmogorovSmirnov() {
        return Drift.kolmogorovSmirnov(fineEarlier, fineLater);
    }

    /** How likely chance alone explains so great a difference of the bins, see {@link Drift#chiSquareP}. */
    public double chiSquareP() {
        return Drift.chiSquareP(earlier, later);
    }

    /** The same of {@link #kolmogorovSmirnov}. */
    public double kolmogorovSmirnovP() {
        return Drift.kolmogorovSmirnovP(
                kolmogorovSmirnov(),
                Arrays.stream(fineEarlier).sum(),
                Arrays.stream(fineLater).sum());
    }
}
