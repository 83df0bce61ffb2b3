package io.jenkins.plugins.mlpipeline.steps;

import hudson.FilePath;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.report.MlPipelineAction;
import io.jenkins.plugins.mlpipeline.report.RecordFolder;
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
        return "mlTrain";
    }

    @Override
    Map<String, Object> collect(FilePath folder, Map<String, Object> values) throws Exception {
        String digest = text(values, "modelDigest");
        if (!Digest.isDigest(digest)) {
            throw new UserError("The worker's answer is not usable: modelDigest is no digest.");
        }
        RecordFolder.Document document = RecordFolder.Document.TRAINING;
        String training = folder.child(document.fileName())
                .act(new ReadText((long) MlPipelineConfiguration.get().getMaxDocumentMegabytes() << 20));
        if (training != null) {
            Object checked = Json.parse(training, Map.class, document.fileName());
            RecordFolder.of(run(), request().id).write(document, Json.write(checked));
        }
        MlPipelineAction.of(run()).trained(request().id, text(values, "algorithm"), digest);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("id", request().id);
        for (String key : new String[] {"model", "modelDigest", "holdout", "algorithm", "metrics"}) {
            result.put(key, values.get(key));
        }
        return result;
    }

    private static String text(Map<String, Object> values, String key) {
        if (values.get(key) instanceof String text) {
            return text;
        }
        throw new UserError("The worker's answer is not usable: " + key + " is missing.");
    }
}
