package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Cost;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.CostTable;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An expected cost: of the errors of a binary task, or by a matrix that has a name. */
public sealed interface CostKey extends CatalogueKey permits ErrorCostKey, MatrixCostKey {
    /** The parameter that names a matrix. */
    String MATRIX = "matrix";

    /** The parameters that a gate may give. */
    List<String> PARAMETERS = List.of(ErrorCostKey.FN, ErrorCostKey.FP, ErrorCostKey.TN, ErrorCostKey.TP, MATRIX);

    /** How to write one. */
    String FORM =
            "Write expected_cost(fn=100,fp=5), with the name of a column in place of a number where rows cost their"
                    + " own amount, or expected_cost(matrix=NAME) with a matrix of validate.costs.";

    /**
     * Reads the parameters of a key.
     *
     * @throws UserError when one is missing, unknown or no cost
     */
    static CostKey of(Map<String, String> parameters) {
        for (String given : parameters.keySet()) {
            if (!PARAMETERS.contains(given)) {
                throw new UserError("metric expected_cost has no parameter \"" + given + "\". " + FORM);
            }
        }
        String matrix = parameters.get(MATRIX);
        if (matrix == null) {
            return ErrorCostKey.of(parameters);
        }
        if (parameters.size() > 1) {
            throw new UserError("metric expected_cost takes a matrix or the costs of errors, not both. " + FORM);
        }
        return new MatrixCostKey(CostTable.name(matrix));
    }

    /** What the answers must come with. */
    Needs needs();

    /** The costs by true and predicted label, in the order of the outcomes' labels. */
    Cost[][] costs(ClassificationOutcomes outcomes);

    /** The columns that hold costs. */
    Set<String> columns(Map<String, CostTable> tables);

    /**
     * Checks that the key has a meaning for a task.
     *
     * @throws UserError when it has none
     */
    void requireApplies(Task task);

    /**
     * Checks that every answer has a cost.
     *
     * @throws UserError when one has none
     */
    void requireCosts(Map<String, CostTable> tables, List<String> labels);

    @Override
    default Metric metric() {
        return Metric.EXPECTED_COST;
    }

    @Override
    default Double parameter() {
        return null;
    }

    @Override
    default boolean hasParameter() {
        return true;
    }

    @Override
    default boolean hasStandardError(boolean grouped) {
        return true;
    }

    @Override
    default Formula formula() {
        return new CostFormula(this);
    }
}
