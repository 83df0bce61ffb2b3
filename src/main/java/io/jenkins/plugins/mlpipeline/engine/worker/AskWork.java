package io.jenkins.plugins.mlpipeline.engine.worker;

import io.jenkins.plugins.mlpipeline.engine.endpoint.Endpoint;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.job.AskJob;
import io.jenkins.plugins.mlpipeline.engine.job.AskWish;
import io.jenkins.plugins.mlpipeline.engine.verification.AskedModel;
import io.jenkins.plugins.mlpipeline.engine.verification.check.CheckResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Asks a served model: {@code asked.json} for whoever started the worker. */
final class AskWork implements WorkerCommand {
    @Override
    public Map<String, Object> run(WorkerSpec work, Path documents, Progress progress)
            throws IOException, InterruptedException {
        AskWish wish = Json.convert(Json.tree(work.options()), AskWish.class, "the worker's spec")
                .below(Path.of(work.workspace()));
        Instant began = Instant.now();
        List<CheckResult> results = AskJob.run(wish);
        Json.write(
                documents.resolve(WorkerSpec.ASKED),
                new AskedModel(
                        results,
                        "POST " + Endpoint.shown(Endpoint.address(wish.endpoint())),
                        began.toString(),
                        Instant.now().toString()));
        progress.say("asked " + Endpoint.shown(Endpoint.address(wish.endpoint())));
        return Map.of();
    }
}
