package io.jenkins.plugins.mlpipeline.steps.watch;

import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.engine.monitoring.WatchResult;
import io.jenkins.plugins.mlpipeline.report.WatchRecord;
import io.jenkins.plugins.mlpipeline.report.WatchesAction;
import io.jenkins.plugins.mlpipeline.targets.TargetRef;
import io.jenkins.plugins.mlpipeline.watches.LookStore;
import io.jenkins.plugins.mlpipeline.watches.RecordedLook;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Tells pages, triggers and the build of a look that the ledger has taken.
 *
 * @param run the build that looked
 * @param node of its step
 * @param id of the watch within the job
 * @param target where the model serves; null when a model was looked at that is named otherwise
 */
@Restricted(NoExternalUse.class)
public record RecordsLook(Run<?, ?> run, FlowNode node, String id, TargetRef target) {
    /**
     * Records; an alarm makes stage and build unstable.
     *
     * @param bad what was bad, and at how many looks in a row
     * @return the result of the step
     */
    public Map<String, Object> record(WatchResult result, Instant at, Map<String, Integer> bad) throws IOException {
        RecordedLook look =
                RecordedLook.of(run.getParent().getFullName(), id, run.getNumber(), target, result, at, bad);
        LookStore.get().add(result.model().digest(), look);
        WatchRecord.Place place = target == null ? null : new WatchRecord.Place(target.id(), target.label());
        WatchRecord record = WatchesAction.of(run).add(node.getId(), id, place, result);
        if (result.state().equals(WatchResult.ALARM)) {
            String sentence = record.getLabel() + ": " + look.message();
            node.addOrReplaceAction(new WarningAction(Result.UNSTABLE).withMessage(sentence));
            run.setResult(Result.UNSTABLE);
        }
        return WatchAnswer.of(result, WatchesAction.URL + "/" + record.getKey());
    }
}
