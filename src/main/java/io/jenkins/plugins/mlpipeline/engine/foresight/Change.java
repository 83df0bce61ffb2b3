package io.jenkins.plugins.mlpipeline.engine.foresight;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * A series became another.
 *
 * @param entry the first one after it
 * @param at when that was, ISO 8601
 * @param before median before it, back to the change before
 * @param after median from it on, up to the next change
 * @param chance how probable a change as clear is when nothing changed, an upper bound
 * @param together what changed with that entry, what changes seldom first; facts that change more often than not say nothing and are
 *     left out
 */
public record Change(String entry, String at, double before, double after, double chance, List<Together> together) {
    /** More are not named. */
    private static final int MOST_TOGETHER = 10;

    /**
     * A fact that changed with it.
     *
     * @param name of the fact
     * @param before null when it was not known
     * @param after null when it is not known
     * @param changes how often it changed in the whole history
     */
    public record Together(String name, String before, String after, int changes) {}

    /** The changes of a history, in their order. */
    static List<Change> of(History history, List<Integer> indices) {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < indices.size(); i++) {
            int from = i == 0 ? 0 : indices.get(i - 1);
            int index = indices.get(i);
            int to = i + 1 < indices.size() ? indices.get(i + 1) : history.size();
            History.Entry first = history.get(index);
            changes.add(new Change(
                    first.name(),
                    first.at().toString(),
                    Robust.median(history.part(from, index).values()),
                    Robust.median(history.part(index, to).values()),
                    ChangePoints.candidate(history.part(from, to).values()).chance(),
                    together(history, index)));
        }
        return List.copyOf(changes);
    }

    private static List<Together> together(History history, int index) {
        Map<String, String> before = history.get(index - 1).facts();
        Map<String, String> after = history.get(index).facts();
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        return names.stream()
                .filter(name -> !Objects.equals(before.get(name), after.get(name)))
                .map(name -> new Together(name, before.get(name), after.get(name), changes(history, name)))
                .filter(fact -> fact.changes <= (history.size() - 1) / 2)
                .sorted(Comparator.comparingInt(Together::changes).thenComparing(Together::name))
                .limit(MOST_TOGETHER)
                .toList();
    }

    private static int changes(History history, String name) {
        int changes = 0;
        for (int i = 1; i < history.size(); i++) {
            if (!Objects.equals(
                    history.get(i - 1).facts().get(name), history.get(i).facts().get(name))) {
                changes++;
            }
        }
        return changes;
    }
}
