package io.jenkins.plugins.mlpipeline.engine.dataset;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A fixed list of distinct texts, each known by its position. */
public final class Dictionary {
    private final List<String> entries;
    private final Map<String, Integer> positions = new HashMap<>();

    public Dictionary(List<String> entries) {
        this.entries = List.copyOf(entries);
        for (String entry : this.entries) {
            if (positions.put(entry, positions.size()) != null) {
                throw new IllegalArgumentException("twice in a dictionary: " + entry);
            }
        }
    }

    /** The texts in order. */
    public List<String> entries() {
        return entries;
    }

    /** The position of a text, or -1. */
    public int position(String text) {
        return positions.getOrDefault(text, -1);
    }
}
