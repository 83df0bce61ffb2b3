package io.jenkins.plugins.mlpipeline.engine.worker;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnSelection;
import io.jenkins.plugins.mlpipeline.engine.dataset.CsvFormat;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.gate.Spec;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.validation.TargetOptions;
import io.jenkins.plugins.mlpipeline.engine.validation.Validation;
import io.jenkins.plugins.mlpipeline.engine.validation.ValidationRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Validates a model or predictions: {@code evaluation.json} in the workspace and for whoever started the worker. */
final class ValidateWork implements Work {
    /** The document for whoever started the worker. */
    static final String DOCUMENT = "evaluation.json";

    private static final int ROWS_PER_STEP = 100_000;

    @Override
    public Map<String, Object> run(WorkerSpec work, Path documents, Progress progress) throws IOException {
        String output = work.output() == null ? Places.evaluation(work.id()) : work.output();
        Spec spec = SpecOfWork.of(work);
        if (spec.validate().model() == null) {
            throw new UserError("mlValidate has no model. Name a file or a package folder with model.");
        }
        Path model = Path.of(spec.validate().model());
        Evaluation evaluation = Validation.run(
                new ValidationRequest(
                        work.id(),
                        model,
                        Path.of(spec.validate().data()),
                        CsvFormat.of(
                                spec.csv().delimiter(),
                                spec.csv().charset(),
                                spec.csv().missing()),
                        new ColumnSelection(
                                spec.label(),
                                spec.rowId(),
                                spec.features(),
                                spec.ignore() == null ? null : Set.copyOf(spec.ignore()),
                                null,
                                null),
                        new TargetOptions(spec.task(), spec.labels(), spec.posLabel()),
                        null,
                        spec.validate().threshold(),
                        Set.of(),
                        work.threads()),
                rows -> progress.at("validating", (int) (rows / ROWS_PER_STEP), 0, null, null),
                Clock.systemUTC());
        Json.write(documents.resolve(DOCUMENT), evaluation);
        Json.write(Path.of(work.workspace()).resolve(output), evaluation);
        evaluation.warnings().forEach(warning -> progress.say("warning: " + warning));
        progress.say("validated on " + evaluation.data().rows() + " rows");
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("model", model.toString());
        values.put("evaluation", output);
        return values;
    }
}
