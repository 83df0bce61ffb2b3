package io.jenkins.plugins.mlpipeline.engine.dataset.source;

import java.util.Arrays;

/** Where the rows of each file of a folder end, as positions in the folder's text; as far as it was read. */
final class PartEnds {
    private long[] ends = new long[16];
    private int size;

    /** Notes an end; the text has no byte behind it yet. */
    void add(long position) {
        if (size > 0 && ends[size - 1] == position) {
            return;
        }
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, 2 * size);
        }
        ends[size++] = position;
    }

    /** The first end behind a position; {@link Long#MAX_VALUE} where none is known. */
    long next(long position) {
        int at = Arrays.binarySearch(ends, 0, size, position + 1);
        int first = at < 0 ? -at - 1 : at;
        return first == size ? Long.MAX_VALUE : ends[first];
    }
}
