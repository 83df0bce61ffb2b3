package io.jenkins.plugins.mlpipeline.engine.analysis;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.comparison.OutcomesFile;
import io.jenkins.plugins.mlpipeline.engine.comparison.WorstRows;
import io.jenkins.plugins.mlpipeline.engine.metric.CatalogueKey;
import io.jenkins.plugins.mlpipeline.engine.metric.CostKey;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.CostTable;
import io.jenkins.plugins.mlpipeline.engine.slice.Condition;
import io.jenkins.plugins.mlpipeline.engine.slice.SliceSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a validation shall compute beside the metrics.
 *
 * @param baseline the model to compare with; null when nothing is said about one
 * @param slices parts of the rows
 * @param fairness sensitive columns
 * @param groups the column that names the group of a row; null when rows are independent of one another
 * @param weights the column that says what a row counts for; null where each counts the same
 * @param sampled metrics whose bootstrap samples are kept
 * @param worstRows how many rows of a comparison are listed at most; 0 for none
 * @param costs cost matrices by name
 * @param seed of everything random
 * @param outcomes where the file of outcomes goes; null for nowhere
 * @param importance how often each input is shuffled to see how much the model relies on it; 0 for never
 */
public record AnalysisRequest(
        BaselineRequest baseline,
        List<SliceSpec> slices,
        List<String> fairness,
        String groups,
        String weights,
        Set<Sampled> sampled,
        int worstRows,
        Map<String, CostTable> costs,
        long seed,
        Path outcomes,
        int importance) {
    /** The seed when none is given. */
    public static final long STANDARD_SEED = 42;

    /** Nothing. */
    public static final AnalysisRequest NONE =
            new AnalysisRequest(null, List.of(), List.of(), null, null, Set.of(), 0, Map.of(), STANDARD_SEED, null, 0);

    private static final int MOST_SLICES = 20;
    private static final int MOST_COST_COLUMNS = 20;

    /** Of rows that count the same. */
    public AnalysisRequest(
            BaselineRequest baseline,
            List<SliceSpec> slices,
            List<String> fairness,
            String groups,
            Set<Sampled> sampled,
            int worstRows,
            Map<String, CostTable> costs,
            long seed,
            Path outcomes) {
        this(baseline, slices, fairness, groups, null, sampled, worstRows, costs, seed, outcomes, 0);
    }

    /** @throws UserError when too much is asked for, two slices have one name, or fairness of rows with weights */
    public AnalysisRequest {
        slices = List.copyOf(slices);
        fairness = List.copyOf(fairness);
        sampled = Set.copyOf(sampled);
        costs = Map.copyOf(costs);
        if (slices.size() + fairness.size() > MOST_SLICES) {
            throw new UserError("slices and sensitive columns are " + (slices.size() + fairness.size()) + "; at most "
                    + MOST_SLICES + " are evaluated at once.");
        }
        Set<String> names = new HashSet<>();
        for (SliceSpec slice : slices) {
            if (!names.add(slice.name())) {
                throw new UserError("two slices have the name \"" + slice.name() + "\"; give each its own.");
            }
        }
        if (weights != null && !fairness.isEmpty()) {
            throw new UserError("fairness counts the rows of each group of \"" + fairness.get(0)
                    + "\" and does not weigh them, so it can't be computed of rows with weights (column \"" + weights
                    + "\"). Leave fairness out, or the weights; slices do weigh rows.");
        }
        if (worstRows < 0 || worstRows > WorstRows.MOST) {
            throw new UserError("worstRows is " + worstRows + "; 0 to " + WorstRows.MOST + " rows can be listed.");
        }
    }

    /** Whether anything of a row beside its answer is needed, or of what answers cost. */
    boolean readsRows() throws IOException {
        return !costs.isEmpty()
                || !slices.isEmpty()
                || !fairness.isEmpty()
                || groups != null
                || weights != null
                || worstRows > 0
                || namesRows();
    }

    /** What is to be noted of rows, without what is computed of all of them. */
    public AnalysisRequest ofRows() throws IOException {
        return new AnalysisRequest(
                null,
                slices,
                fairness,
                groups,
                weights,
                Set.of(),
                worstRows,
                costs,
                seed,
                namesRows() ? Path.of("outcomes") : null,
                0);
    }

    /** The baseline that has to be run on the rows; null where there is none, or its answers are in a file. */
    public Path baselineModel() throws IOException {
        return baseline == null || baseline.path() == null || OutcomesFile.isOne(baseline.path())
                ? null
                : baseline.path();
    }

    /**
     * The columns that are looked at, the row id apart.
     *
     * @param extra metrics beside the standard ones
     * @throws UserError when a cost matrix is not there
     */
    public Set<String> columns(Set<CatalogueKey> extra) {
        Set<String> columns = new LinkedHashSet<>(fairness);
        columns.addAll(costColumns(extra));
        for (SliceSpec slice : slices) {
            if (slice.by() != null) {
                columns.addAll(slice.by());
            } else if (slice.where() != null) {
                columns.addAll(Condition.parse(slice.where()).columns());
            }
        }
        if (groups != null) {
            columns.add(groups);
        }
        if (weights != null) {
            columns.add(weights);
        }
        return columns;
    }

    /**
     * Checks cost matrices against the labels of the task.
     *
     * @param extra metrics beside the standard ones
     * @throws UserError when one is not there, lacks a cost or names another label, or costs
     *     stand in too many columns
     */
    public void requireCosts(Set<CatalogueKey> extra, List<String> labels) {
        for (CatalogueKey key : extra) {
            if (key instanceof CostKey cost) {
                cost.requireCosts(costs, labels);
            }
        }
        int columns = costColumns(extra).size();
        if (columns > MOST_COST_COLUMNS) {
            throw new UserError("costs stand in " + columns + " columns; at most " + MOST_COST_COLUMNS + " are read.");
        }
    }

    /** The columns that hold costs. */
    Set<String> costColumns(Set<CatalogueKey> extra) {
        Set<String> columns = new LinkedHashSet<>();
        for (CatalogueKey key : extra) {
            if (key instanceof CostKey cost) {
                columns.addAll(cost.columns(costs));
            }
        }
        return columns;
    }

    /** Whether rows must be known again in another file. */
    boolean namesRows() throws IOException {
        return outcomes != null || baseline != null && baseline.path() != null && OutcomesFile.isOne(baseline.path());
    }

    /** Whether a model without features is compared row by row. */
    boolean comparesDummy() {
        return sampled.stream().anyMatch(s -> BaselineRequest.DUMMY.equals(s.versus()));
    }
}
