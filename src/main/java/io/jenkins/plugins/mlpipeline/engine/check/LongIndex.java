package io.jenkins.plugins.mlpipeline.engine.check;

import java.util.Arrays;

/** Numbers distinct numbers in the order in which they come, up to a fixed count; makes no object for one. */
final class LongIndex {
    /** What {@link #add} answers when there is no room for another number. */
    static final int FULL = -1;

    private final long[] keys;
    private final int[] numbers;
    private final int most;
    private int size;

    /**
     * @param most how many distinct numbers there is room for
     */
    LongIndex(int most) {
        this.most = most;
        // At most half full, so that a search ends soon.
        int slots = Integer.highestOneBit(Math.max(1, most)) * 4;
        this.keys = new long[slots];
        this.numbers = new int[slots];
        Arrays.fill(numbers, FULL);
    }

    /** The position of a number among the distinct ones, from 0; {@link #FULL} for a new one without room. */
    int add(long key) {
        int slot = (int) (key ^ key >>> Integer.SIZE) & keys.length - 1;
        while (numbers[slot] != FULL) {
            if (keys[slot] == key) {
                return numbers[slot];
            }
            slot = slot + 1 & keys.length - 1;
        }
        if (size == most) {
            return FULL;
        }
        keys[slot] = key;
        numbers[slot] = size;
        return size++;
    }
}
