package io.jenkins.plugins.mlpipeline.engine.rollout.secret;

import java.util.BitSet;

/** All parts of one length of some texts, as hashes of 64 bits: says where another text shares at least such a part. */
final class Grams {
    private static final long FACTOR = 0x9E3779B97F4A7C15L;
    private static final int MOST = 1 << 20;

    private final int length;
    private final long highest;
    private long[] table = new long[1 << 10];
    private int size;

    Grams(int length) {
        this.length = length;
        long power = 1;
        for (int i = 1; i < length; i++) {
            power *= FACTOR;
        }
        this.highest = power;
    }

    /** Adds the parts of a text; a text that is shorter has none. */
    void add(CharSequence text) {
        long hash = 0;
        for (int i = 0; i < text.length() && size < MOST; i++) {
            hash = next(hash, text, i);
            if (i >= length - 1) {
                put(hash);
            }
        }
    }

    /** Marks every character that belongs to a known part. */
    void mark(CharSequence text, BitSet known) {
        long hash = 0;
        for (int i = 0; i < text.length(); i++) {
            hash = next(hash, text, i);
            if (i >= length - 1 && has(hash)) {
                known.set(i - length + 1, i + 1);
            }
        }
    }

    private long next(long hash, CharSequence text, int at) {
        long without = at >= length ? hash - (text.charAt(at - length) + 1) * highest : hash;
        return without * FACTOR + text.charAt(at) + 1;
    }

    private void put(long hash) {
        if (size * 2 >= table.length) {
            long[] old = table;
            table = new long[old.length * 2];
            size = 0;
            for (long h : old) {
                if (h != 0) {
                    insert(h);
                }
            }
        }
        insert(hash == 0 ? 1 : hash);
    }

    private void insert(long hash) {
        int slot = slot(hash);
        if (table[slot] == 0) {
            table[slot] = hash;
            size++;
        }
    }

    private boolean has(long hash) {
        return table[slot(hash == 0 ? 1 : hash)] != 0;
    }

    /** Where the hash is, or may be put. */
    private int slot(long hash) {
        int slot = (int) ((hash ^ (hash >>> 29)) * FACTOR >>> 33) & (table.length - 1);
        while (table[slot] != 0 && table[slot] != hash) {
            slot = (slot + 1) & (table.length - 1);
        }
        return slot;
    }
}
