package io.jenkins.plugins.mlpipeline.engine.worker;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.io.Outputs;
import io.jenkins.plugins.mlpipeline.engine.job.SpecInputs;
import io.jenkins.plugins.mlpipeline.engine.job.ValidationJob;
import io.jenkins.plugins.mlpipeline.engine.registry.FetchedModels;
import io.jenkins.plugins.mlpipeline.engine.registry.ModelSource;
import io.jenkins.plugins.mlpipeline.engine.spec.Spec;
import io.jenkins.plugins.mlpipeline.engine.spec.ValidateKeys;
import io.jenkins.plugins.mlpipeline.engine.validation.ValidationListener;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Validates a model or predictions: {@code evaluation.json} in the workspace and for whoever started the worker. */
final class ValidateWork implements WorkerCommand {
    /** The document for whoever started the worker. */
    static final String DOCUMENT = "evaluation.json";

    /** A worker works without any connection. */
    private static final FetchedModels NO_REGISTRY =
            new FetchedModels(ModelSource.none("Download it in a step of its own, and name the file."), said -> {});

    @Override
    public Map<String, Object> run(WorkerSpec work, Path documents, Progress progress) throws IOException {
        String output = work.output() == null ? Places.evaluation(work.id()) : work.output();
        Spec asked = SpecOfWork.of(work);
        Path file = Path.of(work.workspace()).resolve(output);
        Outputs outputs = Outputs.begin(ValidationJob.outputs(asked, file), SpecInputs.of(asked));
        Spec spec = ValidationJob.placed(asked, NO_REGISTRY);
        Evaluation evaluation = ValidationJob.run(
                spec, work.id(), Set.of(), work.allowTorchscript(), listener(progress), Clock.systemUTC());
        Json.write(documents.resolve(DOCUMENT), evaluation);
        outputs.write(file, Json.write(evaluation));
        evaluation.warnings().forEach(progress::warn);
        if (evaluation.baseline() != null && evaluation.baseline().isSameAsBefore()) {
            progress.say("unchanged: model and test data are those of the baseline");
        }
        progress.say("validated on " + evaluation.data().rows() + " rows");
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("model", spec.get(ValidateKeys.MODEL));
        values.put("evaluation", output);
        values.put("outcomes", spec.get(ValidateKeys.OUTCOMES));
        return values;
    }

    private static ValidationListener listener(Progress progress) {
        return new ValidationListener() {
            @Override
            public void rows(long rows) {
                progress.at("validating", (int) Math.min(Integer.MAX_VALUE, rows), 0, null, null);
            }

            @Override
            public void shuffled(int done, int total) {
                progress.at("shuffling", done, total, null, null);
            }
        };
    }
}
