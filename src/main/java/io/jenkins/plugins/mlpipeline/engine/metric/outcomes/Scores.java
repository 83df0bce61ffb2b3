package io.jenkins.plugins.mlpipeline.engine.metric.outcomes;

/** What a classifier gives beside the predicted label. */
public enum Scores {
    /** Nothing: metrics that need scores are undefined. */
    NONE,
    /** One probability per label, in the order of the label list; rows sum to 1 within 1e-5. */
    PROBABILITIES,
    /** Binary: the probability of the positive label alone. */
    POSITIVE_PROBABILITY,
    /**
     * Binary: any finite number that is greater the likelier the positive label is (a margin or a log-odds). Metrics that
     * only rank rows are defined, those that need probabilities are not.
     */
    POSITIVE_SCORE;

    /** The number of scores in a row of so many labels. */
    public int columns(int labels) {
        return switch (this) {
            case NONE -> 0;
            case PROBABILITIES -> labels;
            case POSITIVE_PROBABILITY, POSITIVE_SCORE -> 1;
        };
    }

    /** Whether {@link ClassificationOutcomes#probability} answers. */
    public boolean areProbabilities() {
        return this == PROBABILITIES || this == POSITIVE_PROBABILITY;
    }
}
