package io.jenkins.plugins.mlpipeline.engine.metric.outcomes;

import java.util.Arrays;

/**
 * A sum of doubles that is exact until it is asked for, and rounded once then: to the nearest double, of two the even one. So it
 * depends neither on the order of its terms nor on how they were shared out. After some terms it is an integer of digits of
 * 32 bits that is as wide as doubles are (Neal, Fast exact summation using small and large superaccumulators,
 * arXiv 1505.05571), so that a term costs a few nanoseconds. Memory: 8 bytes a term up to half a kilobyte, then as much again.
 */
public final class Sum {
    private static final int FIRST = 2;
    /** Terms that wait until they are added together. */
    private static final int WAITING = 64;
    /** A digit holds so many terms before it must be carried: each is less than 2^53 of it. */
    private static final int BEFORE_CARRY = 512;

    private static final int DIGIT_BITS = 32;
    private static final long DIGIT = 0xffffffffL;
    private static final int FRACTION_BITS = 52;
    private static final long FRACTION = (1L << FRACTION_BITS) - 1;
    private static final int EXPONENT = 0x7ff;
    /** The lowest bit of the first digit is 2 to the power of minus this. */
    private static final int SCALE = 1075;
    /** For the greatest double, and as many terms as a long counts. */
    private static final int DIGITS = 68;

    private double[] waiting = new double[FIRST];
    private int count;
    /** Lowest first, signed, not carried; null while all terms wait. */
    private long[] digits;

    private int sinceCarry;
    /** The sum of the terms that are not finite. */
    private double notFinite;

    /** Adds a term. */
    public void add(double term) {
        waiting[count++] = term;
        if (count == waiting.length) {
            if (count < WAITING) {
                waiting = Arrays.copyOf(waiting, 2 * count);
                return;
            }
            if (digits == null) {
                digits = new long[DIGITS];
            }
            addWaiting(digits);
            count = 0;
            sinceCarry += WAITING;
            if (sinceCarry == BEFORE_CARRY) {
                carry(digits);
                sinceCarry = 0;
            }
        }
    }

    private void addWaiting(long... into) {
        for (int i = 0; i < count; i++) {
            long bits = Double.doubleToRawLongBits(waiting[i]);
            int exponent = (int) (bits >>> FRACTION_BITS) & EXPONENT;
            if (exponent == EXPONENT) {
                notFinite += waiting[i];
                continue;
            }
            long number = exponent == 0 ? bits & FRACTION : bits & FRACTION | 1L << FRACTION_BITS;
            long signed = bits < 0 ? -number : number;
            int place = Math.max(1, exponent);
            int shift = place % DIGIT_BITS;
            into[place / DIGIT_BITS] += signed << shift & DIGIT;
            into[place / DIGIT_BITS + 1] += signed >> DIGIT_BITS - shift;
        }
    }

    /** Makes every digit but the last one of 32 bits and not negative. */
    private static void carry(long... digits) {
        for (int i = 0; i < digits.length - 1; i++) {
            digits[i + 1] += digits[i] >> DIGIT_BITS;
            digits[i] &= DIGIT;
        }
    }

    /** The sum so far; infinite or not a number where a term is, or where it is greater than doubles are. */
    public double value() {
        long[] all = digits == null ? new long[DIGITS] : digits.clone();
        double before = notFinite;
        addWaiting(all);
        double special = notFinite;
        notFinite = before;
        if (special != 0) {
            return special;
        }
        carry(all);
        boolean isNegative = all[DIGITS - 1] < 0;
        if (isNegative) {
            Arrays.setAll(all, i -> -all[i]);
            carry(all);
        }
        double value = rounded(all);
        return isNegative ? -value : value;
    }

    /** The double that is nearest to carried digits. */
    private static double rounded(long... all) {
        int top = DIGITS - 1;
        while (top >= 0 && all[top] == 0) {
            top--;
        }
        if (top < 0) {
            return 0;
        }
        int length = top * DIGIT_BITS + Long.SIZE - Long.numberOfLeadingZeros(all[top]);
        // The lowest bit that is kept: of 53, and none that is smaller than the smallest double.
        int lowest = Math.max(1, length - FRACTION_BITS - 1);
        long kept = 0;
        for (int bit = length - 1; bit >= lowest; bit--) {
            kept = kept << 1 | bit(all, bit);
        }
        if (bit(all, lowest - 1) == 1 && ((kept & 1) == 1 || isMore(all, lowest - 1))) {
            kept++;
        }
        return Math.scalb((double) kept, lowest - SCALE);
    }

    private static long bit(long[] all, int bit) {
        return all[bit / DIGIT_BITS] >> bit % DIGIT_BITS & 1;
    }

    /** Whether any bit is set below one. */
    private static boolean isMore(long[] all, int bit) {
        int digit = bit / DIGIT_BITS;
        boolean isMore = (all[digit] & (1L << bit % DIGIT_BITS) - 1) != 0;
        for (int i = 0; i < digit; i++) {
            isMore |= all[i] != 0;
        }
        return isMore;
    }
}
