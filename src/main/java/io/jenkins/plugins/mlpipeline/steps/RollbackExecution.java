package io.jenkins.plugins.mlpipeline.steps;

import hudson.AbortException;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.mlpipeline.approval.Persons;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment;
import io.jenkins.plugins.mlpipeline.engine.rollout.RollbackRequest;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.ApiError;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outcome;
import io.jenkins.plugins.mlpipeline.engine.worker.Progress;
import io.jenkins.plugins.mlpipeline.report.DeploymentFolder;
import io.jenkins.plugins.mlpipeline.report.DeploymentRecord;
import io.jenkins.plugins.mlpipeline.report.DeploymentsAction;
import io.jenkins.plugins.mlpipeline.steps.common.OtherJobs;
import io.jenkins.plugins.mlpipeline.steps.common.Sentences;
import io.jenkins.plugins.mlpipeline.steps.deploy.DeployAnswer;
import io.jenkins.plugins.mlpipeline.steps.deploy.Pulse;
import io.jenkins.plugins.mlpipeline.steps.rollback.DeployedTarget;
import io.jenkins.plugins.mlpipeline.steps.rollback.RollbackRun;
import io.jenkins.plugins.mlpipeline.targets.Claim;
import io.jenkins.plugins.mlpipeline.targets.TargetStore;
import java.io.IOException;
import java.io.ObjectStreamException;
import java.time.Duration;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.GeneralNonBlockingStepExecution;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Runs {@code mlRollback} on the controller, without an agent: short steps, each begun by a timer or a change in the cluster; after
 * a restart of the controller the next goes on from what is in the build's folder, see {@link RollbackRun}. A stop ends it at once,
 * but not in the middle of the way back: the first stop lets that end.
 */
final class RollbackExecution extends GeneralNonBlockingStepExecution {
    private static final long serialVersionUID = 1L;

    /** What is asked for. */
    private final MlRollbackStep step;
    /** The deployment's number within the build; null before the first part is done. */
    private volatile String key;
    /** Id of the target's page; null as above. */
    private volatile String target;
    /** Why the build is stopped; null when it isn't. */
    private volatile Throwable stopped;

    private transient Pulse pulse;
    private transient volatile RollbackRun work;

    RollbackExecution(StepContext context, MlRollbackStep step) {
        super(context);
        this.step = step;
        this.pulse = new Pulse(this::beat);
    }

    @Override
    public boolean start() {
        run(this::begin);
        return false;
    }

    @Override
    public void onResume() {
        if (key == null) {
            run(this::begin);
        } else {
            pulse.ring();
        }
    }

    @Override
    public void stop(Throwable cause) throws Exception {
        boolean again = stopped != null;
        stopped = cause;
        RollbackRun now = work;
        if (now != null && now.reversing() && !again) {
            getContext().saveState();
            return;
        }
        pulse.end();
        if (key != null) {
            broken(record(), "It was stopped.");
        }
        super.stop(cause);
    }

    @Override
    public String getStatus() {
        RollbackRun now = work;
        return now == null || now.said().isEmpty() ? "preparing a rollback" : now.said();
    }

    @Override
    public boolean blocksRestart() {
        return false;
    }

    private Object readResolve() throws ObjectStreamException {
        pulse = new Pulse(this::beat);
        return this;
    }

    private void beat() {
        run(this::step);
    }

    private Run<?, ?> build() throws IOException, InterruptedException {
        return getContext().get(Run.class);
    }

    private DeploymentRecord record() throws IOException, InterruptedException {
        return DeploymentsAction.of(build()).ofKey(key).orElseThrow();
    }

    private Claim claim() throws IOException, InterruptedException {
        String node = getContext().get(FlowNode.class).getId();
        return new Claim(build().getExternalizableId(), node, System.currentTimeMillis());
    }

    private void begin() throws Exception {
        Run<?, ?> run = build();
        try {
            RollbackRequest.requireReason(step.getReason());
            permit(run);
            DeployedTarget found = find(step.getTarget());
            String node = getContext().get(FlowNode.class).getId();
            DeploymentsAction deployments = DeploymentsAction.of(run);
            Optional<DeploymentRecord> earlier = deployments.ofNode(node);
            DeploymentRecord record = earlier.isPresent()
                    ? earlier.get()
                    : deployments.begin(node, new DeploymentRecord.Judged(step.getId(), null), found.ref());
            new DeploymentFolder(run, record).write(found.access());
            target = found.ref().id();
            key = record.getKey();
        } catch (UserError e) {
            throw Sentences.abort(e);
        }
        getContext().saveState().addListener(pulse::ring, Runnable::run);
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

    private DeployedTarget find(String written) throws IOException, InterruptedException {
        return DeployedTarget.find(
                written, new OtherJobs(build(), getContext().get(FlowNode.class).getExecution()));
    }

    private void step() throws Exception {
        DeploymentRecord record = record();
        try {
            // A controller that ended between the record and the step's result goes back once, not twice.
            Optional<Deployment> ended = new DeploymentFolder(build(), record).deployment();
            if (ended.isPresent()) {
                pulse.end();
                conclude(record, ended.get());
                return;
            }
            RollbackRun now = work;
            if (now == null) {
                now = new RollbackRun(
                        step,
                        build(),
                        new DeploymentFolder(build(), record),
                        find(target),
                        claim(),
                        pulse::ring,
                        this::print);
                work = now;
            }
            Optional<Duration> delay = now.step();
            if (delay.isPresent()) {
                pulse.rest(delay.get());
                return;
            }
            pulse.end();
            now.close();
            conclude(record, now.end());
        } catch (UserError e) {
            broken(record, e.getMessage());
            throw Sentences.abort(e);
        } catch (ApiError e) {
            broken(record, e.sentence());
            throw new AbortException(e.sentence());
        } catch (IOException | InterruptedException | RuntimeException e) {
            broken(record, String.valueOf(e.getMessage()));
            throw e;
        }
    }

    private void broken(DeploymentRecord record, String reason) throws IOException, InterruptedException {
        pulse.end();
        RollbackRun now = work;
        if (now != null) {
            now.close();
        }
        TargetStore.get().leave(record.ref(), claim());
        DeploymentsAction.of(build()).broken(record, reason);
    }

    private void conclude(DeploymentRecord record, Deployment d) throws IOException, InterruptedException {
        Run<?, ?> run = build();
        if (record.getStatus() == null) {
            TargetStore.get().ended(record.ref(), d, run.getExternalizableId(), record.getKey());
            DeploymentsAction.of(run).ended(record, d);
        }
        TargetStore.get().leave(record.ref(), claim());
        if (d.diff() != null) {
            d.diff().forEach(this::print);
        }
        d.warnings().forEach(warning -> print("warning: " + warning));
        String sentence = d.status() + ": " + d.message();
        print(sentence);
        Throwable cause = stopped;
        if (cause != null) {
            getContext().onFailure(cause);
            return;
        }
        Outcome.BuildResult result = d.result();
        if (result == Outcome.BuildResult.UNSTABLE) {
            getContext()
                    .get(FlowNode.class)
                    .addOrReplaceAction(new WarningAction(Result.UNSTABLE).withMessage(sentence));
            run.setResult(Result.UNSTABLE);
        }
        if (result == Outcome.BuildResult.SUCCESS || result == Outcome.BuildResult.UNSTABLE) {
            getContext().onSuccess(DeployAnswer.of(d));
        } else {
            getContext().onFailure(new AbortException(sentence));
        }
    }

    private void print(String line) {
        try {
            getContext().get(TaskListener.class).getLogger().println(Progress.MARK + line);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("the build's log can't be written", e);
        }
    }
}
