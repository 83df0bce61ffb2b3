package io.jenkins.plugins.mlpipeline.engine.ledger;

import io.jenkins.plugins.mlpipeline.engine.evaluation.RowSample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * The uses of one test set.
 *
 * @param name name of its file when it was first used, for people; may be null
 * @param uses in the order of their first decisions, each of another model; those of nearly the same test sets included
 * @param file {@code sha256:<hex>} of its file when it was first used; null when not known
 * @param contents a sample of its rows by their content; null when not known
 * @param ids a sample of its rows by the column that names them; null when not known
 * @param alike names of other test sets with nearly the same rows, whose uses count too
 */
public record TestSetUses(
        String name, List<Use> uses, String file, RowSample contents, RowSample ids, List<String> alike) {
    /** Most uses that are kept; a test set with more was worn out long before. */
    public static final int MOST_USES = 100_000;

    private static final int MOST_ALIKE = 100;

    public TestSetUses {
        uses = List.copyOf(uses);
        alike = alike == null ? List.of() : List.copyOf(alike);
        if (uses.stream().map(Use::model).distinct().count() != uses.size()) {
            throw new IllegalArgumentException("a test set is used once for each model");
        }
    }

    /** No use yet. */
    public static TestSetUses none(TestSet testSet) {
        return new TestSetUses(testSet.name(), List.of(), testSet.file(), testSet.contents(), testSet.ids(), List.of());
    }

    /** The place of a model's use, from 1; 0 when there is none. */
    public int position(String model) {
        for (int i = 0; i < uses.size(); i++) {
            if (uses.get(i).model().equals(model)) {
                return i + 1;
            }
        }
        return 0;
    }

    /**
     * With one more decision: a new use, or another decision of one that is there, which costs nothing.
     *
     * @throws IllegalStateException when there are {@value #MOST_USES} uses
     */
    public TestSetUses with(String model, Instant now) {
        List<Use> all = new ArrayList<>(uses);
        int position = position(model);
        if (position > 0) {
            Use before = all.get(position - 1);
            int decisions = (int) Math.min(Integer.MAX_VALUE, before.decisions() + 1L);
            all.set(position - 1, new Use(model, before.firstAt(), now.toString(), decisions));
        } else if (all.size() >= MOST_USES) {
            throw new IllegalStateException("a test set with " + MOST_USES + " uses");
        } else {
            all.add(new Use(model, now.toString(), now.toString(), 1));
        }
        return new TestSetUses(name, all, file, contents, ids, alike);
    }

    /**
     * With the uses of the same test set, or of nearly the same one.
     *
     * @param nearly whether it is another one that shares most rows
     */
    TestSetUses and(TestSetUses other, boolean nearly) {
        List<Use> all = new ArrayList<>(uses);
        for (Use use : other.uses) {
            int position = position(use.model());
            if (position == 0) {
                all.add(use);
            } else {
                all.set(position - 1, uses.get(position - 1).and(use));
            }
        }
        all.sort(Comparator.comparing(Use::firstAt));
        TreeSet<String> names = new TreeSet<>(alike);
        if (nearly && other.name != null && names.size() < MOST_ALIKE) {
            names.add(other.name);
        }
        return new TestSetUses(name, all, file, contents, ids, List.copyOf(names));
    }
}
