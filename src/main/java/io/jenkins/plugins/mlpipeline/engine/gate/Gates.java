package io.jenkins.plugins.mlpipeline.engine.gate;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.metric.CatalogueKey;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The gates that are judged together.
 *
 * @param gates in the order in which they were given
 * @param notes what a reader should know about how they came about, one sentence each
 */
public record Gates(List<Gate> gates, List<String> notes) {
    /** No gates, which is an error when they are evaluated: nothing would be checked. */
    public static final Gates NONE = new Gates(List.of(), List.of());

    private static final int MOST = 1_000;

    /** @throws UserError when an id is used twice, or there are more than a thousand */
    public Gates {
        gates = List.copyOf(gates);
        notes = List.copyOf(notes);
        if (gates.size() > MOST) {
            throw new UserError("there are " + Figures.count(gates.size()) + " gates; at most " + Figures.count(MOST)
                    + " are judged together, so write fewer.");
        }
        Set<String> ids = new HashSet<>();
        for (Gate gate : gates) {
            if (!ids.add(gate.id())) {
                throw new UserError("two gates have the id \"" + gate.id()
                        + "\"; give each its own with \"id\" (it is the metric when left out).");
            }
        }
    }

    /** Gates that were written where nothing else is to be noted. */
    public static Gates of(List<Gate> gates) {
        return new Gates(gates, List.of());
    }

    /**
     * These gates with others over them: one of the same id replaces ours in its place and is noted, the rest is added.
     */
    public Gates overriddenBy(Gates others) {
        Map<String, Gate> all = new LinkedHashMap<>();
        gates.forEach(gate -> all.put(gate.id(), gate));
        List<String> noted = new ArrayList<>(notes);
        for (Gate other : others.gates) {
            Gate ours = all.put(other.id(), other);
            if (ours != null && !ours.equals(other)) {
                noted.add("Gate \"" + other.id() + "\" was given as " + demand(other) + " in place of the spec's "
                        + demand(ours) + ".");
            }
        }
        noted.addAll(others.notes);
        return new Gates(List.copyOf(all.values()), noted);
    }

    /** The metrics that validate must compute for these gates, beside those that it always computes. */
    public Set<CatalogueKey> keys() {
        Set<CatalogueKey> keys = new LinkedHashSet<>();
        gates.forEach(gate -> gate.catalogueKey().ifPresent(keys::add));
        return keys;
    }

    private static String demand(Gate gate) {
        return gate.metric() + " " + gate.required() + " (" + gate.criticality() + ")";
    }
}
