package io.jenkins.plugins.mlpipeline.engine.foresight;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A number over time.
 *
 * @param metric what it is called
 * @param entries the oldest first, at most {@link #MOST}
 */
public record History(String metric, List<Entry> entries) {
    /** More are not looked at: the oldest are left out. */
    public static final int MOST = 200;

    /** The greatest magnitude of a number: squares and differences of such ones are numbers still. */
    public static final double GREATEST = 1e100;

    private static final double DAY = Duration.ofDays(1).toMillis();

    /** @throws IllegalArgumentException when the entries are not in the order of time */
    public History {
        entries = List.copyOf(entries.subList(Math.max(0, entries.size() - MOST), entries.size()));
        for (int i = 1; i < entries.size(); i++) {
            if (entries.get(i).at().isBefore(entries.get(i - 1).at())) {
                throw new IllegalArgumentException(entries.get(i).name() + " is before "
                        + entries.get(i - 1).name());
            }
        }
    }

    /**
     * The number at one time.
     *
     * @param name for people, for example {@code #212}
     * @param at when
     * @param value as {@link #holds} says
     * @param error standard error of the value, as the size of its test set leaves it; null when not known
     * @param facts what may have changed together with it, by name; without what is not known
     */
    public record Entry(String name, Instant at, double value, Double error, Map<String, String> facts) {
        public Entry {
            if (!holds(value) || error != null && !(error >= 0 && holds(error))) {
                throw new IllegalArgumentException(name + " is " + value + " with error " + error);
            }
            facts = Collections.unmodifiableMap(new TreeMap<>(facts));
        }
    }

    /** Whether a number can be an entry: finite, and of at most {@link #GREATEST} in magnitude. */
    public static boolean holds(double number) {
        return Math.abs(number) <= GREATEST;
    }

    int size() {
        return entries.size();
    }

    Entry get(int i) {
        return entries.get(i);
    }

    /** Those from one on, up to another, which is not among them. */
    History part(int from, int to) {
        return new History(metric, entries.subList(from, to));
    }

    double[] values() {
        return entries.stream().mapToDouble(Entry::value).toArray();
    }

    /** Days since the first entry. */
    double[] days() {
        return entries.stream().mapToDouble(entry -> days(entry.at())).toArray();
    }

    double days(Instant at) {
        return Duration.between(entries.get(0).at(), at).toMillis() / DAY;
    }

    Instant at(double days) {
        return entries.get(0).at().plusMillis(Math.round(days * DAY));
    }
}
