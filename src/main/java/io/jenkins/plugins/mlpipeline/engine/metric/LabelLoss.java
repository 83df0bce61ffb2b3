package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import java.util.function.IntToDoubleFunction;

/** What a row would lose if a label were the true one. Not for use by two threads. */
@FunctionalInterface
interface LabelLoss {
    /**
     * The loss.
     *
     * @param label an index of the label list
     */
    double of(int row, int label);

    /** What rows lose by their true labels. */
    default IntToDoubleFunction ofTruth(ClassificationOutcomes outcomes) {
        return row -> of(row, outcomes.truth(row));
    }

    /** The loss less another model's. */
    default LabelLoss less(LabelLoss other) {
        return (row, label) -> of(row, label) - other.of(row, label);
    }
}
