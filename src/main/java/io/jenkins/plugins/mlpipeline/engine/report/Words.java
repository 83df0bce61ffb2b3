package io.jenkins.plugins.mlpipeline.engine.report;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.gate.Figures;
import io.jenkins.plugins.mlpipeline.engine.gate.GateOutcome;
import io.jenkins.plugins.mlpipeline.engine.metric.FairnessMetric;
import io.jenkins.plugins.mlpipeline.engine.metric.Metric;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** What things are called for readers who don't know the keys. */
final class Words {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private Words() {}

    static String task(Task task) {
        if (task == null) {
            return "metrics of another tool";
        }
        return switch (task) {
            case BINARY -> "binary classification";
            case MULTICLASS -> "multiclass classification";
            case REGRESSION -> "regression";
        };
    }

    /** An ISO 8601 instant for people; as it is when it is none. */
    static String time(String instant) {
        try {
            return TIME.format(Instant.parse(instant));
        } catch (DateTimeException e) {
            return instant;
        }
    }

    static Optional<Metric> metric(String key) {
        int parenthesis = key.indexOf('(');
        return Metric.find(parenthesis < 0 ? key : key.substring(0, parenthesis));
    }

    /** A gate's value with as many digits as tell it from its threshold. */
    static String value(GateOutcome gate, String none) {
        if (gate.value() == null) {
            return none;
        }
        return gate.threshold() == null
                ? Figures.rounded(gate.value())
                : Figures.beside(gate.value(), gate.threshold());
    }

    /** What a gate demands, with the signs of mathematics. */
    static String required(GateOutcome gate) {
        return gate.required().replace(">=", "\u2265").replace("<=", "\u2264").replace(" - ", " \u2212 ");
    }

    /** Whether a key is one of fairness, which has a section of its own. */
    static boolean isFairness(String key) {
        int parenthesis = key.indexOf('(');
        return parenthesis >= 0
                && FairnessMetric.find(key.substring(0, parenthesis)).isPresent();
    }

    /** What a metric of ours says, in half a sentence. */
    static String about(Metric metric) {
        return switch (metric) {
            case ACCURACY -> "share of rows predicted right";
            case BALANCED_ACCURACY -> "mean recall over the labels";
            case PRECISION -> "share of predicted positives that are positive";
            case RECALL -> "share of positives that are found";
            case F1 -> "harmonic mean of precision and recall";
            case FBETA -> "mean of precision and recall, recall weighted by beta";
            case JACCARD -> "positives found, among all that are or are predicted positive";
            case SPECIFICITY -> "share of negatives that are left alone";
            case PRECISION_MACRO, RECALL_MACRO, F1_MACRO, JACCARD_MACRO -> "mean over the labels";
            case PRECISION_MICRO, RECALL_MICRO, F1_MICRO, JACCARD_MICRO -> "over all rows together";
            case PRECISION_WEIGHTED, RECALL_WEIGHTED, F1_WEIGHTED, JACCARD_WEIGHTED ->
                "mean over the labels, weighted by their rows";
            case ROC_AUC -> "chance that a positive ranks above a negative";
            case ROC_AUC_OVR -> "ranking of each label against the rest, mean";
            case ROC_AUC_OVO -> "ranking of each pair of labels, mean";
            case ROC_AUC_OVR_WEIGHTED, ROC_AUC_OVO_WEIGHTED -> "ranking, weighted by the labels' rows";
            case AVERAGE_PRECISION -> "precision over all thresholds";
            case LOG_LOSS -> "surprise by the true label, natural log";
            case BRIER_SCORE_LOSS -> "mean squared error of the probabilities";
            case MATTHEWS_CORRCOEF -> "correlation of prediction and truth";
            case COHEN_KAPPA -> "agreement beyond chance";
            case TOP_K_ACCURACY -> "true label among the k most probable";
            case EXPECTED_CALIBRATION_ERROR -> "gap between probability and frequency";
            case MEAN_ABSOLUTE_ERROR -> "mean size of the error";
            case MEAN_SQUARED_ERROR -> "mean of the squared error";
            case ROOT_MEAN_SQUARED_ERROR -> "root of the mean squared error";
            case MEDIAN_ABSOLUTE_ERROR -> "median size of the error";
            case MAX_ERROR -> "largest error";
            case MEAN_ABSOLUTE_PERCENTAGE_ERROR -> "mean error relative to the truth";
            case MEAN_SQUARED_LOG_ERROR -> "mean squared error of the logarithms";
            case R2 -> "share of the variance explained";
            case EXPLAINED_VARIANCE -> "explained variance, a constant error forgiven";
            case MEAN_PINBALL_LOSS -> "loss of a predicted quantile";
            case LATENCY_MS_P50, LATENCY_MS_P95, LATENCY_MS_P99 -> "milliseconds for one row";
            case COLD_START_MS -> "milliseconds to load and answer once";
            case MODEL_SIZE_BYTES -> "bytes of all files of the model";
            case PEAK_MEMORY_BYTES -> "most memory of the process while it predicted";
            case DUPLICATE_ROWS -> "share of rows that repeat an earlier one";
            case TRAIN_TEST_OVERLAP -> "share of rows that were learnt from";
            case EMPTY_COLUMNS -> "columns without any value";
            case CONSTANT_COLUMNS -> "columns with one value where training had several";
            case EXTRA_COLUMNS -> "columns that the model does not know";
            case MISSING_FRACTION -> "share of cells without a value";
            case UNSEEN_FRACTION -> "share of cells with a category that training did not have";
            case OUT_OF_RANGE_FRACTION -> "share of cells beyond the numbers of training";
            case LABEL_LEAKAGE -> "how well the column alone predicts the label";
            case PSI -> "population stability index against training";
            case KS -> "Kolmogorov-Smirnov distance from training";
            case JS -> "Jensen-Shannon distance from training";
            case MISSING_FRACTION_MAX,
                    UNSEEN_FRACTION_MAX,
                    OUT_OF_RANGE_FRACTION_MAX,
                    LABEL_LEAKAGE_MAX,
                    PSI_MAX,
                    KS_MAX,
                    JS_MAX -> "greatest of all columns";
            case DRIFTED_COLUMNS -> "columns that differ from training by more than chance";
        };
    }
}
