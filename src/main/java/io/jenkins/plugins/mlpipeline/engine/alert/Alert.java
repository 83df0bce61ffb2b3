package io.jenkins.plugins.mlpipeline.engine.alert;

import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One alert. Its labels are a stranger's: they are on one line each and not long, and may say anything.
 *
 * @param group the key of the group that it came in
 * @param firing whether it fires; else it is resolved
 * @param labels by name
 * @param summary its annotation of that name; null when it has none
 * @param startsAt since when it fires
 * @param fingerprint hexadecimal digits that stand for its labels
 */
public record Alert(
        String group,
        boolean firing,
        SortedMap<String, String> labels,
        String summary,
        Instant startsAt,
        String fingerprint) {
    private static final int LONGEST_NAME = 100;
    /** A thousand alerts are kept, so that each takes a few kilobytes at most. */
    private static final int MOST_KEPT = 30;

    private static final int LONGEST_KEPT = 200;

    public Alert {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }

    /** The same alert, sent again, has the same: what a response is made of once. */
    public String key() {
        return Digest.ofText(
                String.join("\n", group, fingerprint, startsAt.toString(), firing ? "firing" : "resolved"));
    }

    /** Its name in letters, digits and {@code _ . : -} alone, so that a shell that gets it does nothing with it. */
    public String name() {
        String name = labels.getOrDefault("alertname", "");
        String safe = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
        safe = safe.replaceAll("[^A-Za-z0-9_.:-]", "_");
        return safe.isEmpty() ? "unnamed" : safe;
    }

    /** As many of its labels, and as much of their values, as are kept in records. */
    public SortedMap<String, String> someLabels() {
        SortedMap<String, String> some = new TreeMap<>();
        labels.entrySet().stream()
                .limit(MOST_KEPT)
                .forEach(label -> some.put(label.getKey(), shortened(label.getValue())));
        return some;
    }

    private static String shortened(String value) {
        return value.length() <= LONGEST_KEPT ? value : value.substring(0, LONGEST_KEPT) + "\u2026";
    }

    /** Whether it has all of these labels with these values. */
    public boolean has(Map<String, String> wanted) {
        return wanted.entrySet().stream().allMatch(e -> e.getValue().equals(labels.get(e.getKey())));
    }
}
