package io.jenkins.plugins.mlpipeline.steps;

import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.job.AskWish;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutOptions;
import io.jenkins.plugins.mlpipeline.engine.verification.Verification;
import io.jenkins.plugins.mlpipeline.report.DeploymentFolder;
import io.jenkins.plugins.mlpipeline.report.DeploymentRecord;
import io.jenkins.plugins.mlpipeline.report.DeploymentsAction;
import io.jenkins.plugins.mlpipeline.steps.turn.TargetPlace;
import io.jenkins.plugins.mlpipeline.steps.turn.TargetRun;
import io.jenkins.plugins.mlpipeline.steps.verify.AskOnAgent;
import io.jenkins.plugins.mlpipeline.steps.verify.VerifyAnswer;
import io.jenkins.plugins.mlpipeline.steps.verify.VerifyRun;
import java.io.IOException;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Runs {@code mlVerify}. A stop ends it at once, but not in the middle of a rollback: the first stop lets that end.
 */
final class VerifyExecution extends TargetExecution {
    private static final long serialVersionUID = 1L;

    /** What is asked for. */
    private final MlVerifyStep step;
    /** The deployment's number within the build; null before the first part is done. */
    private volatile String key;

    VerifyExecution(StepContext context, MlVerifyStep step) {
        super(context);
        this.step = step;
    }

    @Override
    String preparing() {
        return "preparing a verification";
    }

    @Override
    Optional<DeploymentRecord> record() throws IOException, InterruptedException {
        return key == null ? Optional.empty() : DeploymentsAction.of(build()).ofKey(key);
    }

    @Override
    void prepare() throws IOException, InterruptedException {
        prepare(false);
    }

    /** @param resumed whether the agent may need a while to come back */
    private void prepare(boolean resumed) throws IOException, InterruptedException {
        Run<?, ?> run = build();
        step.plan();
        AskWish wish = step.wish();
        DeploymentRecord record = DeploymentsAction.of(run)
                .lastOf(step.getId())
                .orElseThrow(() -> new UserError("Nothing was deployed under the id \"" + step.getId()
                        + "\" in this build; mlVerify comes after mlDeploy, with the same id."));
        if (record.getWave() > 0) {
            throw new UserError(
                    "The id \"" + step.getId() + "\" was deployed to several targets. Each is verified before the"
                            + " next wave begins by mlDeploy itself: give it verify: [checks: ['...']].");
        }
        DeploymentFolder folder = new DeploymentFolder(run, record);
        folder.forgetVerification();
        if (wish != null) {
            folder.write(new AskOnAgent(getContext(), step.getId()).ask(wish, resumed));
        }
        key = record.getKey();
        goOn();
    }

    @Override
    void resume() throws IOException, InterruptedException {
        // What was asked is gone when the record was written and the step's end was not stored.
        boolean asked = step.wish() == null
                || key != null
                        && new DeploymentFolder(build(), record().orElseThrow())
                                .asked()
                                .isPresent();
        if (key == null || !asked) {
            prepare(true);
        } else {
            goOn();
        }
    }

    @Override
    Optional<TargetRun> open(TargetPlace place) throws IOException {
        return Optional.of(new VerifyRun(step, place, () -> RolloutOptions.DEFAULT));
    }

    @Override
    void conclude(DeploymentRecord record) throws IOException, InterruptedException {
        Verification v = ((VerifyRun) current().orElseThrow()).end();
        leave(record);
        String sentence = verified(record, v);
        finish(result(v), sentence, VerifyAnswer.of(v, DeploymentsAction.URL + "/" + record.getKey()));
    }

    /** The deployment stays as it is recorded. */
    @Override
    void recordBroken(DeploymentRecord record, String reason) {}
}
