package io.jenkins.plugins.mlpipeline.steps;

import hudson.FilePath;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.monitoring.LookLedger;
import io.jenkins.plugins.mlpipeline.engine.monitoring.WatchResult;
import io.jenkins.plugins.mlpipeline.engine.monitoring.WatchState;
import io.jenkins.plugins.mlpipeline.engine.spec.SpecKeys;
import io.jenkins.plugins.mlpipeline.engine.worker.WorkerSpec;
import io.jenkins.plugins.mlpipeline.steps.common.OtherJobs;
import io.jenkins.plugins.mlpipeline.steps.common.ReadText;
import io.jenkins.plugins.mlpipeline.steps.common.ReadingMark;
import io.jenkins.plugins.mlpipeline.steps.watch.RecordsLook;
import io.jenkins.plugins.mlpipeline.steps.watch.WatchWish;
import io.jenkins.plugins.mlpipeline.steps.watch.WatchedModel;
import io.jenkins.plugins.mlpipeline.steps.worker.Preparation;
import io.jenkins.plugins.mlpipeline.steps.worker.WorkerAnswer;
import io.jenkins.plugins.mlpipeline.targets.TargetRef;
import io.jenkins.plugins.mlpipeline.watches.WatchLedger;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Runs {@code mlWatch}. The worker is given the looks so far, and of what it leaves one look is taken: the ledger is the
 * controller's.
 */
final class WatchExecution extends WorkerStepExecution {
    private static final long serialVersionUID = 1L;

    /** What is asked for, a {@link WatchWish} as JSON: Pipeline's serialisation knows no records. */
    private final String wishJson;
    /** When is looked, ISO 8601; null before the worker was prepared. */
    private volatile String at;
    /** Digest of the model; null as above. */
    private volatile String digest;
    /** Digest of the looks that the worker was given; null when there were none. */
    private volatile String before;
    /** The target, a {@link TargetRef} as JSON; null when a model is looked at that is named otherwise. */
    private volatile String targetJson;

    WatchExecution(StepContext context, WorkerRequest request, WatchWish wish) {
        super(context, request);
        this.wishJson = Json.write(wish);
    }

    @Override
    String stepName() {
        return "mlWatch";
    }

    /** Looks have numbers within a build; two may be at the same model. */
    @Override
    void claim() {}

    @Override
    void completed() {}

    @Override
    Preparation supplied(Preparation asked, FilePath folder) throws Exception {
        WatchWish wish = wish();
        wish.check(asked.spec().get(SpecKeys.ROW_ID) != null);
        FilePath workspace = getContext().get(FilePath.class);
        OtherJobs jobs = new OtherJobs(run(), getContext().get(FlowExecution.class));
        WatchedModel model = WatchedModel.bring(wish, jobs, workspace, folder);
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        digest = model.digest();
        targetJson = model.target() == null ? null : Json.write(model.target());
        WatchLedger.Before looks = ledger().before(now);
        before = looks.digest();
        if (looks.text() != null) {
            folder.child(WorkerSpec.Watch.STATE).write(looks.text(), "UTF-8");
        }
        at = now.toString();
        return asked.withWatch(wish.look(model, now));
    }

    @Override
    Map<String, Object> collect(FilePath folder, WorkerAnswer answer) throws Exception {
        WatchResult result = read(folder, WorkerSpec.Watch.RESULT, WatchResult.class);
        WatchState looks = read(folder, WorkerSpec.Watch.STATE, WatchState.class);
        Instant now = Instant.parse(at);
        LookLedger ledger = ledger().keep(before, looks.ofRows(), wish().plan().windows(), result, now);
        return new RecordsLook(run(), getContext().get(FlowNode.class), request().id, target())
                .record(result, now, ledger.bad(now));
    }

    /** A document of the worker; without looks there may be none of them. */
    private <T> T read(FilePath folder, String name, Class<T> type) throws Exception {
        long most = (long) MlPipelineConfiguration.get().getMaxDocumentMegabytes() << 20;
        String text = ReadText.of(folder.child(name), most);
        if (text == null && type == WatchState.class) {
            return type.cast(WatchState.begin(digest));
        }
        if (text == null) {
            throw new UserError("The worker ended well but left no " + name + ".");
        }
        return ReadingMark.around(getContext(), "the worker's " + name, () -> Json.parse(text, type, name));
    }

    private WatchWish wish() {
        return Json.parse(wishJson, WatchWish.class, stepName());
    }

    private WatchLedger ledger() throws IOException, InterruptedException {
        return WatchLedger.of(run().getParent(), target(), request().id, digest);
    }

    private TargetRef target() {
        return targetJson == null ? null : Json.parse(targetJson, TargetRef.class, stepName());
    }
}
