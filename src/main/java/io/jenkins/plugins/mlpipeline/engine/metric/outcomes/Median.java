package io.jenkins.plugins.mlpipeline.engine.metric.outcomes;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;

/**
 * The exact median of doubles without a copy of them: their bits, with those of negative numbers turned over, are ordered
 * as the numbers are, so the rank is narrowed down 16 bits at a time, in four passes over the rows with a fixed table.
 */
public final class Median {
    private static final int DIGIT = 16;
    private static final int DIGITS = 1 << DIGIT;

    private Median() {}

    /**
     * The middle value, or the mean of the two middle values.
     *
     * @param values finite numbers; asked for each index several times
     * @param times how often each counts
     * @param indices how many indices
     * @param count how many values, at least 1: the sum of {@code times}
     */
    public static double of(IntToDoubleFunction values, IntUnaryOperator times, int indices, long count) {
        double upper = ranked(values, times, indices, count / 2);
        if (count % 2 == 1) {
            return upper;
        }
        double lower = ranked(values, times, indices, count / 2 - 1);
        // The distance of numbers with different signs may be too great for a double.
        return lower < 0 && upper > 0 ? lower / 2 + upper / 2 : lower + (upper - lower) / 2;
    }

    private static double ranked(IntToDoubleFunction values, IntUnaryOperator times, int indices, long rank) {
        long prefix = 0;
        long left = rank;
        long[] table = new long[DIGITS];
        for (int shift = Long.SIZE - DIGIT; shift >= 0; shift -= DIGIT) {
            Arrays.fill(table, 0);
            for (int i = 0; i < indices; i++) {
                long bits = ordered(values.applyAsDouble(i));
                if (shift == Long.SIZE - DIGIT || bits >>> (shift + DIGIT) == prefix) {
                    table[(int) (bits >>> shift) & (DIGITS - 1)] += times.applyAsInt(i);
                }
            }
            int digit = 0;
            while (left >= table[digit]) {
                left -= table[digit];
                digit++;
            }
            prefix = prefix << DIGIT | digit;
        }
        return Double.longBitsToDouble(prefix < 0 ? prefix ^ Long.MIN_VALUE : ~prefix);
    }

    /** Bits that are ordered, without a sign, as the numbers are. */
    private static long ordered(double value) {
        long bits = Double.doubleToRawLongBits(value);
        return bits < 0 ? ~bits : bits ^ Long.MIN_VALUE;
    }
}
