package io.jenkins.plugins.mlpipeline.engine.check;

import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnProfile;
import io.jenkins.plugins.mlpipeline.engine.dataset.NumberBins;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowCursor;
import io.jenkins.plugins.mlpipeline.engine.dataset.rows.RowSum;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;

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
    /** Whether it is asked what the numbers say of the label, in ranges that depend on all rows before. */
    private final boolean telling;
    /** Numbers from all over the rows, to compare their distribution with that of another column in training. */
    private final double[] sample = new double[MOST_SAMPLED];

    private int sampled;
    /** What single values say of the label; null once they were too many, and where nothing is to be predicted. */
    private DistinctValues values;
    /** The same by range of values, once these were too many. */
    private Association binned;

    private double[] ranges;

    private boolean tooMany;
    private double least = Double.POSITIVE_INFINITY;
    private double greatest = Double.NEGATIVE_INFINITY;

    /** @param outcome what the column may predict; null when that is not asked */
    NumberCells(String name, int position, ColumnProfile trained, PredictedValues outcome) {
        super(name, position, trained, FIRST + trained.bins().counts().size());
        this.telling = outcome != null;
        this.values = telling ? new DistinctValues(outcome) : null;
        this.hashedName = RowSum.name(name);
        this.missingPart = RowSum.missing(name);
        this.edges =
                trained.bins().edges().stream().mapToDouble(Double::doubleValue).toArray();
        this.lower = trained.min();
        this.upper = trained.max();
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
        seen.number(at, value);
        seen.least = Math.min(seen.least, value);
        seen.greatest = Math.max(seen.greatest, value);
        int bin = FIRST + NumberBins.bin(edges, value);
        seen.cells[at] = value < lower || value > upper ? bin | OUTSIDE : bin;
        return RowSum.number(hashedName, value);
    }

    @Override
    void count(SeenCells seen, int rows, double[] truth) {
        least = Math.min(least, seen.least);
        greatest = Math.max(greatest, seen.greatest);
        for (int i = 0; i < seen.sampled && sampled < sample.length; i++) {
            sample[sampled++] = seen.sample[i];
        }
        for (int row = 0; row < rows; row++) {
            int bin = (int) seen.cells[row];
            outside += seen.cells[row] / OUTSIDE;
            counts[bin]++;
            if (values != null && !add(bin, seen.numbers[row], truth[row])) {
                ranges = values.ranges(edges);
                binned = values.regrouped(this::range);
                values = null;
            }
            if (binned != null && !binned.add(bin == MISSING ? bin : range(seen.numbers[row]), truth[row])) {
                tooMany = true;
                binned = null;
            }
        }
    }

    private int range(double value) {
        return FIRST + NumberBins.bin(ranges, value);
    }

    @Override
    void write(SeenCells seen, int rows, DataOutput out) throws IOException {
        seen.write(out, rows, telling, sampled < sample.length);
    }

    private boolean add(int bin, double value, double truth) {
        return bin == MISSING
                ? values.addMissing(truth)
                : values.add(Double.doubleToLongBits(value + 0.0), value, truth);
    }

    @Override
    boolean hasTooMany() {
        return tooMany;
    }

    @Override
    double gain() {
        if (values != null) {
            return values.gain();
        }
        return binned.gainOfNumbers(IntStream.range(FIRST, binned.groups()).toArray());
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
