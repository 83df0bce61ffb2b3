package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Scores;

/** What a classifier's answers must come with for a metric to be defined. */
enum Needs {
    /** True and predicted labels, which every answer has. */
    LABELS {
        @Override
        String missing(ClassificationOutcomes outcomes) {
            return null;
        }
    },
    /** A label that was declared positive. */
    POSITIVE_LABEL {
        @Override
        String missing(ClassificationOutcomes outcomes) {
            return hasPositive(outcomes) ? null : "no positive label is declared (posLabel)";
        }
    },
    /** A score for each label. */
    SCORES {
        @Override
        String missing(ClassificationOutcomes outcomes) {
            return outcomes.scores() == Scores.NONE ? "the predictions come without scores" : null;
        }
    },
    /** A score of the positive label. */
    RANKING {
        @Override
        String missing(ClassificationOutcomes outcomes) {
            String scores = SCORES.missing(outcomes);
            return scores == null ? POSITIVE_LABEL.missing(outcomes) : scores;
        }
    },
    /** Scores that are probabilities. */
    PROBABILITIES {
        @Override
        String missing(ClassificationOutcomes outcomes) {
            String scores = SCORES.missing(outcomes);
            return scores != null || outcomes.scores().areProbabilities() ? scores : "the scores are not probabilities";
        }
    },
    /** Probabilities of what is looked at: the positive label of two, else the label that is predicted. */
    CALIBRATION {
        @Override
        String missing(ClassificationOutcomes outcomes) {
            String probabilities = PROBABILITIES.missing(outcomes);
            return probabilities != null || outcomes.task() != Task.BINARY
                    ? probabilities
                    : POSITIVE_LABEL.missing(outcomes);
        }
    };

    /** What is missing, as a fragment of a sentence; null when nothing is. */
    abstract String missing(ClassificationOutcomes outcomes);

    private static boolean hasPositive(ClassificationOutcomes outcomes) {
        return outcomes.positive() != ClassificationOutcomes.NO_POSITIVE;
    }
}
