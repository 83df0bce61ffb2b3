package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Cost;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.CostTable;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The expected cost by a matrix, {@code expected_cost(matrix=triage)}.
 *
 * @param name of the matrix under {@code validate.costs}
 */
public record MatrixCostKey(String name) implements CostKey {
    @Override
    public Needs needs() {
        return Needs.LABELS;
    }

    @Override
    public Cost[][] costs(ClassificationOutcomes outcomes) {
        return table(outcomes.costs().tables()).matrix(name, outcomes.labels());
    }

    @Override
    public Set<String> columns(Map<String, CostTable> tables) {
        return table(tables).columns();
    }

    @Override
    public void requireCosts(Map<String, CostTable> tables, List<String> labels) {
        table(tables).matrix(name, labels);
    }

    /** @throws UserError when there is no matrix of that name */
    private CostTable table(Map<String, CostTable> tables) {
        CostTable table = tables.get(name);
        if (table == null) {
            throw new UserError("metric " + this + " names a cost matrix that is not under validate.costs. "
                    + (tables.isEmpty() ? "Give validate a spec with it." : NearNames.hint(name, tables.keySet())));
        }
        return table;
    }

    @Override
    public void requireApplies(Task task) {
        // A matrix has a cost for every label, two or more.
    }

    @Override
    public String toString() {
        return KeyText.of(metric().key(), MATRIX, name);
    }
}
