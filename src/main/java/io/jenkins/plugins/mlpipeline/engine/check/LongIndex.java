package io.jenkins.plugins.mlpipeline.engine.check;

import java.util.Arrays;

/** Numbers distinct numbers in the order in which they come, up to a fixed count; makes no object for one. */
final class LongIndex {
    /** What {@link #add} answers when there is no room for another number. */
    static final int FULL = -1;

    private static final int FIRST_SLOTS = 32;
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final int most;
    private long[] keys = new long[FIRST_SLOTS / 2];
    /** Positions in {@code keys} by hash. */
    private int[] slots = empty(FIRST_SLOTS);

    private int size;

    /**
     * @param most how many distinct numbers there is room for
     */
    LongIndex(int most) {
        this.most = most;
    }

    /** The position of a number among the distinct ones, from 0; {@link #FULL} for a new one without room. */
    int add(long key) {
        int slot = slot(key);
        if (slots[slot] != FULL) {
            return slots[slot];
        }
        if (size == most) {
            return FULL;
        }
        if (size == keys.length) {
            grow();
            slot = slot(key);
        }
        keys[size] = key;
        slots[slot] = size;
        return size++;
    }

    /** Where a number stands, or would. */
    private int slot(long key) {
        int slot = (int) (key * GOLDEN >>> Integer.SIZE) & slots.length - 1;
        while (slots[slot] != FULL && keys[slots[slot]] != key) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }

    /** At most half full, so that a search ends soon. */
    private void grow() {
        keys = Arrays.copyOf(keys, 2 * size);
        slots = empty(4 * size);
        for (int i = 0; i < size; i++) {
            slots[slot(keys[i])] = i;
        }
    }

    private static int[] empty(int count) {
        int[] slots = new int[count];
        Arrays.fill(slots, FULL);
        return slots;
    }

    /** The number at a position. */
    long key(int position) {
        return keys[position];
    }

    int size() {
        return size;
    }
}
