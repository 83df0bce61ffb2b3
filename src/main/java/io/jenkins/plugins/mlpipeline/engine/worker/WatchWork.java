package io.jenkins.plugins.mlpipeline.engine.worker;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.job.WatchJob;
import io.jenkins.plugins.mlpipeline.engine.monitoring.WatchPlan;
import io.jenkins.plugins.mlpipeline.engine.monitoring.WatchResult;
import io.jenkins.plugins.mlpipeline.engine.monitoring.WatchText;
import io.jenkins.plugins.mlpipeline.engine.text.PlainText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/**
 * Looks at a model that serves: {@code watch-result.json}, and in {@code watch.json} one look more than whoever started the
 * worker put there.
 */
final class WatchWork implements WorkerCommand {
    @Override
    public Map<String, Object> run(WorkerSpec work, Path documents, Progress progress) throws IOException {
        WorkerSpec.Watch watch = work.watch();
        if (watch == null) {
            throw new UserError(
                    "spec.json does not say what is looked at (watch). Plugin and worker libraries must be of one"
                            + " version.");
        }
        Path workspace = Path.of(work.workspace());
        progress.say("looking at " + watch.data());
        WatchResult result = WatchJob.run(
                SpecOfWork.of(work),
                new WatchJob.Request(
                        workspace.resolve(watch.model()),
                        workspace.resolve(watch.data()),
                        watch.data(),
                        watch.evaluation() == null ? null : workspace.resolve(watch.evaluation()),
                        watch.judged() == null ? null : workspace.resolve(watch.judged()),
                        watch.labels() == null ? null : workspace.resolve(watch.labels()),
                        new WatchPlan(watch.windows(), watch.falseAlarms(), watch.minRows()),
                        documents.resolve(WorkerSpec.Watch.STATE),
                        Instant.parse(watch.at()),
                        work.threads()));
        Json.write(documents.resolve(WorkerSpec.Watch.RESULT), result);
        WatchText.of(result).forEach(line -> progress.say(PlainText.line(line)));
        return Map.of();
    }
}
