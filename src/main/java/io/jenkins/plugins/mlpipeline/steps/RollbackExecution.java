package io.jenkins.plugins.mlpipeline.steps;

import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.approval.Persons;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment;
import io.jenkins.plugins.mlpipeline.engine.rollout.RollbackRequest;
import io.jenkins.plugins.mlpipeline.report.DeploymentFolder;
import io.jenkins.plugins.mlpipeline.report.DeploymentRecord;
import io.jenkins.plugins.mlpipeline.report.DeploymentsAction;
import io.jenkins.plugins.mlpipeline.steps.deploy.DeployAnswer;
import io.jenkins.plugins.mlpipeline.steps.rollback.RollbackRun;
import io.jenkins.plugins.mlpipeline.steps.turn.DeployedTarget;
import io.jenkins.plugins.mlpipeline.steps.turn.TargetPlace;
import io.jenkins.plugins.mlpipeline.steps.turn.TargetRun;
import java.io.IOException;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Runs {@code mlRollback}. A stop ends it at once, but not in the middle of the way back: the first stop lets that end.
 */
final class RollbackExecution extends TargetExecution {
    private static final long serialVersionUID = 1L;

    /** What is asked for. */
    private final MlRollbackStep step;
    /** The deployment's number within the build; null before the first part is done. */
    private volatile String key;
    /** Id of the target's page; null as above. */
    private volatile String target;

    RollbackExecution(StepContext context, MlRollbackStep step) {
        super(context);
        this.step = step;
    }

    @Override
    String preparing() {
        return "preparing a rollback";
    }

    @Override
    Optional<DeploymentRecord> record() throws IOException, InterruptedException {
        return key == null ? Optional.empty() : DeploymentsAction.of(build()).ofKey(key);
    }

    @Override
    void prepare() throws IOException, InterruptedException {
        Run<?, ?> run = build();
        RollbackRequest.requireReason(step.getReason());
        permit(run);
        DeployedTarget found = DeployedTarget.find(step.getTarget(), jobs());
        DeploymentsAction deployments = DeploymentsAction.of(run);
        Optional<DeploymentRecord> earlier = deployments.ofNode(node());
        DeploymentRecord record = earlier.isPresent()
                ? earlier.get()
                : deployments.begin(node(), new DeploymentRecord.Judged(step.getId(), null), found.ref());
        new DeploymentFolder(run, record).write(found.access());
        target = found.ref().id();
        key = record.getKey();
        goOn();
    }

    /** A dry run writes nothing; anything else without a person needs the administrator's word. */
    private void permit(Run<?, ?> run) {
        boolean permitted = step.isDryRun()
                || Persons.startedBy(run)
                || MlPipelineConfiguration.get().permitsAutomaticRollback(run.getParent());
        if (!permitted) {
            throw new UserError("No person started this build, and nobody permits \""
                    + run.getParent().getFullName()
                    + "\" to roll back without one. An administrator permits it for a folder (automaticRollbackFolders); or a"
                    + " person starts the build.");
        }
    }

    @Override
    void resume() throws IOException, InterruptedException {
        if (key == null) {
            prepare();
        } else {
            goOn();
        }
    }

    /** A controller that ended between the record and the step's result goes back once, not twice. */
    @Override
    Optional<TargetRun> open(TargetPlace place) throws IOException, InterruptedException {
        return place.folder().deployment().isPresent()
                ? Optional.empty()
                : Optional.of(new RollbackRun(step, place, DeployedTarget.find(target, jobs())));
    }

    @Override
    void conclude(DeploymentRecord record) throws IOException, InterruptedException {
        Optional<TargetRun> work = current();
        Deployment d = work.isPresent()
                ? ((RollbackRun) work.get()).end()
                : new DeploymentFolder(build(), record).deployment().orElseThrow();
        record(record, d);
        leave(record);
        d.warnings().forEach(warning -> print("warning: " + warning));
        finish(Result.fromString(d.result().name()), d.status() + ": " + d.message(), DeployAnswer.of(d));
    }

    @Override
    void recordBroken(DeploymentRecord record, String reason) throws IOException, InterruptedException {
        DeploymentsAction.of(build()).broken(record, reason);
    }
}
