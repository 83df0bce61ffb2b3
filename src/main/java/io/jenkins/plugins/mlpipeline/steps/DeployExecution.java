package io.jenkins.plugins.mlpipeline.steps;

import hudson.AbortException;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment;
import io.jenkins.plugins.mlpipeline.engine.rollout.Rollout;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutState;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.ApiError;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outcome;
import io.jenkins.plugins.mlpipeline.engine.worker.Progress;
import io.jenkins.plugins.mlpipeline.report.DeploymentFolder;
import io.jenkins.plugins.mlpipeline.report.DeploymentRecord;
import io.jenkins.plugins.mlpipeline.report.DeploymentsAction;
import io.jenkins.plugins.mlpipeline.steps.common.OtherJobs;
import io.jenkins.plugins.mlpipeline.steps.common.Sentences;
import io.jenkins.plugins.mlpipeline.steps.deploy.DeployAnswer;
import io.jenkins.plugins.mlpipeline.steps.deploy.DeployPreparation;
import io.jenkins.plugins.mlpipeline.steps.deploy.DeployRun;
import io.jenkins.plugins.mlpipeline.steps.deploy.Pulse;
import io.jenkins.plugins.mlpipeline.steps.deploy.TurnCheck;
import io.jenkins.plugins.mlpipeline.targets.Claim;
import io.jenkins.plugins.mlpipeline.targets.TargetStore;
import java.io.IOException;
import java.io.ObjectStreamException;
import java.time.Duration;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.GeneralNonBlockingStepExecution;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Runs {@code mlDeploy} on the controller, in three parts.
 *
 * <ol>
 *   <li>Prepare: manifests, model and verdict; after a restart in the middle it begins anew, since nothing is written. A
 *       controller that ended while it read the manifests does not read them again, see {@link ReadingMark}.
 *   <li>Deploy: short steps, each begun by a timer or a change in the cluster. What must not be done twice is in the build's
 *       folder before it is done, see {@link Rollout}; after a restart the next step goes on from there.
 *   <li>Conclude: the record, then the step's result.
 * </ol>
 */
final class DeployExecution extends GeneralNonBlockingStepExecution {
    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(DeployExecution.class.getName());

    /** What is asked for. */
    private final MlDeployStep step;
    /** Why the build is stopped; null when it isn't. */
    private volatile Throwable stopped;
    /** Whether the second part has begun. */
    private volatile boolean deploying;

    private transient Pulse pulse;
    /** Null until the first step of the second part on this controller. */
    private transient volatile DeployRun work;

    DeployExecution(StepContext context, MlDeployStep step) {
        super(context);
        this.step = step;
        this.pulse = new Pulse(this::beat);
    }

    @Override
    public boolean start() {
        run(this::prepare);
        return false;
    }

    @Override
    public void onResume() {
        run(this::resume);
    }

    /** The first stop is heeded by the next step of the rollout, which does what {@code onAbort} says; a second ends it. */
    @Override
    public void stop(Throwable cause) throws Exception {
        boolean again = stopped != null;
        stopped = cause;
        if (deploying && !again) {
            // Stored before it is heeded: a restart in the middle of a rollback must not forget why.
            getContext().saveState().addListener(pulse::ring, Runnable::run);
        } else {
            pulse.end();
            super.stop(cause);
        }
    }

    @Override
    public String getStatus() {
        DeployRun now = work;
        return now == null || now.said().isEmpty() ? "preparing a deployment" : now.said();
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

    private Optional<DeploymentRecord> record() throws IOException, InterruptedException {
        return DeploymentsAction.of(build())
                .ofNode(getContext().get(FlowNode.class).getId());
    }

    private void prepare() throws Exception {
        Run<?, ?> run = build();
        try {
            DeployPreparation.Prepared prepared =
                    new DeployPreparation(step, getContext(), run, new Console()).prepare();
            Optional<DeploymentRecord> earlier = record();
            DeploymentRecord record = earlier.isPresent()
                    ? earlier.get()
                    : DeploymentsAction.of(run)
                            .begin(getContext().get(FlowNode.class).getId(), prepared.judged(), prepared.target());
            if (prepared.end() != null) {
                conclude(record, prepared.end());
                return;
            }
            new DeploymentFolder(run, record).write(step.access());
            new DeploymentFolder(run, record).write(prepared.state());
            deploying = true;
            pulse.ring();
        } catch (UserError e) {
            throw Sentences.abort(e);
        } catch (ApiError e) {
            throw new AbortException(e.sentence());
        }
    }

    private void resume() throws Exception {
        Optional<DeploymentRecord> record = record();
        if (record.isEmpty()) {
            prepare();
            return;
        }
        DeploymentFolder folder = new DeploymentFolder(build(), record.get());
        Optional<Deployment> ended = folder.deployment();
        if (ended.isPresent()) {
            conclude(record.get(), ended.get());
        } else if (folder.state().isPresent()) {
            deploying = true;
            pulse.ring();
        } else {
            prepare();
        }
    }

    private void step() throws Exception {
        DeploymentRecord record = record().orElseThrow();
        try {
            DeployRun now = work;
            if (now == null) {
                now = open(record);
                work = now;
            }
            Optional<Duration> delay = now.step(stopped != null);
            if (delay.isPresent()) {
                pulse.rest(delay.get());
                return;
            }
            now.close();
            pulse.end();
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

    private DeployRun open(DeploymentRecord record) throws IOException, InterruptedException {
        Run<?, ?> run = build();
        return new DeployRun(
                step,
                run,
                new DeploymentFolder(run, record),
                record.ref(),
                claim(record),
                new TurnCheck(
                        step,
                        new OtherJobs(run, getContext().get(FlowNode.class).getExecution()),
                        record.getJudge()),
                pulse::ring,
                this::print);
    }

    private Claim claim(DeploymentRecord record) throws IOException, InterruptedException {
        return new Claim(build().getExternalizableId(), record.getNode(), System.currentTimeMillis());
    }

    private void broken(DeploymentRecord record, String reason) {
        pulse.end();
        DeployRun now = work;
        if (now != null) {
            now.close();
        }
        try {
            TargetStore.get().leave(record.ref(), claim(record));
            DeploymentsAction.of(build()).broken(record, reason);
        } catch (IOException | InterruptedException e) {
            LOGGER.log(Level.WARNING, e, () -> "the record of a deployment is not complete: " + reason);
        }
    }

    private void conclude(DeploymentRecord record, Deployment d) throws IOException, InterruptedException {
        Run<?, ?> run = build();
        if (record.getStatus() == null) {
            TargetStore.get().ended(record.ref(), d, run.getExternalizableId(), record.getKey());
            DeploymentsAction.of(run).ended(record, d);
        }
        TargetStore.get().leave(record.ref(), claim(record));
        if (d.diff() != null) {
            d.diff().forEach(this::print);
        }
        String sentence = sentence(d);
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

    private static String sentence(Deployment d) {
        boolean coded = d.status().build() == Outcome.BuildResult.FAILURE
                && d.reason() != null
                && !d.reason().equalsIgnoreCase(d.status().name());
        String reason = coded ? " (" + d.reason() + ")" : "";
        String ungated = d.gate() == null || d.gate().gated()
                ? ""
                : "Without a gate verdict: " + d.gate().reason() + ". ";
        String approved = d.approved() == null
                ? ""
                : "Not by a passing verdict, but " + d.approved().replaceAll("\\.$", "") + ". ";
        return d.status() + reason + ": " + ungated + approved + d.message();
    }

    private void print(String line) {
        try {
            getContext().get(TaskListener.class).getLogger().println(Progress.MARK + line);
        } catch (IOException | InterruptedException e) {
            LOGGER.log(Level.FINE, e, () -> "not in the build's log: " + line);
        }
    }

    /** Shows lines of a preparation, which stores nothing. */
    private final class Console implements Rollout.Listener {
        @Override
        public void progress(String line) {
            print(line);
        }

        @Override
        public void save(RolloutState state) {
            throw new IllegalStateException("a preparation writes nothing");
        }
    }
}
