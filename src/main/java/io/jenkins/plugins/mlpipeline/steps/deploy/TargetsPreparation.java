package io.jenkins.plugins.mlpipeline.steps.deploy;

import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment;
import io.jenkins.plugins.mlpipeline.engine.rollout.Rollout;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutState;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.ApiError;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outcome;
import io.jenkins.plugins.mlpipeline.engine.rollout.waves.WaveSize;
import io.jenkins.plugins.mlpipeline.report.DeploymentFolder;
import io.jenkins.plugins.mlpipeline.report.DeploymentRecord;
import io.jenkins.plugins.mlpipeline.report.DeploymentsAction;
import io.jenkins.plugins.mlpipeline.steps.verify.VerifyPreflight;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Prepares a deployment at each of its targets before the first write: what is refused anywhere, or can't be reached, is known then.
 *
 * @param log takes lines for the build's log
 */
@Restricted(NoExternalUse.class)
public record TargetsPreparation(
        DeployRequest step, List<DeployTarget> targets, WaveSize size, StepContext context, Consumer<String> log) {
    /** Is told what ended in its preparation. */
    @FunctionalInterface
    public interface Settled {
        /** @param verified whether it is marked as verified */
        void as(DeploymentRecord record, Deployment end, boolean verified) throws IOException, InterruptedException;
    }

    /**
     * Prepares all, and records what they are. After a restart in the middle it begins anew, since nothing is written.
     *
     * @param node id of the step's flow node
     * @return whether something is to be rolled out, and may be
     * @throws UserError when a target can't be prepared
     */
    public boolean prepare(Run<?, ?> run, String node, Settled settled) throws IOException, InterruptedException {
        List<DeployPreparation.Prepared> prepared = prepared(run);
        boolean refused =
                prepared.stream().anyMatch(p -> p.end() != null && p.end().status() != Outcome.UNCHANGED);
        List<DeploymentRecord> records = records(run, node, prepared);
        for (int i = 0; i < records.size(); i++) {
            DeployPreparation.Prepared one = prepared.get(i);
            DeploymentFolder folder = new DeploymentFolder(run, records.get(i));
            folder.write(targets.get(i).access());
            if (one.end() != null) {
                settled.as(records.get(i), one.end(), one.verified());
            } else {
                folder.write(one.state());
            }
        }
        return !refused;
    }

    private List<DeployPreparation.Prepared> prepared(Run<?, ?> run) throws IOException, InterruptedException {
        List<DeployPreparation.Prepared> prepared = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        Map<String, String> places = new HashMap<>();
        for (DeployTarget target : targets) {
            TargetRequest request = new TargetRequest(step, target);
            try {
                DeployPreparation.Prepared one =
                        new DeployPreparation(request, context, run, new Console(target.name())).foresee();
                String place = one.target().cluster() + " " + one.target().namespace();
                String other = places.putIfAbsent(place, target.name());
                if (other != null) {
                    throw new UserError(
                            "it is the same cluster and namespace as " + other + ". Leave one of the two out.");
                }
                if (step.verification() != null) {
                    VerifyPreflight.check(
                            step.verification(), one.target(), line -> log.accept(target.name() + ": " + line));
                }
                prepared.add(one);
            } catch (UserError e) {
                problems.add(target.name() + ": " + e.getMessage());
            } catch (ApiError e) {
                problems.add(target.name() + ": " + e.sentence());
            }
        }
        if (!problems.isEmpty()) {
            throw new UserError(
                    "Nothing was written to any of the " + targets.size() + " targets. " + String.join(" ", problems));
        }
        return prepared;
    }

    private List<DeploymentRecord> records(Run<?, ?> run, String node, List<DeployPreparation.Prepared> prepared)
            throws IOException {
        DeploymentsAction action = DeploymentsAction.of(run);
        List<DeploymentRecord> records = new ArrayList<>(action.allOfNode(node));
        for (int i = records.size(); i < prepared.size(); i++) {
            DeployPreparation.Prepared one = prepared.get(i);
            records.add(action.begin(
                    node, one.judged(), one.target(), targets.get(i).name(), size.wave(i, targets.size())));
        }
        return records;
    }

    /** Shows lines of a preparation, which stores nothing. */
    private final class Console implements Rollout.Listener {
        private final String name;

        Console(String name) {
            this.name = name;
        }

        @Override
        public void progress(String line) {
            log.accept(name + ": " + line);
        }

        @Override
        public void save(RolloutState state) {
            throw new IllegalStateException("a preparation writes nothing");
        }
    }
}
