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

    /** The least that the row could lose with that label, whatever the answer; by default the answer is what it is. */
    default double least(int row, int label) {
        return of(row, label);
    }

    /** The most that it could lose. */
    default double greatest(int row, int label) {
        return of(row, label);
    }

    /** The loss less another model's. */
    default LabelLoss less(LabelLoss other) {
        return new Difference(this, other);
    }

    /** Of two models on the same rows. */
    record Difference(LabelLoss own, LabelLoss other) implements LabelLoss {
        @Override
        public double of(int row, int label) {
            return own.of(row, label) - other.of(row, label);
        }

        @Override
        public double least(int row, int label) {
            return own.least(row, label) - other.greatest(row, label);
        }

        @Override
        public double greatest(int row, int label) {
            return own.greatest(row, label) - other.least(row, label);
        }
    }
}
