package io.jenkins.plugins.mlpipeline.engine.metric;

import static io.jenkins.plugins.mlpipeline.engine.metric.Direction.HIGHER;
import static io.jenkins.plugins.mlpipeline.engine.metric.Direction.LOWER;
import static io.jenkins.plugins.mlpipeline.engine.metric.Metric.Family.CLASSIFICATION;
import static io.jenkins.plugins.mlpipeline.engine.metric.Metric.Family.COLUMN;
import static io.jenkins.plugins.mlpipeline.engine.metric.Metric.Family.COST;
import static io.jenkins.plugins.mlpipeline.engine.metric.Metric.Family.DATA;
import static io.jenkins.plugins.mlpipeline.engine.metric.Metric.Family.REGRESSION;
import static io.jenkins.plugins.mlpipeline.engine.metric.ParameterRange.BINS;
import static io.jenkins.plugins.mlpipeline.engine.metric.ParameterRange.COUNT;
import static io.jenkins.plugins.mlpipeline.engine.metric.ParameterRange.NOT_NEGATIVE;
import static io.jenkins.plugins.mlpipeline.engine.metric.ParameterRange.SHARE;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The catalogue of metrics: key, aliases, direction, and the parameter a gate may give. Names and definitions are
 * scikit-learn's; the formulas are beside this class.
 */
public enum Metric {
    ACCURACY(CLASSIFICATION, HIGHER),
    BALANCED_ACCURACY(CLASSIFICATION, HIGHER),
    PRECISION(CLASSIFICATION, HIGHER),
    RECALL(CLASSIFICATION, HIGHER, "sensitivity"),
    F1(CLASSIFICATION, HIGHER),
    FBETA(CLASSIFICATION, HIGHER, new Parameter("beta", null, NOT_NEGATIVE)),
    JACCARD(CLASSIFICATION, HIGHER),
    SPECIFICITY(CLASSIFICATION, HIGHER),
    PRECISION_MACRO(CLASSIFICATION, HIGHER),
    PRECISION_MICRO(CLASSIFICATION, HIGHER),
    PRECISION_WEIGHTED(CLASSIFICATION, HIGHER),
    RECALL_MACRO(CLASSIFICATION, HIGHER),
    RECALL_MICRO(CLASSIFICATION, HIGHER),
    RECALL_WEIGHTED(CLASSIFICATION, HIGHER),
    F1_MACRO(CLASSIFICATION, HIGHER),
    F1_MICRO(CLASSIFICATION, HIGHER),
    F1_WEIGHTED(CLASSIFICATION, HIGHER),
    JACCARD_MACRO(CLASSIFICATION, HIGHER),
    JACCARD_MICRO(CLASSIFICATION, HIGHER),
    JACCARD_WEIGHTED(CLASSIFICATION, HIGHER),
    ROC_AUC(CLASSIFICATION, HIGHER),
    ROC_AUC_OVR(CLASSIFICATION, HIGHER),
    ROC_AUC_OVO(CLASSIFICATION, HIGHER),
    ROC_AUC_OVR_WEIGHTED(CLASSIFICATION, HIGHER),
    ROC_AUC_OVO_WEIGHTED(CLASSIFICATION, HIGHER),
    AVERAGE_PRECISION(CLASSIFICATION, HIGHER),
    LOG_LOSS(CLASSIFICATION, LOWER, "neg_log_loss"),
    BRIER_SCORE_LOSS(CLASSIFICATION, LOWER),
    MATTHEWS_CORRCOEF(CLASSIFICATION, HIGHER, "mcc"),
    COHEN_KAPPA(CLASSIFICATION, HIGHER),
    TOP_K_ACCURACY(CLASSIFICATION, HIGHER, new Parameter("k", 2.0, COUNT)),
    EXPECTED_CALIBRATION_ERROR(CLASSIFICATION, LOWER, new Parameter("bins", 10.0, BINS)),

    MEAN_ABSOLUTE_ERROR(REGRESSION, LOWER, "mae"),
    MEAN_SQUARED_ERROR(REGRESSION, LOWER, "mse"),
    ROOT_MEAN_SQUARED_ERROR(REGRESSION, LOWER, "rmse"),
    MEDIAN_ABSOLUTE_ERROR(REGRESSION, LOWER),
    MAX_ERROR(REGRESSION, LOWER),
    MEAN_ABSOLUTE_PERCENTAGE_ERROR(REGRESSION, LOWER, "mape"),
    MEAN_SQUARED_LOG_ERROR(REGRESSION, LOWER, "msle"),
    R2(REGRESSION, HIGHER),
    EXPLAINED_VARIANCE(REGRESSION, HIGHER),
    MEAN_PINBALL_LOSS(REGRESSION, LOWER, new Parameter("alpha", 0.5, SHARE)),

    LATENCY_MS_P50(COST, LOWER),
    LATENCY_MS_P95(COST, LOWER),
    LATENCY_MS_P99(COST, LOWER),
    COLD_START_MS(COST, LOWER),
    MODEL_SIZE_BYTES(COST, LOWER),
    PEAK_MEMORY_BYTES(COST, LOWER),

    DUPLICATE_ROWS(DATA, LOWER),
    TRAIN_TEST_OVERLAP(DATA, LOWER),
    EMPTY_COLUMNS(DATA, LOWER),
    CONSTANT_COLUMNS(DATA, LOWER),
    EXTRA_COLUMNS(DATA, LOWER),
    MISSING_FRACTION(COLUMN, LOWER),
    MISSING_FRACTION_MAX(DATA, LOWER),
    UNSEEN_FRACTION(COLUMN, LOWER),
    UNSEEN_FRACTION_MAX(DATA, LOWER),
    OUT_OF_RANGE_FRACTION(COLUMN, LOWER),
    OUT_OF_RANGE_FRACTION_MAX(DATA, LOWER),
    LABEL_LEAKAGE(COLUMN, LOWER),
    LABEL_LEAKAGE_MAX(DATA, LOWER),
    PSI(COLUMN, LOWER),
    PSI_MAX(DATA, LOWER),
    KS(COLUMN, LOWER),
    KS_MAX(DATA, LOWER),
    JS(COLUMN, LOWER),
    JS_MAX(DATA, LOWER),
    DRIFTED_COLUMNS(DATA, LOWER);

    /** What a metric is about. */
    public enum Family {
        CLASSIFICATION,
        REGRESSION,
        /** Measured while the model runs. */
        COST,
        /** A check of the rows. */
        DATA,
        /** A check of one column of the rows, which is part of the key: {@code psi(column=age)}. */
        COLUMN;

        /** Whether it is computed from what a model answers. */
        public boolean isOfAnswers() {
            return this == CLASSIFICATION || this == REGRESSION;
        }

        /** Whether it is about the rows, not about a model. */
        public boolean isOfRows() {
            return this == DATA || this == COLUMN;
        }
    }

    /**
     * A number that is part of a metric's definition.
     *
     * @param name its name in a gate and in the key, for example {@code beta}
     * @param standard the value when none is given, or null when one must be given
     * @param range the values it may have
     */
    public record Parameter(String name, Double standard, ParameterRange range) {}

    private final Family family;
    private final Direction direction;
    private final List<String> aliases;
    private final Parameter parameter;

    Metric(Family family, Direction direction, String... aliases) {
        this.family = family;
        this.direction = direction;
        this.aliases = List.of(aliases);
        this.parameter = null;
    }

    Metric(Family family, Direction direction, Parameter parameter) {
        this.family = family;
        this.direction = direction;
        this.aliases = List.of();
        this.parameter = parameter;
    }

    /** The literal key in specs and files. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Family family() {
        return family;
    }

    public Direction direction() {
        return direction;
    }

    /** Other names that are accepted for this metric. */
    public List<String> aliases() {
        return aliases;
    }

    /** The parameter of this metric, if it has one. */
    public Optional<Parameter> parameter() {
        return Optional.ofNullable(parameter);
    }

    /**
     * Whether the metric is computed from a model's answers to such a task. Metrics of one label and of a single ranking
     * need a positive label, so a binary task; costs and checks of the rows belong to every task.
     */
    public boolean appliesTo(Task task) {
        return switch (this) {
            case PRECISION, RECALL, F1, FBETA, JACCARD, SPECIFICITY, ROC_AUC, AVERAGE_PRECISION -> task == Task.BINARY;
            case ROC_AUC_OVR, ROC_AUC_OVO, ROC_AUC_OVR_WEIGHTED, ROC_AUC_OVO_WEIGHTED, TOP_K_ACCURACY ->
                task == Task.MULTICLASS;
            default -> !family.isOfAnswers() || (family == CLASSIFICATION) == task.isClassification();
        };
    }

    /** The metric of that key or alias. */
    public static Optional<Metric> find(String name) {
        return Arrays.stream(values())
                .filter(m -> m.key().equals(name) || m.aliases.contains(name))
                .findFirst();
    }

    /** Every key and alias, in catalogue order, for hints. */
    public static Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        for (Metric metric : values()) {
            names.add(metric.key());
            names.addAll(metric.aliases);
        }
        return names;
    }
}
