package io.jenkins.plugins.mlpipeline.engine.check;

import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnProfile;
import io.jenkins.plugins.mlpipeline.engine.dataset.NumberBins;
import io.jenkins.plugins.mlpipeline.engine.dataset.RowCursor;
import io.jenkins.plugins.mlpipeline.engine.dataset.RowSum;
import java.util.Arrays;

/** A column of numbers whose percentiles in training are known. */
final class NumberCells extends Cells {
    /** Marks a bin when the number lies beyond those of training; above all bins. */
    private static final long OUTSIDE = 1L << Integer.SIZE;

    private static final int MOST_SAMPLED = 4096;

    private final long hashedName;
    private final long missingPart;
    private final double[] edges;
    private final double lower;
    private final double upper;
    /** Numbers from all over the rows, to compare their distribution with that of another column in training. */
    private final double[] sample = new double[MOST_SAMPLED];

    private int sampled;
    private double least = Double.POSITIVE_INFINITY;
    private double greatest = Double.NEGATIVE_INFINITY;

    NumberCells(String name, int position, ColumnProfile trained, Association association) {
        super(name, position, trained, FIRST + trained.bins().counts().size(), association);
        this.hashedName = RowSum.name(name);
        this.missingPart = RowSum.missing(name);
        this.edges =
                trained.bins().edges().stream().mapToDouble(Double::doubleValue).toArray();
        this.lower = trained.min();
        this.upper = trained.max();
    }

    /** Bins of such a column. */
    static int bins(ColumnProfile trained) {
        return FIRST + trained.bins().counts().size();
    }

    @Override
    long look(RowCursor row, double[] numbers, int at, SeenCells seen) {
        double value = numbers[position];
        if (Double.isNaN(value)) {
            value = row.number(position);
        }
        if (Double.isNaN(value)) {
            seen.cells[at] = MISSING;
            return missingPart;
        }
        if (seen.sampled < seen.sample.length) {
            seen.sample[seen.sampled++] = value;
        }
        seen.least = Math.min(seen.least, value);
        seen.greatest = Math.max(seen.greatest, value);
        int bin = FIRST + NumberBins.bin(edges, value);
        seen.cells[at] = value < lower || value > upper ? bin | OUTSIDE : bin;
        return RowSum.number(hashedName, value);
    }

    @Override
    void count(SeenCells seen, int rows, double[] truth, int fold) {
        least = Math.min(least, seen.least);
        greatest = Math.max(greatest, seen.greatest);
        for (int i = 0; i < seen.sampled && sampled < sample.length; i++) {
            sample[sampled++] = seen.sample[i];
        }
        for (int row = 0; row < rows; row++) {
            outside += seen.cells[row] / OUTSIDE;
        }
        countBins(seen, rows, truth, fold);
    }

    @Override
    boolean isConstant() {
        return !(least < greatest);
    }

    /** Some of the numbers, ascending. */
    double[] sample() {
        double[] sorted = Arrays.copyOf(sample, sampled);
        Arrays.sort(sorted);
        return sorted;
    }
}
