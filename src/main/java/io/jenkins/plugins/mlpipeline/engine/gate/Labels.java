package io.jenkins.plugins.mlpipeline.engine.gate;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/** The text form of a label that is written as a number: integer-valued numbers have no fraction, all else stays as it is. */
final class Labels {
    private static final Pattern INTEGER_WITH_FRACTION = Pattern.compile("-?\\d+\\.0*");
    private static final int MOST_DIGITS = 400;

    private Labels() {}

    static String canonical(String written) {
        return INTEGER_WITH_FRACTION.matcher(written).matches() ? written.substring(0, written.indexOf('.')) : written;
    }

    /** A number as text, without exponent unless that would be very long. */
    static String of(BigDecimal number) {
        return Math.abs(number.scale()) > MOST_DIGITS ? number.toString() : canonical(number.toPlainString());
    }
}
