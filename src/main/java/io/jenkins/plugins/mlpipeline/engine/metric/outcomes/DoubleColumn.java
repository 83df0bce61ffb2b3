package io.jenkins.plugins.mlpipeline.engine.metric.outcomes;

import java.util.Arrays;

/**
 * A growing list of doubles in chunks: growing copies no numbers and wastes at most one chunk, which a doubling array
 * cannot say.
 */
final class DoubleColumn {
    private static final int SHIFT = 13;
    private static final int CHUNK = 1 << SHIFT;

    private double[][] chunks = new double[4][];
    private long size;

    void add(double value) {
        int chunk = (int) (size >>> SHIFT);
        if (chunk == chunks.length) {
            chunks = Arrays.copyOf(chunks, chunk * 2);
        }
        if (chunks[chunk] == null) {
            chunks[chunk] = new double[CHUNK];
        }
        chunks[chunk][(int) (size & (CHUNK - 1))] = value;
        size++;
    }

    double get(long index) {
        return chunks[(int) (index >>> SHIFT)][(int) (index & (CHUNK - 1))];
    }
}
