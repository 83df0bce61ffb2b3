package io.jenkins.plugins.mlpipeline.engine.dataset.csv;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A growing set of distinct texts, each known by its position, found by ranges of characters without making a string.
 *
 * <p>Open addressing with linear probing. The hash is seeded per set, so that a file can't be made to collide; positions
 * depend on the order of adding alone.
 */
public final class DistinctTexts {
    /** What {@link #add} and {@link #find} answer for a text that is not there. */
    public static final int NONE = -1;

    private static final int FIRST_SLOTS = 16;
    private static final int MULTIPLIER = 0x9E3779B1;

    private final int seed = new SplittableRandom().nextInt();
    private final int mostEntries;
    private final long mostChars;
    private String[] entries = new String[FIRST_SLOTS / 2];
    private int[] hashes = new int[FIRST_SLOTS / 2];
    /** Position + 1 of the entry in each slot; 0 is free. */
    private int[] slots = new int[FIRST_SLOTS];

    private int size;
    private long chars;

    /**
     * @param mostEntries how many texts are taken at most
     * @param mostChars how many characters they have together at most
     */
    public DistinctTexts(int mostEntries, long mostChars) {
        this.mostEntries = mostEntries;
        this.mostChars = mostChars;
    }

    int size() {
        return size;
    }

    public int mostEntries() {
        return mostEntries;
    }

    public String get(int position) {
        return entries[position];
    }

    /** The texts in the order of adding. */
    public List<String> list() {
        return first(size);
    }

    /** The first of them, at most so many. */
    public List<String> first(int most) {
        return List.of(Arrays.copyOf(entries, Math.min(size, most)));
    }

    /** Position of a range of characters, or {@link #NONE}. */
    int find(char[] text, int from, int to) {
        return slots[slot(text, from, to, hash(text, from, to))] - 1;
    }

    /** Position of a text, or {@link #NONE}. */
    int find(String text) {
        return find(text.toCharArray(), 0, text.length());
    }

    /** Position of a range of characters, added when it is new; {@link #NONE} when it is new and the set is full. */
    int add(char[] text, int from, int to) {
        int hash = hash(text, from, to);
        int slot = slot(text, from, to, hash);
        if (slots[slot] != 0) {
            return slots[slot] - 1;
        }
        if (size == mostEntries || chars + (to - from) > mostChars) {
            return NONE;
        }
        if (size == entries.length) {
            grow();
            slot = slot(text, from, to, hash);
        }
        entries[size] = new String(text, from, to - from);
        hashes[size] = hash;
        chars += to - from;
        slots[slot] = ++size;
        return size - 1;
    }

    int add(String text) {
        return add(text.toCharArray(), 0, text.length());
    }

    /**
     * The order that sorts the texts.
     *
     * @return positions, smallest text first
     */
    int[] order(Comparator<String> comparator) {
        Integer[] order = new Integer[size];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> comparator.compare(entries[a], entries[b]));
        return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    }

    /** Order by code point, which is also the order of the UTF-8 bytes; {@link String#compareTo} differs beyond U+FFFF. */
    public static int compare(String a, String b) {
        int most = Math.min(a.length(), b.length());
        for (int i = 0; i < most; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                boolean xs = Character.isSurrogate(x);
                return xs == Character.isSurrogate(y) ? Character.compare(x, y) : xs ? 1 : -1;
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    private int slot(char[] text, int from, int to, int hash) {
        int mask = slots.length - 1;
        int slot = hash & mask;
        while (slots[slot] != 0) {
            int position = slots[slot] - 1;
            if (hashes[position] == hash && equal(entries[position], text, from, to)) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private static boolean equal(String entry, char[] text, int from, int to) {
        int length = to - from;
        if (entry.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (entry.charAt(i) != text[from + i]) {
                return false;
            }
        }
        return true;
    }

    private int hash(char[] text, int from, int to) {
        int hash = seed;
        for (int i = from; i < to; i++) {
            hash = (hash ^ text[i]) * MULTIPLIER;
            hash ^= hash >>> 15;
        }
        return hash;
    }

    private void grow() {
        entries = Arrays.copyOf(entries, size * 2);
        hashes = Arrays.copyOf(hashes, size * 2);
        slots = new int[size * 4];
        int mask = slots.length - 1;
        for (int position = 0; position < size; position++) {
            int slot = hashes[position] & mask;
            while (slots[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = position + 1;
        }
    }
}
