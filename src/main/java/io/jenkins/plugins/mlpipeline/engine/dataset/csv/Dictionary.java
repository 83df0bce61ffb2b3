package io.jenkins.plugins.mlpipeline.engine.dataset.csv;

import java.util.List;

/** A fixed list of distinct texts, each known by its position. Safe to share between threads. */
public final class Dictionary {
    private final List<String> entries;
    private final DistinctTexts texts;

    /**
     * @param entries the texts in order
     * @throws IllegalArgumentException when one is there twice
     */
    public Dictionary(List<String> entries) {
        this.entries = List.copyOf(entries);
        this.texts = new DistinctTexts(Integer.MAX_VALUE, Long.MAX_VALUE);
        for (String entry : this.entries) {
            int before = texts.size();
            texts.add(entry);
            if (texts.size() == before) {
                throw new IllegalArgumentException("twice in a dictionary: " + entry);
            }
        }
    }

    /** The texts in order. */
    public List<String> entries() {
        return entries;
    }

    /** Number of texts. */
    public int size() {
        return entries.size();
    }

    /** The position of a text, or -1. */
    public int position(String text) {
        return texts.find(text);
    }

    /**
     * The position of a range of characters, or -1; makes no object.
     *
     * @param from first character
     * @param to one past the last
     */
    public int position(char[] text, int from, int to) {
        return texts.find(text, from, to);
    }
}
