package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Cost;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.CostTable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The expected cost of a binary task, {@code expected_cost(fn=amount,fp=5)}: the parameters are written in the order of the
 * alphabet, and a cost of 0 of what was answered rightly is not.
 *
 * @param fn of a positive row that is missed
 * @param fp of another row that is flagged
 * @param tn of another row that is left alone
 * @param tp of a positive row that is found
 */
public record ErrorCostKey(Cost fn, Cost fp, Cost tn, Cost tp) implements CostKey {
    static final String FN = "fn";
    static final String FP = "fp";
    static final String TN = "tn";
    static final String TP = "tp";

    static ErrorCostKey of(Map<String, String> parameters) {
        for (String error : List.of(FN, FP)) {
            if (!parameters.containsKey(error)) {
                throw new UserError("metric expected_cost needs the cost of both errors, and " + error
                        + " is not given; write " + error + "=0 where that error costs nothing. " + FORM);
            }
        }
        return new ErrorCostKey(
                cost(FN, parameters.get(FN)),
                cost(FP, parameters.get(FP)),
                cost(TN, parameters.getOrDefault(TN, "0")),
                cost(TP, parameters.getOrDefault(TP, "0")));
    }

    private static Cost cost(String of, String written) {
        return Cost.read("metric expected_cost: the cost " + of, written);
    }

    @Override
    public Needs needs() {
        return Needs.POSITIVE_LABEL;
    }

    @Override
    public Cost[][] costs(ClassificationOutcomes outcomes) {
        return costs(outcomes.positive());
    }

    /** The costs by true and predicted label, of two. */
    Cost[][] costs(int positive) {
        Cost[][] costs = new Cost[2][2];
        costs[positive][positive] = tp;
        costs[positive][1 - positive] = fn;
        costs[1 - positive][positive] = fp;
        costs[1 - positive][1 - positive] = tn;
        return costs;
    }

    @Override
    public Set<String> columns(Map<String, CostTable> tables) {
        Set<String> columns = new LinkedHashSet<>();
        List.of(fn, fp, tn, tp).forEach(cost -> cost.inColumn().ifPresent(columns::add));
        return columns;
    }

    @Override
    public void requireCosts(Map<String, CostTable> tables, List<String> labels) {
        // The key holds them all.
    }

    @Override
    public void requireApplies(Task task) {
        if (task != Task.BINARY) {
            throw new UserError("metric " + this + " is about the two errors of a binary task, and this one is "
                    + task.key() + "; give the costs of all labels under validate.costs and write"
                    + " expected_cost(matrix=NAME).");
        }
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(metric().key());
        text.append('(')
                .append(FN)
                .append('=')
                .append(fn)
                .append(',')
                .append(FP)
                .append('=')
                .append(fp);
        if (!tn.equals(Cost.none())) {
            text.append(',').append(TN).append('=').append(tn);
        }
        if (!tp.equals(Cost.none())) {
            text.append(',').append(TP).append('=').append(tp);
        }
        return text.append(')').toString();
    }
}
