package io.jenkins.plugins.mlpipeline.engine.metric.outcomes;

/**
 * Metrics of one label against the rest: with tp rows rightly given the label, {@code predicted} rows given it and
 * {@code actual} rows that have it. A zero division is taken as 0 and noted.
 */
public enum LabelShare {
    /** tp / predicted. */
    PRECISION("no row was predicted") {
        @Override
        double part(double tp) {
            return tp;
        }

        @Override
        double whole(double tp, double predicted, double actual) {
            return predicted;
        }
    },
    /** tp / actual. */
    RECALL("no row is") {
        @Override
        double part(double tp) {
            return tp;
        }

        @Override
        double whole(double tp, double predicted, double actual) {
            return actual;
        }
    },
    /** 2 tp / (predicted + actual), the harmonic mean of precision and recall. */
    F1("no row is or was predicted") {
        @Override
        double part(double tp) {
            return 2 * tp;
        }

        @Override
        double whole(double tp, double predicted, double actual) {
            return predicted + actual;
        }
    },
    /** tp / (predicted + actual - tp). */
    JACCARD("no row is or was predicted") {
        @Override
        double part(double tp) {
            return tp;
        }

        @Override
        double whole(double tp, double predicted, double actual) {
            return predicted + actual - tp;
        }
    };

    private final String emptiness;

    LabelShare(String emptiness) {
        this.emptiness = emptiness;
    }

    abstract double part(double tp);

    abstract double whole(double tp, double predicted, double actual);

    /** Of sums of weights; 0 for 0/0. */
    public double of(double tp, double predicted, double actual) {
        return isEmpty(tp, predicted, actual) ? 0 : part(tp) / whole(tp, predicted, actual);
    }

    /** The same of a label. */
    public double of(ConfusionSums sums, int label) {
        return of(sums.correct(label), sums.predictedSum(label), sums.trueSum(label));
    }

    /** Whether there is nothing to divide by. */
    public boolean isEmpty(double tp, double predicted, double actual) {
        return !(whole(tp, predicted, actual) > 0);
    }

    /** The same of a label. */
    public boolean isEmpty(ConfusionSums sums, int label) {
        return isEmpty(sums.correct(label), sums.predictedSum(label), sums.trueSum(label));
    }

    /** Of a label by its counts, which a double holds exactly. */
    public Share of(ConfusionCounts counts, int label) {
        double tp = counts.correct(label);
        return new Share((long) part(tp), (long) whole(tp, counts.predictedSum(label), counts.trueSum(label)));
    }

    /** The note for a label with 0/0. */
    public String zeroDivision(String quotedLabels) {
        return "0/0 taken as 0: " + emptiness + " " + quotedLabels;
    }
}
