package io.jenkins.plugins.mlpipeline.engine.metric.outcomes;

/**
 * Metrics of one label against the rest: with tp rows rightly given the label, {@code predicted} rows given it and
 * {@code actual} rows that have it. A zero division is taken as 0 and noted.
 */
public enum LabelShare {
    /** tp / predicted. */
    PRECISION("no row was predicted") {
        @Override
        public Share of(long tp, long predicted, long actual) {
            return new Share(tp, predicted);
        }
    },
    /** tp / actual. */
    RECALL("no row is") {
        @Override
        public Share of(long tp, long predicted, long actual) {
            return new Share(tp, actual);
        }
    },
    /** 2 tp / (predicted + actual), the harmonic mean of precision and recall. */
    F1("no row is or was predicted") {
        @Override
        public Share of(long tp, long predicted, long actual) {
            return new Share(2 * tp, predicted + actual);
        }
    },
    /** tp / (predicted + actual - tp). */
    JACCARD("no row is or was predicted") {
        @Override
        public Share of(long tp, long predicted, long actual) {
            return new Share(tp, predicted + actual - tp);
        }
    };

    private final String emptiness;

    LabelShare(String emptiness) {
        this.emptiness = emptiness;
    }

    public abstract Share of(long tp, long predicted, long actual);

    public Share of(ConfusionCounts counts, int label) {
        return of(counts.correct(label), counts.predictedSum(label), counts.trueSum(label));
    }

    /** The note for a label with 0/0. */
    public String zeroDivision(String quotedLabels) {
        return "0/0 taken as 0: " + emptiness + " " + quotedLabels;
    }
}
