package io.jenkins.plugins.mlpipeline.engine.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/**
 * Numbers as people read them: as many digits as matter, thousands apart, never an exponent where plain digits will do, and
 * never rounded onto a threshold that the value does not meet.
 */
public final class Figures {
    private static final int DIGITS = 4;
    private static final int MOST_DIGITS = 17;
    private static final double PLAIN_BELOW = 1e15;
    private static final double PLAIN_FROM = 1e-6;
    private static final double WHOLE_FROM = 1000;

    private Figures() {}

    /** A number in full: {@code 0.94}, {@code 1,000,000}. */
    public static String plain(double value) {
        return write(exact(value));
    }

    /** A count with thousands apart: {@code 45,222}. */
    public static String count(long value) {
        return write(BigDecimal.valueOf(value));
    }

    /** A measured value to four significant digits, whole from 1,000 on: {@code 0.8527}, {@code 12.35}, {@code 45,222}. */
    public static String rounded(double value) {
        return write(round(value, DIGITS));
    }

    /**
     * A measured value to four significant digits, or as many more as it takes to stand on the same side of the threshold
     * as the value itself: 0.93996 beside 0.94 is {@code 0.93996}, not {@code 0.94}.
     */
    public static String beside(double value, double threshold) {
        int side = Double.compare(value, threshold);
        for (int digits = DIGITS; digits < MOST_DIGITS; digits++) {
            BigDecimal rounded = round(value, digits);
            if (Integer.signum(rounded.compareTo(exact(threshold))) == Integer.signum(side)) {
                return write(rounded);
            }
        }
        return plain(value);
    }

    /** A share as a percentage without trailing zeros: 0.95 is {@code 95 %}. */
    public static String percent(double share) {
        return write(round(share * 100, DIGITS)) + " %";
    }

    /** The decimal number that a double is written as, which is what its author meant. */
    public static BigDecimal exact(double value) {
        return new BigDecimal(Double.toString(value + 0.0));
    }

    private static BigDecimal round(double value, int digits) {
        BigDecimal exact = exact(value);
        BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_UP));
        return digits == DIGITS && Math.abs(value) >= WHOLE_FROM ? exact.setScale(0, RoundingMode.HALF_UP) : rounded;
    }

    private static String write(BigDecimal value) {
        double size = Math.abs(value.doubleValue());
        boolean plain = size == 0 || size >= PLAIN_FROM && size < PLAIN_BELOW;
        String pattern = plain ? "#,##0.####################" : "0.####E0";
        return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value);
    }
}
