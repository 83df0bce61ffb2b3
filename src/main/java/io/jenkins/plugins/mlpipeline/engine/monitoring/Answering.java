package io.jenkins.plugins.mlpipeline.engine.monitoring;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.ModelManifest;
import java.util.List;

/**
 * What the model that is watched answers.
 *
 * @param task what it predicts
 * @param labels its labels; null for numbers
 * @param positive position of the positive label, or {@link ClassificationOutcomes#NO_POSITIVE}
 * @param label the column that it predicts
 */
public record Answering(Task task, List<String> labels, int positive, String label) {
    /** What a package says. */
    public static Answering of(ModelManifest manifest) {
        return new Answering(
                manifest.task(),
                manifest.labels(),
                manifest.posLabel() == null
                        ? ClassificationOutcomes.NO_POSITIVE
                        : manifest.labels().indexOf(manifest.posLabel()),
                manifest.label());
    }
}
