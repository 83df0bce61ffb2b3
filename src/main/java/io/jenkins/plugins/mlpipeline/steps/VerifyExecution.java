package io.jenkins.plugins.mlpipeline.steps;

import hudson.AbortException;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.ApiError;
import io.jenkins.plugins.mlpipeline.engine.verification.Verification;
import io.jenkins.plugins.mlpipeline.engine.worker.Progress;
import io.jenkins.plugins.mlpipeline.report.DeploymentFolder;
import io.jenkins.plugins.mlpipeline.report.DeploymentRecord;
import io.jenkins.plugins.mlpipeline.report.DeploymentsAction;
import io.jenkins.plugins.mlpipeline.steps.common.Sentences;
import io.jenkins.plugins.mlpipeline.steps.deploy.Pulse;
import io.jenkins.plugins.mlpipeline.steps.verify.VerifyAnswer;
import io.jenkins.plugins.mlpipeline.steps.verify.VerifyRun;
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
 * Runs {@code mlVerify} on the controller, without an agent: short steps, each begun by a timer; after a restart of the
 * controller the next goes on from what is in the build's folder, see {@link VerifyRun}. A stop ends it at once, but not in the
 * middle of a rollback: the first stop lets that end.
 */
final class VerifyExecution extends GeneralNonBlockingStepExecution {
    private static final long serialVersionUID = 1L;

    /** What is asked for. */
    private final MlVerifyStep step;
    /** The deployment's number within the build; null before the first part is done. */
    private volatile String key;
    /** Why the build is stopped; null when it isn't. */
    private volatile Throwable stopped;

    private transient Pulse pulse;
    private transient volatile VerifyRun work;

    VerifyExecution(StepContext context, MlVerifyStep step) {
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
        VerifyRun now = work;
        if (now != null && now.reversing() && !again) {
            getContext().saveState();
            return;
        }
        pulse.end();
        if (key != null) {
            TargetStore.get().leave(record().ref(), claim());
        }
        super.stop(cause);
    }

    @Override
    public String getStatus() {
        VerifyRun now = work;
        return now == null || now.said().isEmpty() ? "preparing a verification" : now.said();
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
        run(this::look);
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
            step.plan();
            DeploymentRecord record = DeploymentsAction.of(run)
                    .lastOf(step.getId())
                    .orElseThrow(() -> new UserError("Nothing was deployed under the id \"" + step.getId()
                            + "\" in this build; mlVerify comes after mlDeploy, with the same id."));
            new DeploymentFolder(run, record).forgetVerification();
            key = record.getKey();
            work = open(record);
        } catch (UserError e) {
            throw Sentences.abort(e);
        }
        getContext().saveState().addListener(pulse::ring, Runnable::run);
    }

    private VerifyRun open(DeploymentRecord record) throws IOException, InterruptedException {
        return new VerifyRun(step, build(), record, claim(), pulse::ring, this::print);
    }

    private void look() throws Exception {
        DeploymentRecord record = record();
        try {
            VerifyRun now = work;
            if (now == null) {
                now = open(record);
                work = now;
            }
            Optional<Duration> delay = now.step();
            if (delay.isPresent()) {
                pulse.rest(delay.get());
                return;
            }
            end(record);
            conclude(record, now.end());
        } catch (UserError e) {
            end(record);
            throw Sentences.abort(e);
        } catch (ApiError e) {
            end(record);
            throw new AbortException(e.sentence());
        } catch (IOException | InterruptedException | RuntimeException e) {
            end(record);
            throw e;
        }
    }

    private void end(DeploymentRecord record) throws IOException, InterruptedException {
        pulse.end();
        VerifyRun now = work;
        if (now != null) {
            now.close();
        }
        TargetStore.get().leave(record.ref(), claim());
    }

    private void conclude(DeploymentRecord record, Verification v) throws IOException, InterruptedException {
        Run<?, ?> run = build();
        DeploymentsAction.of(run).verified(record, v);
        v.checks().forEach(check -> print(check.answer() + " " + check.id() + ": " + check.reason()));
        v.warnings().forEach(warning -> print("warning: " + warning));
        String sentence = v.verdict() + ": " + v.message()
                + (v.rollback() == null ? "" : " " + v.rollback().message());
        print(sentence);
        Throwable cause = stopped;
        if (cause != null) {
            getContext().onFailure(cause);
            return;
        }
        if (v.verdict() == Verdict.FAIL || v.verdict() == Verdict.ERROR) {
            getContext().onFailure(new AbortException(sentence));
            return;
        }
        if (v.verdict() == Verdict.INCONCLUSIVE) {
            getContext()
                    .get(FlowNode.class)
                    .addOrReplaceAction(new WarningAction(Result.UNSTABLE).withMessage(sentence));
            run.setResult(Result.UNSTABLE);
        }
        getContext().onSuccess(VerifyAnswer.of(v, DeploymentsAction.URL + "/" + record.getKey()));
    }

    private void print(String line) {
        try {
            getContext().get(TaskListener.class).getLogger().println(Progress.MARK + line);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("the build's log can't be written", e);
        }
    }
}
