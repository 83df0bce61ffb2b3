package io.jenkins.plugins.mlpipeline.steps;

import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.mlpipeline.connection.MetricServers;
import io.jenkins.plugins.mlpipeline.engine.evaluation.ModelRef;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.job.HistogramWatchJob;
import io.jenkins.plugins.mlpipeline.engine.monitoring.LookLedger;
import io.jenkins.plugins.mlpipeline.engine.monitoring.WatchText;
import io.jenkins.plugins.mlpipeline.engine.monitoring.Watcher;
import io.jenkins.plugins.mlpipeline.engine.text.PlainText;
import io.jenkins.plugins.mlpipeline.engine.verification.VerifiedDeployment;
import io.jenkins.plugins.mlpipeline.engine.worker.Progress;
import io.jenkins.plugins.mlpipeline.steps.common.OtherJobs;
import io.jenkins.plugins.mlpipeline.steps.turn.DeployedTarget;
import io.jenkins.plugins.mlpipeline.steps.watch.RecordsLook;
import io.jenkins.plugins.mlpipeline.steps.watch.WatchWish;
import io.jenkins.plugins.mlpipeline.steps.watch.WatchedModel;
import io.jenkins.plugins.mlpipeline.targets.Serving;
import io.jenkins.plugins.mlpipeline.targets.TargetRef;
import io.jenkins.plugins.mlpipeline.watches.WatchLedger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Runs {@code mlWatch} of a histogram, on the controller: a Prometheus that an administrator named is asked. A look that was kept
 * before the controller ended is not counted again, since the next one begins where it ended.
 */
final class HistogramWatchExecution extends AnewExecution {
    private static final long serialVersionUID = 1L;

    /** What is asked for, a {@link WatchWish} as JSON: Pipeline's serialisation knows no records. */
    private final String wishJson;
    /** Of the watch within the job. */
    private final String id;

    HistogramWatchExecution(StepContext context, WatchWish wish, String id) {
        super(context);
        this.wishJson = Json.write(wish);
        this.id = id;
    }

    @Override
    Map<String, Object> work() throws Exception {
        WatchWish wish = Json.parse(wishJson, WatchWish.class, "mlWatch");
        wish.check(false);
        Run<?, ?> run = getContext().get(Run.class);
        FlowNode node = getContext().get(FlowNode.class);
        TargetRef target = DeployedTarget.find(wish.target(), new OtherJobs(run, node.getExecution()))
                .ref();
        Serving serving = WatchedModel.serving(target);
        String digest = serving.getModelDigest();
        HistogramWatchJob.Served served = new HistogramWatchJob.Served(
                new ModelRef(target.path(), digest, null, null),
                MetricServers.open(wish.prometheus()),
                wish.selector(),
                VerifiedDeployment.allPods(target.workload(), null));

        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        WatchLedger ledger = WatchLedger.of(run.getParent(), target, id, digest);
        WatchLedger.Before before = ledger.before(now);
        Watcher.Looked looked =
                HistogramWatchJob.look(served, from(wish, serving, now), wish.plan(), ledger.state(before), now);
        LookLedger kept =
                ledger.keep(before.digest(), looked.state(), wish.plan().windows(), looked.result(), now);
        TaskListener log = getContext().get(TaskListener.class);
        WatchText.of(looked.result()).forEach(line -> log.getLogger().println(Progress.MARK + PlainText.line(line)));
        return new RecordsLook(run, node, id, target).record(looked.result(), now, kept.bad(now));
    }

    /** What another model answered there before is not looked at. */
    private static Instant from(WatchWish wish, Serving serving, Instant now) {
        Instant from = now.minus(wish.back());
        Instant since = Instant.parse(serving.getSince());
        return since.isAfter(from) ? since : from;
    }
}
