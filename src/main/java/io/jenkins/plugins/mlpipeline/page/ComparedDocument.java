package io.jenkins.plugins.mlpipeline.page;

import io.jenkins.plugins.mlpipeline.engine.evaluation.DataRef;
import io.jenkins.plugins.mlpipeline.engine.evaluation.ModelRef;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.util.List;

/**
 * Of an evaluation what two models are compared by, beside their metrics. Metrics, curves and slices, nearly all of a document, are
 * passed over when it is read: a page of two builds would otherwise make objects of hundreds of slices and show none.
 */
record ComparedDocument(
        Task task,
        List<String> labels,
        String posLabel,
        ModelRef model,
        String subject,
        DataRef data,
        Double threshold) {
    /**
     * Reads it from the text of an evaluation.
     *
     * @throws io.jenkins.plugins.mlpipeline.engine.UserError when that is no document of JSON, or not of that shape
     */
    static ComparedDocument of(String evaluation) {
        return Json.parse(evaluation, ComparedDocument.class, "evaluation.json");
    }
}
