package io.jenkins.plugins.mlpipeline.engine.dataset;

import io.jenkins.plugins.mlpipeline.engine.RadixSort;
import java.util.Arrays;

/** A growing list of numbers without objects. */
public final class LongColumn {
    private long[] values = new long[1 << 10];
    private int size;

    /** Appends a value. */
    public void add(long value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size + (size >> 1));
        }
        values[size++] = value;
    }

    /** The value at a position. */
    public long get(int position) {
        return values[position];
    }

    /** Number of values. */
    public int size() {
        return size;
    }

    /** The values as unsigned numbers in ascending order. */
    public long[] sorted() {
        return RadixSort.sorted(Arrays.copyOf(values, size));
    }
}
