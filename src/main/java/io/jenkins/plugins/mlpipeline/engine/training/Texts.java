package io.jenkins.plugins.mlpipeline.engine.training;

import java.math.BigDecimal;

/** How numbers are shown to people. */
final class Texts {
    private Texts() {}

    /** The shortest decimal form, without an exponent and without a fraction when there is none. */
    static String number(double value) {
        return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
    }
}
