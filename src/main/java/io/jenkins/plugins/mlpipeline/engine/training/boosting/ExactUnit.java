package io.jenkins.plugins.mlpipeline.engine.training.boosting;

/**
 * Numbers as whole multiples of a power of two that is so great that doubles add them up without rounding: the sum then is the
 * same in whatever order, and however they are shared out among workers.
 */
final class ExactUnit {
    /** Whole numbers up to two to the power of this are doubles. */
    private static final int EXACT_BITS = 52;

    private final double unit;

    private ExactUnit(double unit) {
        this.unit = unit;
    }

    /**
     * The unit of some numbers.
     *
     * @param greatest the greatest magnitude among them
     * @param terms how many they are
     */
    static ExactUnit of(float greatest, long terms) {
        if (!(greatest > 0)) {
            return new ExactUnit(1);
        }
        int sumBits = Math.getExponent(greatest) + 1 + Long.SIZE - Long.numberOfLeadingZeros(terms);
        return new ExactUnit(Math.scalb(1.0, sumBits - EXACT_BITS));
    }

    /** The nearest multiple. */
    long whole(double number) {
        return Math.round(number / unit);
    }

    /** The same as the number that it is; of a float with so many digits a float again. */
    double number(long whole) {
        return whole * unit;
    }
}
