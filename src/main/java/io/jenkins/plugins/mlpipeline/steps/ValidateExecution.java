package io.jenkins.plugins.mlpipeline.steps;

import hudson.FilePath;
import hudson.Launcher;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.report.EvaluationRecorder;
import io.jenkins.plugins.mlpipeline.report.RecordFolder.Document;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Runs {@code mlValidate}. */
final class ValidateExecution extends WorkerStepExecution {
    private static final long serialVersionUID = 1L;

    ValidateExecution(StepContext context, WorkerRequest request) {
        super(context, request);
    }

    @Override
    String stepName() {
        return "mlValidate";
    }

    @Override
    Map<String, Object> collect(FilePath folder, Map<String, Object> values) throws Exception {
        String name = Document.EVALUATION.fileName();
        String text = folder.child(name)
                .act(new ReadText((long) MlPipelineConfiguration.get().getMaxDocumentMegabytes() << 20));
        if (text == null) {
            throw new UserError("The worker ended well but left no " + name + ".");
        }
        Evaluation evaluation = Json.parse(text, Evaluation.class, name);
        boolean archived = request().archive && evaluation.model() != null && archive(evaluation, values);
        EvaluationRecorder recorded = EvaluationRecorder.record(run(), request().id, evaluation, archived);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("id", request().id);
        result.put(
                "modelDigest",
                evaluation.model() == null ? null : evaluation.model().digest());
        result.put("rows", evaluation.data() == null ? null : evaluation.data().rows());
        result.put("metrics", recorded.metrics());
        result.put("undefined", recorded.undefined());
        result.put("evaluation", values.get("evaluation"));
        return result;
    }

    private boolean archive(Evaluation evaluation, Map<String, Object> values)
            throws IOException, InterruptedException {
        FilePath workspace = getContext().get(FilePath.class);
        if (workspace == null || !(values.get("model") instanceof String path)) {
            return false;
        }
        return new ModelArchiver(run(), listener(), getContext().get(Launcher.class))
                .archive(workspace.child(path), evaluation.model());
    }
}
