package io.jenkins.plugins.mlpipeline.engine.validation;

import io.jenkins.plugins.mlpipeline.engine.analysis.Answered;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

/**
 * Runs a baseline's model on the candidate's rows: the same file, read the same way, once the candidate's model is out of
 * memory. That the file did not change in between is checked by its digest.
 */
final class BaselineRun {
    private BaselineRun() {}

    /**
     * The baseline's answers.
     *
     * @param request how the candidate was validated
     * @param source where its rows came from
     * @param candidate what the candidate's evaluation says about the target
     * @param model the baseline's package or file
     * @param elsewhere where the rows are read and predicted; null: here
     */
    static Answered answers(
            ValidationRequest request,
            DataSource source,
            Evaluation candidate,
            Path model,
            Elsewhere elsewhere,
            Clock clock)
            throws IOException {
        TargetOptions target = new TargetOptions(
                candidate.task(),
                candidate.labels(),
                candidate.posLabel(),
                request.target().names());
        ValidationRequest same = request.ofBaseline(model, source, target);
        return Validation.answers(same, elsewhere, true, rows -> {}, clock).answered();
    }
}
