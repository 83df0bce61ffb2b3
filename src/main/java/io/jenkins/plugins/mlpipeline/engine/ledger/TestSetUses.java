package io.jenkins.plugins.mlpipeline.engine.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The uses of one test set.
 *
 * @param name name of its file when it was first used, for people; may be null
 * @param uses in the order of their first decisions, each of another model
 */
public record TestSetUses(String name, List<Use> uses) {
    /** Most uses that are kept; a test set with more was worn out long before. */
    public static final int MOST_USES = 100_000;

    public TestSetUses {
        uses = List.copyOf(uses);
        if (uses.stream().map(Use::model).distinct().count() != uses.size()) {
            throw new IllegalArgumentException("a test set is used once for each model");
        }
    }

    /** No use yet. */
    public static TestSetUses none(String name) {
        return new TestSetUses(name, List.of());
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
        } else if (all.size() == MOST_USES) {
            throw new IllegalStateException("a test set with " + MOST_USES + " uses");
        } else {
            all.add(new Use(model, now.toString(), now.toString(), 1));
        }
        return new TestSetUses(name, all);
    }
}
