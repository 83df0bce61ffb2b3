package io.jenkins.plugins.mlpipeline.engine.check;

import java.util.Arrays;
import java.util.function.DoubleToIntFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The distinct values of a column and what they say of the label, as long as they are few. A value is a group of its own,
 * and numbers are neighbours of those next to them, so that neither codes in no order nor a number that grows with the label
 * hide what they tell.
 */
final class DistinctValues {
    /** Most distinct values. */
    static final int MOST = 1 << 12;

    /** Most pairs of value and label; for a copy of the label, so many labels. */
    private static final int MOST_PAIRS = 1 << 14;

    private static final int MISSING = 0;
    private static final int FIRST = 1;

    private final LongIndex index = new LongIndex(MOST);
    private final Association association;
    /** Most ranges that leave room for every label in each. */
    private final int mostRanges;
    /** The values that are numbers, {@code NaN} in place of others. */
    private double[] numbers = new double[16];

    DistinctValues(PredictedValues outcome) {
        this.association = outcome.association(MOST_PAIRS);
        this.mostRanges = MOST_PAIRS / Math.max(1, outcome.labels()) / 2;
    }

    /**
     * Takes a row.
     *
     * @param key tells values apart
     * @param number the value; {@code NaN} when it is none, or not known
     * @return false when there was no room for it
     */
    boolean add(long key, double number, double truth) {
        int at = index.add(key);
        if (at == LongIndex.FULL) {
            return false;
        }
        if (at == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * at);
        }
        numbers[at] = number;
        return association.add(FIRST + at, truth);
    }

    /** Takes a row without a value; false when there was no room for it. */
    boolean addMissing(double truth) {
        return association.add(MISSING, truth);
    }

    /** See {@link Association#gain}. */
    double gain() {
        int groups = association.groups();
        int[] ascending = IntStream.range(0, groups - FIRST)
                .filter(i -> !Double.isNaN(numbers[i]))
                .boxed()
                .sorted((a, b) -> Double.compare(numbers[a], numbers[b]))
                .mapToInt(i -> FIRST + i)
                .toArray();
        return association.gainOfNumbers(ascending);
    }

    /**
     * Bounds of ranges to count further rows in: the values so far, thinned to even distances where there is no room for all, and
     * some others. The percentiles of training alone would hide what a rare label's values tell: a range of theirs holds one row in
     * a hundred, and of a label that one row in five hundred has it is mostly other rows.
     *
     * @param others ascending
     * @return ascending, each once
     */
    double[] ranges(double[] others) {
        double[] known = Arrays.stream(numbers, 0, index.size())
                .filter(number -> !Double.isNaN(number))
                .sorted()
                .toArray();
        int every = 1 + known.length / Math.max(1, mostRanges - others.length);
        return DoubleStream.concat(
                        Arrays.stream(others),
                        IntStream.range(0, known.length)
                                .filter(i -> i % every == 0)
                                .mapToDouble(i -> known[i]))
                .sorted()
                .distinct()
                .toArray();
    }

    /**
     * The rows so far by other groups.
     *
     * @param group of each value, above 0; the rows without a value are in group 0
     */
    Association regrouped(DoubleToIntFunction group) {
        int[] to = new int[FIRST + index.size()];
        for (int i = 0; i < index.size(); i++) {
            to[FIRST + i] = group.applyAsInt(numbers[i]);
        }
        return association.regrouped(to);
    }
}
