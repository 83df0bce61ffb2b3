package io.jenkins.plugins.mlpipeline.engine.model.trees;

/**
 * Floats as integers in the same order, so that a comparison is a subtraction and {@code NaN} can be put on the side where
 * a node wants it.
 */
final class FloatKeys {
    /** Above every number. */
    static final int TOP = Integer.MAX_VALUE;
    /** Below every number. */
    static final int BOTTOM = Integer.MIN_VALUE;

    private FloatKeys() {}

    /**
     * The key of a number; both zeros have the same, and the one below is nobody's.
     *
     * @param value not {@code NaN}
     */
    static int of(float value) {
        // Adding a positive zero turns the negative one into it.
        int bits = Float.floatToRawIntBits(value + 0f);
        return bits ^ (bits >> 31 & Integer.MAX_VALUE);
    }
}
