package io.jenkins.plugins.mlpipeline.steps.watch;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.monitoring.WatchPlan;
import io.jenkins.plugins.mlpipeline.engine.worker.WorkerSpec;
import java.time.Instant;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * What a look is asked for. What was not given is null.
 *
 * @param target whose model is looked at
 * @param model path in the workspace, or digest, where no target is given
 * @param modelJob the job that archived the model
 * @param data rows that the model was asked, a file or folder of the workspace
 * @param evaluation of the model, a file of the workspace; null for the one that the model's build recorded
 * @param labels that have arrived, a file of the workspace
 * @param windows see {@link WatchPlan}
 * @param falseAlarms as above
 * @param minRows as above
 */
@Restricted(NoExternalUse.class)
public record WatchWish(
        String target,
        String model,
        String modelJob,
        String data,
        String evaluation,
        String labels,
        Integer windows,
        Double falseAlarms,
        Long minRows) {
    /** @throws UserError when something is missing, or contradicts itself */
    public void check(boolean hasRowId) {
        if ((target == null) == (model == null)) {
            throw new UserError(
                    target == null
                            ? "mlWatch needs target or model: name what is looked at, for example target:"
                                    + " 'deployment/fraud'."
                            : "mlWatch takes target or model, not both: the target says which model serves there.");
        }
        if (data == null) {
            throw new UserError("mlWatch needs data: name the rows that the model was asked since the last look.");
        }
        if (labels != null && !hasRowId) {
            throw new UserError(
                    "mlWatch joins labels to answers by the name of the row: name the column that has it with"
                            + " rowId, in the step or in its spec.");
        }
    }

    /** What is asked of the watch. */
    public WatchPlan plan() {
        return new WatchPlan(
                windows == null ? WatchPlan.WINDOWS : windows,
                falseAlarms == null ? WatchPlan.FALSE_ALARMS : falseAlarms,
                minRows == null ? WatchPlan.MIN_ROWS : minRows);
    }

    /** What the worker is told. */
    public WorkerSpec.Watch look(WatchedModel watched, Instant at) {
        WatchPlan plan = plan();
        return new WorkerSpec.Watch(
                watched.path(),
                data,
                evaluation == null ? watched.evaluation() : evaluation,
                labels,
                plan.windows(),
                plan.falseAlarms(),
                plan.minRows(),
                at.toString());
    }
}
