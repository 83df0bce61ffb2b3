package io.jenkins.plugins.mlpipeline.engine.training.hyperparameter;

import java.math.BigDecimal;

/** How numbers are shown to people. */
final class NumberText {
    private NumberText() {}

    /** The shortest decimal form, without an exponent and without a fraction when there is none. */
    static String of(double value) {
        return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
    }
}
