package io.jenkins.plugins.mlpipeline.engine.metric.outcomes;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What it costs to answer one label where another is true.
 *
 * @param byTruth costs by true and predicted label; a label answered rightly costs nothing unless it is there
 */
public record CostTable(Map<String, Map<String, Cost>> byTruth) {
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N}_.-]{0,49}");

    /** @throws UserError when a key can't hold the name */
    public static String name(String written) {
        String name = written.strip();
        if (!NAME.matcher(name).matches()) {
            throw new UserError("the name of a cost matrix is \"" + written
                    + "\"; 1 to 50 letters, digits and the signs _" + " . - are expected.");
        }
        return name;
    }

    /** The columns that hold costs. */
    public Set<String> columns() {
        Set<String> columns = new LinkedHashSet<>();
        byTruth.values()
                .forEach(row -> row.values().forEach(cost -> cost.inColumn().ifPresent(columns::add)));
        return columns;
    }

    /**
     * The costs by true and predicted label.
     *
     * @param name of the table, for messages
     * @param labels the declared label list
     * @throws UserError when an error has no cost, or a label is not in the list
     */
    public Cost[][] matrix(String name, List<String> labels) {
        byTruth.forEach((truth, row) -> {
            requireLabel(name, truth, labels);
            row.keySet().forEach(predicted -> requireLabel(name, predicted, labels));
        });
        Cost[][] costs = new Cost[labels.size()][labels.size()];
        for (int truth = 0; truth < costs.length; truth++) {
            Map<String, Cost> row = byTruth.getOrDefault(labels.get(truth), Map.of());
            for (int predicted = 0; predicted < costs.length; predicted++) {
                Cost cost = row.get(labels.get(predicted));
                if (cost == null && truth != predicted) {
                    throw new UserError("the cost matrix \"" + name + "\" does not say what it costs to answer \""
                            + labels.get(predicted) + "\" where \"" + labels.get(truth)
                            + "\" is true; add it, 0 when it costs nothing.");
                }
                costs[truth][predicted] = cost == null ? Cost.none() : cost;
            }
        }
        return costs;
    }

    private static void requireLabel(String name, String label, List<String> labels) {
        if (!labels.contains(label)) {
            throw new UserError("the cost matrix \"" + name + "\" names the label \"" + label
                    + "\", which is not one of the labels. " + NearNames.hint(label, labels));
        }
    }
}
