package io.jenkins.plugins.mlpipeline.steps;

import hudson.AbortException;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.ApiError;
import io.jenkins.plugins.mlpipeline.engine.verification.Verification;
import io.jenkins.plugins.mlpipeline.engine.worker.Progress;
import io.jenkins.plugins.mlpipeline.report.DeploymentRecord;
import io.jenkins.plugins.mlpipeline.report.DeploymentsAction;
import io.jenkins.plugins.mlpipeline.steps.common.OtherJobs;
import io.jenkins.plugins.mlpipeline.steps.common.Sentences;
import io.jenkins.plugins.mlpipeline.steps.turn.Pulse;
import io.jenkins.plugins.mlpipeline.steps.turn.TargetPlace;
import io.jenkins.plugins.mlpipeline.steps.turn.TargetRun;
import io.jenkins.plugins.mlpipeline.targets.Claim;
import io.jenkins.plugins.mlpipeline.targets.TargetStore;
import io.jenkins.plugins.mlpipeline.targets.Verified;
import java.io.IOException;
import java.io.ObjectStreamException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.GeneralNonBlockingStepExecution;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Runs a step that works on a target, on the controller and without an agent: first what prepares it, then short steps of a
 * {@link TargetRun}, each begun by a timer or a change in the cluster, then its end. After a restart of the controller the next
 * short step goes on from what is in the build's folder.
 */
abstract class TargetExecution extends GeneralNonBlockingStepExecution {
    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(TargetExecution.class.getName());

    /** Why the build is stopped; null when it isn't. */
    private volatile Throwable stopped;

    /** Made when it starts, and again after a restart. */
    private transient Pulse pulse;
    /** Null until the first short step on this controller, and between two works. */
    private transient volatile TargetRun work;

    TargetExecution(StepContext context) {
        super(context);
    }

    /** The first part; ends with {@link #goOn}, or with the step's end. After a restart in its middle it begins anew. */
    abstract void prepare() throws Exception;

    /** Goes on after a restart. */
    abstract void resume() throws Exception;

    /** The deployment at hand; empty before the first part is done. */
    abstract Optional<DeploymentRecord> record() throws IOException, InterruptedException;

    /** The work that is to be done now, new or stored; empty when it is done already and {@link #conclude} follows. */
    abstract Optional<TargetRun> open(TargetPlace place) throws IOException, InterruptedException;

    /** The work has ended: ends the step, or begins the next work with {@link #goOn}. */
    abstract void conclude(DeploymentRecord record) throws IOException, InterruptedException;

    /** Records that the work could not be carried through. */
    abstract void recordBroken(DeploymentRecord record, String reason) throws IOException, InterruptedException;

    /** What it does before there is any work, for people. */
    abstract String preparing();

    /** Whether the first stop is left to the work. */
    boolean heedsStop() throws IOException {
        TargetRun now = work;
        return now != null && now.heedsStop();
    }

    /** It was stopped, and nothing more is done. */
    void abandon() throws IOException, InterruptedException {
        Optional<DeploymentRecord> record = record();
        if (record.isPresent()) {
            broken(record.get(), "It was stopped.");
        }
    }

    @Override
    public boolean start() {
        pulse = new Pulse(this::beat);
        run(this::prepared);
        return false;
    }

    @Override
    public void onResume() {
        run(this::resumed);
    }

    /** The first stop may be heeded by the next short step, in its own way; a second ends everything at once. */
    @Override
    public void stop(Throwable cause) throws Exception {
        boolean again = stopped != null;
        stopped = cause;
        if (!again && heedsStop()) {
            // Stored before it is heeded: a restart in the middle of a rollback must not forget why.
            goOn();
            return;
        }
        pulse.end();
        abandon();
        super.stop(cause);
    }

    @Override
    public String getStatus() {
        TargetRun now = work;
        return now == null || now.said().isEmpty() ? preparing() : now.said();
    }

    @Override
    public boolean blocksRestart() {
        return false;
    }

    /** Serialized with the execution, which may be of a class below. */
    protected Object readResolve() throws ObjectStreamException {
        pulse = new Pulse(this::beat);
        return this;
    }

    private void beat() {
        run(this::work);
    }

    final Run<?, ?> build() throws IOException, InterruptedException {
        return getContext().get(Run.class);
    }

    final String node() throws IOException, InterruptedException {
        return getContext().get(FlowNode.class).getId();
    }

    final OtherJobs jobs() throws IOException, InterruptedException {
        return new OtherJobs(build(), getContext().get(FlowNode.class).getExecution());
    }

    final boolean isStopped() {
        return stopped != null;
    }

    final Optional<TargetRun> current() {
        return Optional.ofNullable(work);
    }

    /** The next short step is worth making at once, once the state of this execution is stored. */
    final void goOn() {
        getContext().saveState().addListener(pulse::ring, Runnable::run);
    }

    private void prepared() throws Exception {
        sentences(null, this::prepare);
    }

    private void resumed() throws Exception {
        sentences(null, this::resume);
    }

    /** Makes one short step of what is to be done now. */
    void work() throws Exception {
        DeploymentRecord record = record().orElseThrow();
        sentences(record, () -> shortStep(record));
    }

    private void shortStep(DeploymentRecord record) throws Exception {
        TargetRun now = work;
        if (now == null) {
            now = open(place(record, this::print)).orElse(null);
            work = now;
        }
        if (now != null) {
            Optional<Duration> delay = now.step(isStopped());
            if (delay.isPresent()) {
                pulse.rest(delay.get());
                return;
            }
            now.close();
        }
        conclude(record);
    }

    /** Where this step works, for one of its deployments. */
    final TargetPlace place(DeploymentRecord record, Consumer<String> log) throws IOException, InterruptedException {
        return new TargetPlace(build(), record, claim(), pulse::ring, log);
    }

    /** The next short step is due when this time has gone, or somebody rings. */
    final void rest(Duration delay) {
        pulse.rest(delay);
    }

    /** A further work on the same target follows, whose turn it stays. */
    final void next() {
        work = null;
        pulse.rest(Duration.ZERO);
    }

    /** Work that may fail. */
    @FunctionalInterface
    private interface Attempt {
        void make() throws Exception;
    }

    /** @param record what is broken when it fails; null while nothing is recorded */
    private void sentences(DeploymentRecord record, Attempt attempt) throws Exception {
        try {
            attempt.make();
        } catch (UserError e) {
            broken(record, e.getMessage());
            throw Sentences.abort(e);
        } catch (ApiError e) {
            broken(record, e.sentence());
            throw new AbortException(e.sentence());
        } catch (FileSystemException e) {
            AbortException sentence = Sentences.abort(e);
            broken(record, sentence.getMessage());
            throw sentence;
        } catch (IOException | InterruptedException | RuntimeException e) {
            broken(record, String.valueOf(e.getMessage()));
            throw e;
        }
    }

    private void broken(DeploymentRecord record, String reason) {
        if (record == null) {
            return;
        }
        pulse.end();
        current().ifPresent(TargetRun::close);
        try {
            leave(record);
            recordBroken(record, reason);
        } catch (IOException | InterruptedException e) {
            LOGGER.log(Level.WARNING, e, () -> "the record of a deployment is not complete: " + reason);
        }
    }

    final Claim claim() throws IOException, InterruptedException {
        return new Claim(build().getExternalizableId(), node(), System.currentTimeMillis());
    }

    /** Another may have its turn at the target. */
    final void leave(DeploymentRecord record) throws IOException, InterruptedException {
        TargetStore.get().leave(record.ref(), claim());
    }

    /** Records how a deployment ended, once, and shows what it changed. */
    final void record(DeploymentRecord record, Deployment d) throws IOException, InterruptedException {
        Run<?, ?> run = build();
        if (record.getStatus() == null) {
            TargetStore.get().ended(record.ref(), d, run.getExternalizableId(), record.getKey());
            DeploymentsAction.of(run).ended(record, d);
        }
        if (d.diff() != null) {
            d.diff().forEach(this::print);
        }
    }

    /** Records how a verification ended, and shows what it saw; a sentence for its end. */
    final String verified(DeploymentRecord record, Verification v) throws IOException, InterruptedException {
        TargetStore.get().verified(record.ref(), new Verified(v, build().getExternalizableId()));
        DeploymentsAction.of(build()).verified(record, v);
        v.checks().forEach(check -> print(check.answer() + " " + check.id() + ": " + check.reason()));
        v.warnings().forEach(warning -> print("warning: " + warning));
        return v.verdict() + ": " + v.message()
                + (v.rollback() == null ? "" : " " + v.rollback().message());
    }

    /** What a verification makes of the build. */
    static Result result(Verification v) {
        return switch (v.verdict()) {
            case PASS -> Result.SUCCESS;
            case INCONCLUSIVE -> Result.UNSTABLE;
            case FAIL, ERROR -> Result.FAILURE;
        };
    }

    /**
     * Ends the step.
     *
     * @param sentence for the log, and for the mark or the error
     * @param answer what the step returns unless it fails
     */
    final void finish(Result result, String sentence, Map<String, Object> answer)
            throws IOException, InterruptedException {
        pulse.end();
        print(sentence);
        Throwable cause = stopped;
        if (cause != null) {
            getContext().onFailure(cause);
            return;
        }
        if (result.isWorseThan(Result.UNSTABLE)) {
            getContext().onFailure(new AbortException(sentence));
            return;
        }
        if (result == Result.UNSTABLE) {
            getContext()
                    .get(FlowNode.class)
                    .addOrReplaceAction(new WarningAction(Result.UNSTABLE).withMessage(sentence));
            build().setResult(Result.UNSTABLE);
        }
        getContext().onSuccess(answer);
    }

    /** A line of the build's log; what can't be shown is no reason to leave a target half done. */
    final void print(String line) {
        try {
            getContext().get(TaskListener.class).getLogger().println(Progress.MARK + line);
        } catch (IOException | InterruptedException e) {
            LOGGER.log(Level.FINE, e, () -> "not in the build's log: " + line);
        }
    }
}
