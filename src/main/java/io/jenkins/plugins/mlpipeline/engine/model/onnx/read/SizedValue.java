package io.jenkins.plugins.mlpipeline.engine.model.onnx.read;

import java.util.Arrays;

/**
 * What is known of a value before anything runs.
 *
 * @param dimensions its shape, {@link #OPEN} where it is not known; null when not even the rank is
 * @param numbers its elements in order when they are known and few; else null
 */
record SizedValue(long[] dimensions, double[] numbers) {
    /** A dimension that is not known. */
    static final long OPEN = -1;

    /** Nothing is known. */
    static final SizedValue UNKNOWN = new SizedValue(null, null);

    /** Of more elements only the shape is kept: these are shapes, axes and the like. A shape that is longer is not known. */
    static final int MOST_NUMBERS = 256;

    SizedValue {
        if (dimensions == null || dimensions.length > MOST_NUMBERS) {
            dimensions = null;
            numbers = null;
        }
    }

    static SizedValue of(long... dimensions) {
        return new SizedValue(dimensions, null);
    }

    static SizedValue list(double... numbers) {
        return new SizedValue(new long[] {numbers.length}, numbers);
    }

    static SizedValue number(double number) {
        return new SizedValue(new long[0], new double[] {number});
    }

    boolean hasShape() {
        return dimensions != null;
    }

    /** Whether the length of every dimension is known. */
    boolean isWhole() {
        return dimensions != null && Arrays.stream(dimensions).allMatch(d -> d >= 0);
    }

    int rank() {
        return dimensions.length;
    }

    /** The elements as integers; null when they are not known. */
    long[] integers() {
        return numbers == null
                ? null
                : Arrays.stream(numbers).mapToLong(n -> (long) n).toArray();
    }

    /** The only element, or {@code standard} when it is not known or there are more. */
    double numberOr(double standard) {
        return numbers != null && numbers.length == 1 ? numbers[0] : standard;
    }

    /** Elements, those that are known at least: an open dimension counts once. */
    long elements() {
        long product = 1;
        for (long dimension : dimensions == null ? new long[0] : dimensions) {
            if (dimension == 0) {
                return 0;
            }
            product = dimension < 0 ? product : saturated(product, dimension);
        }
        return product;
    }

    /** The product of two that are not negative, or the largest number. */
    static long saturated(long a, long b) {
        return Math.multiplyHigh(a, b) != 0 || a * b < 0 ? Long.MAX_VALUE : a * b;
    }

    /** An axis that may count from the end, from the beginning; {@code rank} axes. -1 when it is none. */
    static int axis(long axis, int rank) {
        long found = axis < 0 ? axis + rank : axis;
        return found < 0 || found >= rank ? -1 : (int) found;
    }

    /** The shape that two have together; unknown when that of one of them is. */
    static SizedValue broadcast(SizedValue one, SizedValue other) {
        if (!one.hasShape() || !other.hasShape()) {
            return UNKNOWN;
        }
        long[] both = new long[Math.max(one.rank(), other.rank())];
        for (int i = 1; i <= both.length; i++) {
            long a = one.fromEnd(i);
            long b = other.fromEnd(i);
            boolean open = a == OPEN && b <= 1 || b == OPEN && a <= 1;
            both[both.length - i] = open ? OPEN : a == 0 || b == 0 ? 0 : Math.max(a, b);
        }
        return of(both);
    }

    private long fromEnd(int i) {
        return i > rank() ? 1 : dimensions[rank() - i];
    }
}
