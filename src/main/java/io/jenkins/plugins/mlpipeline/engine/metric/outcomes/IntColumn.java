package io.jenkins.plugins.mlpipeline.engine.metric.outcomes;

import java.util.Arrays;

/**
 * A growing list of ints in chunks: growing copies no numbers and wastes at most one chunk, which a doubling array
 * cannot say.
 */
final class IntColumn {
    private static final int SHIFT = 13;
    private static final int CHUNK = 1 << SHIFT;

    private int[][] chunks = new int[4][];
    private int size;

    void add(int value) {
        int chunk = size >>> SHIFT;
        if (chunk == chunks.length) {
            chunks = Arrays.copyOf(chunks, chunk * 2);
        }
        if (chunks[chunk] == null) {
            chunks[chunk] = new int[CHUNK];
        }
        chunks[chunk][size & (CHUNK - 1)] = value;
        size++;
    }

    int get(int index) {
        return chunks[index >>> SHIFT][index & (CHUNK - 1)];
    }
}
