package io.jenkins.plugins.mlpipeline.steps;

import hudson.FilePath;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.record.RecordFolder;
import io.jenkins.plugins.mlpipeline.report.MlPipelineAction;
import io.jenkins.plugins.mlpipeline.report.TrainingFacts;
import io.jenkins.plugins.mlpipeline.steps.common.ReadText;
import io.jenkins.plugins.mlpipeline.steps.common.ReadingMark;
import io.jenkins.plugins.mlpipeline.steps.worker.WorkerAnswer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Runs {@code mlTrain}. */
final class TrainExecution extends WorkerStepExecution {
    private static final long serialVersionUID = 1L;

    TrainExecution(StepContext context, WorkerRequest request) {
        super(context, request);
    }

    @Override
    String stepName() {
        return RecordFolder.TRAIN_STEP;
    }

    @Override
    Map<String, Object> collect(FilePath folder, WorkerAnswer answer) throws Exception {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("id", request().id);
        result.put("model", answer.text("model"));
        result.put("modelDigest", answer.digest("modelDigest"));
        result.put("holdout", answer.text("holdout"));
        result.put("algorithm", answer.text("algorithm"));
        result.put("metrics", answer.numbers("metrics"));
        RecordFolder.Document document = RecordFolder.Document.TRAINING;
        String training = ReadText.of(
                folder.child(document.fileName()),
                (long) MlPipelineConfiguration.get().getMaxDocumentMegabytes() << 20);
        Map<String, String> facts = Map.of();
        if (training != null) {
            Map<?, ?> checked = ReadingMark.around(
                    getContext(),
                    "the worker's " + document.fileName(),
                    () -> Json.parse(training, Map.class, document.fileName()));
            RecordFolder.of(run(), request().id).write(document, Json.write(checked));
            facts = TrainingFacts.of(Json.tree(checked));
        }
        MlPipelineAction.of(run()).trained(request().id, answer.text("algorithm"), answer.digest("modelDigest"));
        MlPipelineAction.of(run()).known(request().id, facts);
        return result;
    }
}
