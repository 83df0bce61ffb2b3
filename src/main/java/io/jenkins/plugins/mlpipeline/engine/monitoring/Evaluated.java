package io.jenkins.plugins.mlpipeline.engine.monitoring;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Curves;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Estimated;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.gate.EvaluationCheck;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.metric.Metric;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What an evaluation says of the model that is watched. */
public final class Evaluated {
    /** Nothing is known. */
    public static final Evaluated NONE = new Evaluated(null);

    /** How many bins of equal width probabilities are counted in. */
    static final int SCORE_BINS = 10;

    private final Evaluation evaluation;

    private Evaluated(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /**
     * Reads an evaluation.
     *
     * @param model {@code sha256:<hex>} of the model that is watched
     * @throws UserError when it is of another model, or can't be used
     */
    public static Evaluated read(Path file, String model) throws IOException {
        Evaluation read = Json.read(file, Evaluation.class);
        EvaluationCheck.problem(read).ifPresent(problem -> {
            throw new UserError(file + ": can't be used: " + problem + " Name what \"ml-pipeline validate\" wrote.");
        });
        String about = read.model() == null ? read.subject() : read.model().digest();
        if (!model.equals(about)) {
            throw new UserError(file + ": is about " + (about == null ? "no known model" : about)
                    + ", and the model that is watched is " + model + ". Name the evaluation of this model.");
        }
        return new Evaluated(read);
    }

    /** The evaluation of a model that is at hand. */
    static Evaluated of(Evaluation evaluation) {
        return new Evaluated(evaluation);
    }

    boolean isKnown() {
        return evaluation != null;
    }

    /** The score from which the positive label is predicted; null when no threshold decided. */
    public Double threshold() {
        return evaluation == null ? null : evaluation.threshold();
    }

    /** The value of a metric; null when it has none. */
    Double value(Metric metric) {
        MetricValue value = evaluation == null ? null : evaluation.metrics().get(metric.key());
        return value == null ? null : value.value();
    }

    /** How many rows were evaluated; 0 when that is not known. */
    long rows() {
        return evaluation == null
                        || evaluation.data() == null
                        || evaluation.data().rows() == null
                ? 0
                : evaluation.data().rows();
    }

    /** The mean loss with its standard error; null when it has none. */
    Estimated estimated(Metric metric) {
        return evaluation == null
                        || evaluation.statistics() == null
                        || evaluation.statistics().estimates() == null
                ? null
                : evaluation.statistics().estimates().get(metric.key());
    }

    /** Rows by predicted label; empty when they are not known, or other labels were predicted, too. */
    Optional<long[]> predicted(List<String> labels) {
        if (evaluation == null
                || evaluation.confusionMatrix() == null
                || evaluation.confusionMatrix().others() != null
                || !labels.equals(evaluation.confusionMatrix().labels())) {
            return Optional.empty();
        }
        return Optional.of(predicted(evaluation.confusionMatrix().counts()));
    }

    /** Rows by predicted label. */
    static long[] predicted(long[]... counts) {
        return LookSeries.sum(List.of(counts), counts.length);
    }

    /**
     * The expected calibration error that right probabilities have on so many rows: each bin's frequency differs from its mean
     * probability by chance, on average by the mean of a half-normal distribution. 0 where the bins are not known.
     */
    double calibrationErrorByChance() {
        Curves curves = evaluation == null ? null : evaluation.curves();
        if (curves == null || curves.calibration() == null) {
            return 0;
        }
        double deviations = 0;
        long rows = 0;
        for (Curves.CalibrationBin bin : curves.calibration()) {
            deviations += Math.sqrt(bin.rows() * bin.meanScore() * (1 - bin.meanScore()));
            rows += bin.rows();
        }
        return rows == 0 ? 0 : Math.sqrt(2 / Math.PI) * deviations / rows;
    }

    /** Rows by probability; empty when they are not known. */
    Optional<long[]> scores() {
        return evaluation == null ? Optional.empty() : scores(evaluation.curves());
    }

    /** Rows by probability, in bins of equal width; empty when there are none. */
    static Optional<long[]> scores(Curves curves) {
        if (curves == null || curves.calibration() == null) {
            return Optional.empty();
        }
        long[] counts = new long[SCORE_BINS];
        for (Curves.CalibrationBin bin : curves.calibration()) {
            counts[(int) Math.min(SCORE_BINS - 1.0, Math.max(0, Math.round(bin.lower() * SCORE_BINS)))] += bin.rows();
        }
        return Optional.of(counts);
    }
}
