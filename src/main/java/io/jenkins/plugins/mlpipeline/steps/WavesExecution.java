package io.jenkins.plugins.mlpipeline.steps;

import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment;
import io.jenkins.plugins.mlpipeline.engine.rollout.TargetsRecord;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.ApiError;
import io.jenkins.plugins.mlpipeline.engine.rollout.waves.Move;
import io.jenkins.plugins.mlpipeline.engine.rollout.waves.Standing;
import io.jenkins.plugins.mlpipeline.engine.rollout.waves.Waves;
import io.jenkins.plugins.mlpipeline.engine.verification.VerifiedDeployment;
import io.jenkins.plugins.mlpipeline.report.DeploymentRecord;
import io.jenkins.plugins.mlpipeline.report.DeploymentsAction;
import io.jenkins.plugins.mlpipeline.steps.deploy.DeployAnswer;
import io.jenkins.plugins.mlpipeline.steps.deploy.DeployRun;
import io.jenkins.plugins.mlpipeline.steps.deploy.DeployTarget;
import io.jenkins.plugins.mlpipeline.steps.deploy.TargetDocuments;
import io.jenkins.plugins.mlpipeline.steps.deploy.TargetRequest;
import io.jenkins.plugins.mlpipeline.steps.deploy.TargetsPreparation;
import io.jenkins.plugins.mlpipeline.steps.deploy.TurnCheck;
import io.jenkins.plugins.mlpipeline.steps.turn.TargetPlace;
import io.jenkins.plugins.mlpipeline.steps.turn.TargetRun;
import io.jenkins.plugins.mlpipeline.steps.verify.VerifyRun;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Runs {@code mlDeploy} to several targets. All are prepared before the first write; then one wave follows the other, each target with
 * its own turn, record and verification, as if it were deployed to alone. How far each is stands in its record and folder, so that a
 * restart of the controller goes on in the middle of a wave.
 */
final class WavesExecution extends TargetExecution {
    private static final long serialVersionUID = 1L;

    /** What is asked for. */
    private final MlDeployStep step;
    /** Whether all are prepared. */
    private volatile boolean deploying;

    /** What goes on now, by the keys of the records; null until the first short step on this controller. */
    private transient volatile Map<String, TargetRun> works;

    WavesExecution(StepContext context, MlDeployStep step) {
        super(context);
        this.step = step;
    }

    @Override
    String preparing() {
        Map<String, TargetRun> now = works;
        return now == null || now.isEmpty()
                ? "preparing a deployment to several targets"
                : new ArrayList<>(now.values()).stream().map(TargetRun::said).collect(Collectors.joining("; "));
    }

    @Override
    boolean heedsStop() {
        return deploying;
    }

    @Override
    Optional<DeploymentRecord> record() {
        return Optional.empty();
    }

    private List<DeploymentRecord> records() throws IOException, InterruptedException {
        return DeploymentsAction.of(build()).allOfNode(node());
    }

    @Override
    void prepare() throws IOException, InterruptedException {
        // What contradicts itself is said of the step, not of each target.
        step.options();
        boolean mayBegin = new TargetsPreparation(step, step.targets(), step.waveSize(), getContext(), this::print)
                .prepare(build(), node(), this::settle);
        if (!mayBegin) {
            end();
            return;
        }
        deploying = true;
        goOn();
    }

    /** What ended in its preparation. */
    private void settle(DeploymentRecord record, Deployment d, boolean verified)
            throws IOException, InterruptedException {
        record(record, d);
        if (verified && step.verification() != null) {
            DeploymentsAction.of(build()).verifiedBefore(record);
        }
    }

    @Override
    void resume() throws IOException, InterruptedException {
        if (deploying) {
            goOn();
        } else {
            prepare();
        }
    }

    @Override
    void work() throws Exception {
        try {
            shortSteps();
        } catch (IOException | RuntimeException e) {
            abandon(String.valueOf(e.getMessage()));
            throw e;
        }
    }

    private void shortSteps() throws IOException, InterruptedException {
        if (works == null) {
            works = new ConcurrentSkipListMap<>();
        }
        List<DeploymentRecord> records = records();
        Move move = Waves.next(step.waveSize(), standings(records));
        if (move instanceof Move.Begin begin) {
            begin(begin, records);
        }
        Duration next = null;
        for (DeploymentRecord record : records) {
            if (works.containsKey(record.getKey())) {
                Duration delay = guarded(record);
                next = next == null || delay.compareTo(next) < 0 ? delay : next;
            }
        }
        if (next == null) {
            end();
        } else {
            rest(next);
        }
    }

    private void begin(Move.Begin wave, List<DeploymentRecord> records) throws IOException, InterruptedException {
        List<DeploymentRecord> begun = new ArrayList<>();
        for (int index : wave.targets()) {
            // Who stops it wants no more of it, but for what is to be brought to its end after a restart.
            if (!isStopped() || new TargetDocuments(build(), records.get(index)).underWay()) {
                begun.add(records.get(index));
            }
        }
        if (begun.isEmpty()) {
            return;
        }
        print("wave " + wave.wave() + " of " + step.waveSize().waves(records.size()) + ": "
                + begun.stream().map(DeploymentRecord::getPlace).collect(Collectors.joining(", ")));
        for (DeploymentRecord record : begun) {
            open(record);
        }
    }

    private void open(DeploymentRecord record) throws IOException, InterruptedException {
        Consumer<String> log = line -> print(record.getPlace() + ": " + line);
        TargetPlace place = place(record, log);
        try {
            works.put(record.getKey(), open(place).orElseThrow());
        } catch (UserError e) {
            broken(record, e.getMessage());
        }
    }

    @Override
    Optional<TargetRun> open(TargetPlace place) throws IOException, InterruptedException {
        if (place.folder().deployment().isPresent()) {
            return Optional.of(new VerifyRun(step.verification(), place, step::options));
        }
        TargetRequest request = request(place.record());
        return Optional.of(new DeployRun(
                request, place, new TurnCheck(request, jobs(), place.record().getJudge())));
    }

    private TargetRequest request(DeploymentRecord record) {
        DeployTarget target = step.targets().stream()
                .filter(t -> t.name().equals(record.getPlace()))
                .findFirst()
                .orElseThrow();
        return new TargetRequest(step, target);
    }

    /** A target that can't be carried through stops the deployment, and not the others of its wave. */
    private Duration guarded(DeploymentRecord record) throws IOException, InterruptedException {
        try {
            return step(record);
        } catch (UserError e) {
            broken(record, e.getMessage());
        } catch (ApiError e) {
            broken(record, e.sentence());
        } catch (IOException | RuntimeException e) {
            broken(record, String.valueOf(e.getMessage()));
        }
        return Duration.ZERO;
    }

    private Duration step(DeploymentRecord record) throws IOException, InterruptedException {
        TargetRun work = works.get(record.getKey());
        if (isStopped() && !work.heedsStop()) {
            broken(record, "It was stopped.");
            return Duration.ZERO;
        }
        Optional<Duration> delay = work.step(isStopped());
        if (delay.isPresent()) {
            return delay.get();
        }
        work.close();
        works.remove(record.getKey());
        if (work instanceof VerifyRun verified) {
            print(record.getPlace() + ": " + verified(record, verified.end()));
        } else {
            Deployment d = ((DeployRun) work).end();
            record(record, d);
            print(record.getPlace() + ": " + d.status() + ": " + d.message());
            if (isVerified(d) && !isStopped()) {
                open(record);
                return Duration.ZERO;
            }
        }
        leave(record);
        return Duration.ZERO;
    }

    private boolean isVerified(Deployment d) {
        return step.verification() != null && VerifiedDeployment.isDeployed(d);
    }

    private List<Standing> standings(List<DeploymentRecord> records) throws IOException, InterruptedException {
        List<Standing> standings = new ArrayList<>();
        for (DeploymentRecord record : records) {
            standings.add(
                    works.containsKey(record.getKey())
                            ? Standing.GOING
                            : new TargetDocuments(build(), record).standing(step.verification() != null));
        }
        return standings;
    }

    private void broken(DeploymentRecord record, String reason) throws IOException, InterruptedException {
        TargetRun work = works.remove(record.getKey());
        if (work != null) {
            work.close();
        }
        leave(record);
        recordBroken(record, reason);
        print(record.getPlace() + ": " + reason);
    }

    /** A deployment that ended stays as it is recorded; its verification did not. */
    @Override
    void recordBroken(DeploymentRecord record, String reason) throws IOException, InterruptedException {
        DeploymentsAction action = DeploymentsAction.of(build());
        if (record.getStatus() == null) {
            action.broken(record, reason);
        } else {
            action.unverifiable(record, reason);
        }
    }

    @Override
    void abandon() throws IOException, InterruptedException {
        abandon("It was stopped.");
    }

    private void abandon(String reason) throws IOException, InterruptedException {
        for (DeploymentRecord record : records()) {
            if (works != null && works.containsKey(record.getKey())) {
                broken(record, reason);
            } else if (record.getStatus() == null) {
                DeploymentsAction.of(build()).notBegun(record);
            }
        }
    }

    @Override
    void conclude(DeploymentRecord record) {
        throw new IllegalStateException("each target is concluded by itself");
    }

    private void end() throws IOException, InterruptedException {
        Run<?, ?> run = build();
        List<Deployment.Target> targets = new ArrayList<>();
        for (DeploymentRecord record : records()) {
            if (record.getStatus() == null) {
                DeploymentsAction.of(run).notBegun(record);
            }
            targets.add(new TargetDocuments(run, record).target());
        }
        Deployment all = TargetsRecord.of(targets);
        finish(
                Result.fromString(all.result().name()),
                all.status() + ": " + all.message(),
                DeployAnswer.of(all, records()));
    }
}
