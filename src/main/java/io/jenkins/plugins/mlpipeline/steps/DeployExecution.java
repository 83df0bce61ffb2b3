package io.jenkins.plugins.mlpipeline.steps;

import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment;
import io.jenkins.plugins.mlpipeline.engine.rollout.Rollout;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutState;
import io.jenkins.plugins.mlpipeline.engine.verification.Verification;
import io.jenkins.plugins.mlpipeline.engine.verification.VerifiedDeployment;
import io.jenkins.plugins.mlpipeline.report.DeploymentFolder;
import io.jenkins.plugins.mlpipeline.report.DeploymentRecord;
import io.jenkins.plugins.mlpipeline.report.DeploymentsAction;
import io.jenkins.plugins.mlpipeline.steps.deploy.DeployAnswer;
import io.jenkins.plugins.mlpipeline.steps.deploy.DeployPreparation;
import io.jenkins.plugins.mlpipeline.steps.deploy.DeployRun;
import io.jenkins.plugins.mlpipeline.steps.deploy.TurnCheck;
import io.jenkins.plugins.mlpipeline.steps.turn.TargetPlace;
import io.jenkins.plugins.mlpipeline.steps.turn.TargetRun;
import io.jenkins.plugins.mlpipeline.steps.verify.VerifyAnswer;
import io.jenkins.plugins.mlpipeline.steps.verify.VerifyPreflight;
import io.jenkins.plugins.mlpipeline.steps.verify.VerifyRun;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Runs {@code mlDeploy}, in three parts.
 *
 * <ol>
 *   <li>Prepare: manifests, model and verdict; after a restart in the middle it begins anew, since nothing is written. A
 *       controller that ended while it read the manifests does not read them again, see {@link ReadingMark}.
 *   <li>Deploy: short steps. What must not be done twice is in the build's folder before it is done, see {@link Rollout}.
 *       Where a verification is asked for, its looks follow, with the same turn at the target.
 *   <li>Conclude: the record, then the step's result.
 * </ol>
 */
final class DeployExecution extends TargetExecution {
    private static final long serialVersionUID = 1L;

    /** What is asked for. */
    private final MlDeployStep step;
    /** Whether the second part has begun. */
    private volatile boolean deploying;

    DeployExecution(StepContext context, MlDeployStep step) {
        super(context);
        this.step = step;
    }

    @Override
    String preparing() {
        return "preparing a deployment";
    }

    @Override
    boolean heedsStop() throws IOException {
        Optional<TargetRun> work = current();
        return work.isPresent() ? work.get().heedsStop() : deploying;
    }

    @Override
    Optional<DeploymentRecord> record() throws IOException, InterruptedException {
        return DeploymentsAction.of(build()).ofNode(node());
    }

    @Override
    void prepare() throws IOException, InterruptedException {
        Run<?, ?> run = build();
        DeployPreparation.Prepared prepared = new DeployPreparation(step, getContext(), run, new Console()).prepare();
        if (step.verification() != null && (prepared.end() == null || step.isDryRun())) {
            VerifyPreflight.check(step.verification(), prepared.target(), this::print);
        }
        Optional<DeploymentRecord> earlier = record();
        DeploymentRecord record = earlier.isPresent()
                ? earlier.get()
                : DeploymentsAction.of(run).begin(node(), prepared.judged(), prepared.target());
        if (prepared.end() != null) {
            conclude(record, prepared.end());
            return;
        }
        new DeploymentFolder(run, record).write(step.access());
        new DeploymentFolder(run, record).write(prepared.state());
        deploying = true;
        goOn();
    }

    @Override
    void resume() throws IOException, InterruptedException {
        Optional<DeploymentRecord> record = record();
        if (record.isEmpty()) {
            prepare();
            return;
        }
        DeploymentFolder folder = new DeploymentFolder(build(), record.get());
        Optional<Deployment> ended = folder.deployment();
        Optional<Verification> verified = folder.verification();
        if (verified.isPresent()) {
            conclude(record.get(), ended.orElseThrow(), verified.get());
        } else if (ended.isPresent()) {
            conclude(record.get(), ended.get());
        } else if (folder.state().isPresent()) {
            deploying = true;
            goOn();
        } else {
            prepare();
        }
    }

    @Override
    Optional<TargetRun> open(TargetPlace place) throws IOException, InterruptedException {
        if (place.folder().deployment().isPresent()) {
            return Optional.of(new VerifyRun(step.verification(), place, step::options));
        }
        return Optional.of(new DeployRun(
                step, place, new TurnCheck(step, jobs(), place.record().getJudge())));
    }

    @Override
    void conclude(DeploymentRecord record) throws IOException, InterruptedException {
        TargetRun work = current().orElseThrow();
        if (work instanceof VerifyRun verified) {
            Deployment d = new DeploymentFolder(build(), record).deployment().orElseThrow();
            conclude(record, d, verified.end());
        } else {
            conclude(record, ((DeployRun) work).end());
        }
    }

    private void conclude(DeploymentRecord record, Deployment d) throws IOException, InterruptedException {
        record(record, d);
        if (step.verification() != null && VerifiedDeployment.isDeployed(d) && !isStopped()) {
            print(sentence(d));
            // From here on a stop ends it: what is deployed stays.
            deploying = false;
            next();
            return;
        }
        leave(record);
        finish(Result.fromString(d.result().name()), sentence(d), DeployAnswer.of(d));
    }

    private void conclude(DeploymentRecord record, Deployment d, Verification v)
            throws IOException, InterruptedException {
        String sentence = verified(record, v);
        leave(record);
        Map<String, Object> answer = DeployAnswer.of(d);
        answer.put("verification", VerifyAnswer.of(v, DeploymentsAction.URL + "/" + record.getKey()));
        Result deployed = Result.fromString(d.result().name());
        finish(result(v).combine(deployed), sentence, answer);
    }

    /** A deployment that ended stays as it is recorded, whatever becomes of its verification. */
    @Override
    void recordBroken(DeploymentRecord record, String reason) throws IOException, InterruptedException {
        if (record.getStatus() == null) {
            DeploymentsAction.of(build()).broken(record, reason);
        }
    }

    private static String sentence(Deployment d) {
        boolean coded = d.status().build().name().equals(Result.FAILURE.toString())
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
