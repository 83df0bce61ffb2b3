package io.jenkins.plugins.mlpipeline.engine.dataset.csv;

import java.math.BigInteger;

/**
 * Reads decimal numbers from characters without an object per number, correctly rounded (half to even).
 *
 * <p>Syntax: {@code [+-] digits [. digits] [e [+-] digits]} with at least one digit before the exponent; no infinities,
 * hexadecimal forms, type suffixes or grouping.
 *
 * <p>Up to 19 significant digits m and an exponent e within {@value #POWERS}: m 10^e is bracketed by a 64 by 128 bit
 * product (D. Lemire, Number Parsing at a Gigabyte per Second, 2021, section 5); where both ends of the bracket do not
 * round alike, and for all other numbers, {@link Double#parseDouble} decides.
 */
public final class Decimal {
    /** Most significant digits that always fit into 64 bits without a sign. */
    static final int MOST_DIGITS = 19;

    private static final int POWERS = 64;
    private static final int MOST_EXPONENT = 100_000_000;
    private static final long EXACT_INTEGERS = 1L << 53;
    private static final int EXACT_POWERS = 22;
    private static final int MANTISSA_BITS = 52;
    private static final int BIAS = 1023;

    private static final double[] TEN = new double[EXACT_POWERS + 1];
    /** Leading 128 bits of 5^e, rounded down: high and low half. */
    private static final long[] HIGH = new long[2 * POWERS + 1];

    private static final long[] LOW = new long[2 * POWERS + 1];
    /** 5^e is about (high 2^64 + low) 2^SCALE[e]. */
    private static final int[] SCALE = new int[2 * POWERS + 1];

    static {
        for (int e = 0; e <= EXACT_POWERS; e++) {
            TEN[e] = Double.parseDouble("1e" + e);
        }
        for (int e = -POWERS; e <= POWERS; e++) {
            BigInteger power = BigInteger.valueOf(5).pow(Math.abs(e));
            int scale = e >= 0 ? power.bitLength() - 128 : -(127 + power.bitLength());
            BigInteger leading = e >= 0
                    ? power.shiftLeft(-scale)
                    : BigInteger.ONE.shiftLeft(-scale).divide(power);
            HIGH[e + POWERS] = leading.shiftRight(64).longValue();
            LOW[e + POWERS] = leading.longValue();
            SCALE[e + POWERS] = scale;
        }
    }

    private Decimal() {}

    /**
     * The number that a range of characters writes.
     *
     * @param from first character
     * @param to one past the last
     * @return {@code NaN} when it is not a number; infinite when it is too large for a double
     */
    public static double parse(char[] c, int from, int to) {
        int i = from;
        boolean negative = i < to && c[i] == '-';
        if (i < to && (negative || c[i] == '+')) {
            i++;
        }
        int first = i;
        while (i < to && c[i] == '0') {
            i++;
        }
        int significant = i;
        long mantissa = 0;
        for (; i < to && isDigit(c[i]); i++) {
            mantissa = mantissa * 10 + (c[i] - '0');
        }
        int count = i - first;
        int digits = i - significant;
        int exponent = 0;
        if (i < to && c[i] == '.') {
            i++;
            int fraction = i;
            if (digits == 0) {
                while (i < to && c[i] == '0') {
                    i++;
                }
            }
            int kept = i;
            for (; i < to && isDigit(c[i]); i++) {
                mantissa = mantissa * 10 + (c[i] - '0');
            }
            digits += i - kept;
            exponent = fraction - i;
            count += i - fraction;
        }
        if (count == 0) {
            return Double.NaN;
        }
        if (i < to) {
            int written = exponent(c, i, to);
            if (written == Integer.MIN_VALUE) {
                return Double.NaN;
            }
            exponent += written;
        }
        // With more digits the running product has wrapped.
        if (digits > MOST_DIGITS) {
            return Double.parseDouble(new String(c, from, to - from));
        }
        double value = value(mantissa, exponent);
        if (value < 0) {
            return Double.parseDouble(new String(c, from, to - from));
        }
        return negative ? -value : value;
    }

    /**
     * A number that was read digit by digit.
     *
     * @param mantissa its digits without the point, as an unsigned number
     * @param digits how many they are, at most 19
     * @param fraction how many of them are behind the point
     * @return {@code NaN} without digits, and where it can't be told here how the number rounds
     */
    static double value(long mantissa, int digits, int fraction) {
        if (digits == 0) {
            return Double.NaN;
        }
        if (mantissa >= 0 && mantissa <= EXACT_INTEGERS) {
            return mantissa / TEN[fraction];
        }
        double value = value(mantissa, -fraction);
        return value < 0 ? Double.NaN : value;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** The number after an e or E; {@link Integer#MIN_VALUE} when that is not what stands there. */
    private static int exponent(char[] c, int from, int to) {
        if (c[from] != 'e' && c[from] != 'E') {
            return Integer.MIN_VALUE;
        }
        int i = from + 1;
        boolean negative = i < to && c[i] == '-';
        if (i < to && (negative || c[i] == '+')) {
            i++;
        }
        if (i == to) {
            return Integer.MIN_VALUE;
        }
        int value = 0;
        for (; i < to; i++) {
            if (!isDigit(c[i])) {
                return Integer.MIN_VALUE;
            }
            value = Math.min(MOST_EXPONENT, value * 10 + (c[i] - '0'));
        }
        return negative ? -value : value;
    }

    /** m 10^e for an unsigned m, or -1 when it can't be told here how it rounds. */
    private static double value(long m, int e) {
        if (m == 0) {
            return 0.0;
        }
        if (m > 0 && m <= EXACT_INTEGERS && Math.abs(e) <= EXACT_POWERS) {
            return e < 0 ? m / TEN[-e] : m * TEN[e];
        }
        if (Math.abs(e) > POWERS) {
            return -1;
        }
        int zeros = Long.numberOfLeadingZeros(m);
        long w = m << zeros;
        long high = multiplyHigh(w, HIGH[e + POWERS]);
        long middle = w * HIGH[e + POWERS];
        long carried = middle + multiplyHigh(w, LOW[e + POWERS]);
        if (Long.compareUnsigned(carried, middle) < 0) {
            high++;
        }
        // The true product lies in [high 2^64 + carried, that + 1): the power was rounded down by less than one unit.
        int cut = (int) (high >>> 63) + 10;
        long half = 1L << (cut - 1);
        long rest = high & ((half << 1) - 1);
        if (rest == half && carried == 0 || rest == half - 1 && carried == -1) {
            return -1;
        }
        long mantissa = (high >>> cut) + (rest >= half ? 1 : 0);
        int exponent = 128 + cut + e + SCALE[e + POWERS] - zeros + MANTISSA_BITS + BIAS;
        return Double.longBitsToDouble(((exponent - 1L) << MANTISSA_BITS) + mantissa);
    }

    /** Upper half of an unsigned product. */
    private static long multiplyHigh(long a, long b) {
        return Math.multiplyHigh(a, b) + ((a >> 63) & b) + ((b >> 63) & a);
    }
}
