package io.jenkins.plugins.mlpipeline.engine.metric;

import static io.jenkins.plugins.mlpipeline.engine.metric.Applies.TO_COLUMNS;
import static io.jenkins.plugins.mlpipeline.engine.metric.Applies.TO_COSTS;
import static io.jenkins.plugins.mlpipeline.engine.metric.Applies.TO_LABELS;
import static io.jenkins.plugins.mlpipeline.engine.metric.Applies.TO_NUMBERS;
import static io.jenkins.plugins.mlpipeline.engine.metric.Applies.TO_ROWS;
import static io.jenkins.plugins.mlpipeline.engine.metric.Applies.TO_RUNS;
import static io.jenkins.plugins.mlpipeline.engine.metric.Direction.HIGHER;
import static io.jenkins.plugins.mlpipeline.engine.metric.Direction.LOWER;
import static io.jenkins.plugins.mlpipeline.engine.metric.Needs.CALIBRATION;
import static io.jenkins.plugins.mlpipeline.engine.metric.Needs.LABELS;
import static io.jenkins.plugins.mlpipeline.engine.metric.Needs.POSITIVE_LABEL;
import static io.jenkins.plugins.mlpipeline.engine.metric.Needs.PROBABILITIES;
import static io.jenkins.plugins.mlpipeline.engine.metric.Needs.SCORES;
import static io.jenkins.plugins.mlpipeline.engine.metric.ParameterRange.BINS;
import static io.jenkins.plugins.mlpipeline.engine.metric.ParameterRange.COUNT;
import static io.jenkins.plugins.mlpipeline.engine.metric.ParameterRange.NOT_NEGATIVE;
import static io.jenkins.plugins.mlpipeline.engine.metric.ParameterRange.SHARE;
import static io.jenkins.plugins.mlpipeline.engine.metric.Prominence.FOLDED;
import static io.jenkins.plugins.mlpipeline.engine.metric.Prominence.SHOWN;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.DrawnRanking;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.LabelShare;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleFunction;

/**
 * The catalogue of metrics, each with all that is known of it: what it applies to, which values are better and possible, how
 * it is computed, where it is shown, what it says. Names and definitions are scikit-learn's; a formula is beside those of
 * its family ({@link LabelMetrics}, {@link RankMetrics}, {@link ProbabilityMetrics}, {@link RegressionMetrics}, {@link CostFormula}).
 */
public enum Metric {
    ACCURACY(
            TO_LABELS,
            HIGHER,
            ValueRange.UNIT,
            CountShare.ofRows(LABELS, LabelMetrics::accuracy, LabelMetrics::correct, LabelMetrics::correctRows),
            SHOWN.printedFor(Task.BINARY, Task.MULTICLASS)
                    .slicedFor(Task.BINARY, Task.MULTICLASS)
                    .headline(1),
            "share of rows predicted right"),
    BALANCED_ACCURACY(
            TO_LABELS,
            HIGHER,
            ValueRange.UNIT,
            new CountFormula(LABELS, LabelMetrics::balancedAccuracy),
            SHOWN.printedFor(Task.BINARY, Task.MULTICLASS)
                    .slicedFor(Task.MULTICLASS)
                    .headline(2),
            "mean recall over the labels"),
    GEOMETRIC_MEAN_SCORE(
            TO_LABELS,
            HIGHER,
            ValueRange.UNIT,
            new CountFormula(LABELS, LabelMetrics::geometricMean),
            FOLDED,
            "geometric mean of the labels' recalls, 0 when one is never found"),
    PRECISION(
            Applies.toTwoLabelsWithAverages("precision"),
            HIGHER,
            ValueRange.UNIT,
            CountShare.ofPredictions(
                    POSITIVE_LABEL,
                    m -> m.ofPositive(LabelShare.PRECISION),
                    m -> m.countsOfPositive(LabelShare.PRECISION)),
            SHOWN.printedFor(Task.BINARY),
            "share of predicted positives that are positive"),
    RECALL(
            Applies.toTwoLabelsWithAverages("recall"),
            HIGHER,
            ValueRange.UNIT,
            CountShare.ofRows(
                    POSITIVE_LABEL,
                    m -> m.ofPositive(LabelShare.RECALL),
                    m -> m.countsOfPositive(LabelShare.RECALL),
                    LabelMetrics::foundRows),
            SHOWN.printedFor(Task.BINARY).slicedFor(Task.BINARY),
            "share of positives that are found",
            "sensitivity"),
    F1(
            Applies.toTwoLabelsWithAverages("f1"),
            HIGHER,
            ValueRange.UNIT,
            new CountFormula(POSITIVE_LABEL, m -> m.ofPositive(LabelShare.F1)),
            SHOWN.printedFor(Task.BINARY).headline(5),
            "harmonic mean of precision and recall"),
    FBETA(
            Applies.toTwoLabels("; use f1_macro, f1_micro or f1_weighted"),
            HIGHER,
            ValueRange.UNIT,
            new Parameter("beta", null, NOT_NEGATIVE),
            beta -> new CountFormula(POSITIVE_LABEL, m -> m.fbeta(beta)),
            SHOWN,
            "mean of precision and recall, recall weighted by beta"),
    JACCARD(
            Applies.toTwoLabelsWithAverages("jaccard"),
            HIGHER,
            ValueRange.UNIT,
            new CountFormula(POSITIVE_LABEL, m -> m.ofPositive(LabelShare.JACCARD)),
            FOLDED,
            "positives found, among all that are or are predicted positive"),
    SPECIFICITY(
            Applies.toTwoLabels(", which has no negative label; use recall_macro or balanced_accuracy"),
            HIGHER,
            ValueRange.UNIT,
            CountShare.ofRows(
                    POSITIVE_LABEL, LabelMetrics::specificity, LabelMetrics::leftAlone, LabelMetrics::leftAloneRows),
            SHOWN,
            "share of negatives that are left alone"),
    PRECISION_MACRO(
            TO_LABELS,
            HIGHER,
            ValueRange.UNIT,
            new CountFormula(LABELS, m -> m.macro(LabelShare.PRECISION)),
            FOLDED,
            "mean over the labels"),
    PRECISION_MICRO(
            TO_LABELS,
            HIGHER,
            ValueRange.UNIT,
            new CountFormula(LABELS, m -> m.micro(LabelShare.PRECISION)),
            FOLDED,
            "over all rows together"),
    PRECISION_WEIGHTED(
            TO_LABELS,
            HIGHER,
            ValueRange.UNIT,
            new CountFormula(LABELS, m -> m.weighted(LabelShare.PRECISION)),
            FOLDED,
            "mean over the labels, weighted by their rows"),
    RECALL_MACRO(
            TO_LABELS,
            HIGHER,
            ValueRange.UNIT,
            new CountFormula(LABELS, m -> m.macro(LabelShare.RECALL)),
            FOLDED,
            "mean over the labels"),
    RECALL_MICRO(
            TO_LABELS,
            HIGHER,
            ValueRange.UNIT,
            new CountFormula(LABELS, m -> m.micro(LabelShare.RECALL)),
            FOLDED,
            "over all rows together"),
    RECALL_WEIGHTED(
            TO_LABELS,
            HIGHER,
            ValueRange.UNIT,
            new CountFormula(LABELS, m -> m.weighted(LabelShare.RECALL)),
            FOLDED,
            "mean over the labels, weighted by their rows"),
    F1_MACRO(
            TO_LABELS,
            HIGHER,
            ValueRange.UNIT,
            new CountFormula(LABELS, m -> m.macro(LabelShare.F1)),
            SHOWN.printedFor(Task.MULTICLASS).slicedFor(Task.MULTICLASS).headline(6),
            "mean over the labels"),
    F1_MICRO(
            TO_LABELS,
            HIGHER,
            ValueRange.UNIT,
            new CountFormula(LABELS, m -> m.micro(LabelShare.F1)),
            FOLDED,
            "over all rows together"),
    F1_WEIGHTED(
            TO_LABELS,
            HIGHER,
            ValueRange.UNIT,
            new CountFormula(LABELS, m -> m.weighted(LabelShare.F1)),
            FOLDED,
            "mean over the labels, weighted by their rows"),
    JACCARD_MACRO(
            TO_LABELS,
            HIGHER,
            ValueRange.UNIT,
            new CountFormula(LABELS, m -> m.macro(LabelShare.JACCARD)),
            FOLDED,
            "mean over the labels"),
    JACCARD_MICRO(
            TO_LABELS,
            HIGHER,
            ValueRange.UNIT,
            new CountFormula(LABELS, m -> m.micro(LabelShare.JACCARD)),
            FOLDED,
            "over all rows together"),
    JACCARD_WEIGHTED(
            TO_LABELS,
            HIGHER,
            ValueRange.UNIT,
            new CountFormula(LABELS, m -> m.weighted(LabelShare.JACCARD)),
            FOLDED,
            "mean over the labels, weighted by their rows"),
    ROC_AUC(
            Applies.toTwoLabels("; use roc_auc_ovr or roc_auc_ovo"),
            HIGHER,
            ValueRange.UNIT,
            new RankFormula(RankMetrics::rocAuc, DrawnRanking::area, Optional.of(RankMetrics.AREA_ERRORS)),
            SHOWN.printedFor(Task.BINARY).slicedFor(Task.BINARY).headline(3),
            "chance that a positive ranks above a negative"),
    ROC_AUC_OVR(
            Applies.toManyLabels("; use roc_auc"),
            HIGHER,
            ValueRange.UNIT,
            new WholeFormula(SCORES, rows -> rows.pairwise().oneVsRest(false)),
            SHOWN.printedFor(Task.MULTICLASS).headline(4),
            "ranking of each label against the rest, mean"),
    ROC_AUC_OVO(
            Applies.toManyLabels("; use roc_auc"),
            HIGHER,
            ValueRange.UNIT,
            new WholeFormula(SCORES, rows -> rows.pairwise().oneVsOne(false)),
            FOLDED,
            "ranking of each pair of labels, mean"),
    ROC_AUC_OVR_WEIGHTED(
            Applies.toManyLabels("; use roc_auc"),
            HIGHER,
            ValueRange.UNIT,
            new WholeFormula(SCORES, rows -> rows.pairwise().oneVsRest(true)),
            FOLDED,
            "ranking, weighted by the labels' rows"),
    ROC_AUC_OVO_WEIGHTED(
            Applies.toManyLabels("; use roc_auc"),
            HIGHER,
            ValueRange.UNIT,
            new WholeFormula(SCORES, rows -> rows.pairwise().oneVsOne(true)),
            FOLDED,
            "ranking, weighted by the labels' rows"),
    AVERAGE_PRECISION(
            Applies.toTwoLabels(", which has no positive label; use roc_auc_ovr or f1_macro"),
            HIGHER,
            ValueRange.UNIT,
            new RankFormula(RankMetrics::averagePrecision, DrawnRanking::averagePrecision, Optional.empty()),
            SHOWN.printedFor(Task.BINARY),
            "precision over all thresholds"),
    LOG_LOSS(
            TO_LABELS,
            LOWER,
            ValueRange.NOT_NEGATIVE,
            new MeanLoss(PROBABILITIES, ProbabilityMetrics::logLosses),
            SHOWN.printedFor(Task.BINARY, Task.MULTICLASS),
            "surprise by the true label, natural log",
            "neg_log_loss"),
    BRIER_SCORE_LOSS(
            TO_LABELS,
            LOWER,
            ValueRange.TO_TWO,
            new MeanLoss(PROBABILITIES, ProbabilityMetrics::brierLosses),
            SHOWN.printedFor(Task.BINARY),
            "mean squared error of the probabilities"),
    MATTHEWS_CORRCOEF(
            TO_LABELS,
            HIGHER,
            ValueRange.CORRELATION,
            new CountFormula(LABELS, LabelMetrics::matthewsCorrcoef),
            SHOWN,
            "correlation of prediction and truth",
            "mcc"),
    COHEN_KAPPA(
            TO_LABELS,
            HIGHER,
            ValueRange.CORRELATION,
            new CountFormula(LABELS, LabelMetrics::cohenKappa),
            FOLDED,
            "agreement beyond chance"),
    TOP_K_ACCURACY(
            Applies.toManyLabels(", which has two labels; use accuracy"),
            HIGHER,
            ValueRange.UNIT,
            new Parameter("k", 2.0, COUNT),
            k -> ProbabilityMetrics.topK((int) k),
            SHOWN,
            "true label among the k most probable"),
    EXPECTED_CALIBRATION_ERROR(
            TO_LABELS,
            LOWER,
            ValueRange.UNIT,
            new Parameter("bins", 10.0, BINS),
            bins -> new WholeFormula(
                    CALIBRATION, rows -> ProbabilityMetrics.expectedCalibrationError((int) bins, rows)),
            SHOWN,
            "gap between probability and frequency"),
    EXPECTED_COST(TO_COSTS, LOWER, ValueRange.NOT_NEGATIVE, SHOWN, "mean cost of a row by its answer"),

    MEAN_ABSOLUTE_ERROR(
            TO_NUMBERS,
            LOWER,
            ValueRange.NOT_NEGATIVE,
            new MeanError(RegressionMetrics::absoluteError, Domain.ALL),
            SHOWN.printedFor(Task.REGRESSION).slicedFor(Task.REGRESSION).headline(8),
            "mean size of the error",
            "mae"),
    MEAN_SQUARED_ERROR(
            TO_NUMBERS,
            LOWER,
            ValueRange.NOT_NEGATIVE,
            new MeanError(RegressionMetrics::squaredError, Domain.ALL, RegressionMetrics::unlessTooSmall),
            SHOWN,
            "mean of the squared error",
            "mse"),
    ROOT_MEAN_SQUARED_ERROR(
            TO_NUMBERS,
            LOWER,
            ValueRange.NOT_NEGATIVE,
            new NumberFormula(RegressionMetrics::rootMeanSquaredError),
            SHOWN.printedFor(Task.REGRESSION).slicedFor(Task.REGRESSION).headline(7),
            "root of the mean squared error",
            "rmse"),
    MEDIAN_ABSOLUTE_ERROR(
            TO_NUMBERS,
            LOWER,
            ValueRange.NOT_NEGATIVE,
            new NumberFormula(RegressionMetrics::medianAbsoluteError),
            FOLDED.printedFor(Task.REGRESSION),
            "median size of the error"),
    MAX_ERROR(
            TO_NUMBERS,
            LOWER,
            ValueRange.NOT_NEGATIVE,
            new NumberFormula(RegressionMetrics::maxError),
            SHOWN,
            "largest error"),
    MEAN_ABSOLUTE_PERCENTAGE_ERROR(
            TO_NUMBERS,
            LOWER,
            ValueRange.NOT_NEGATIVE,
            new MeanError(RegressionMetrics::percentageError, Domain.ALL, RegressionMetrics::notingZeros),
            SHOWN,
            "mean error relative to the truth",
            "mape"),
    MEAN_SQUARED_LOG_ERROR(
            TO_NUMBERS,
            LOWER,
            ValueRange.NOT_NEGATIVE,
            new MeanError(RegressionMetrics::squaredLogError, Domain.ABOVE_MINUS_ONE),
            FOLDED,
            "mean squared error of the logarithms",
            "msle"),
    R2(
            TO_NUMBERS,
            HIGHER,
            ValueRange.TO_ONE,
            new NumberFormula(RegressionMetrics::r2),
            SHOWN.printedFor(Task.REGRESSION).slicedFor(Task.REGRESSION).headline(9),
            "share of the variance explained"),
    EXPLAINED_VARIANCE(
            TO_NUMBERS,
            HIGHER,
            ValueRange.TO_ONE,
            new NumberFormula(RegressionMetrics::explainedVariance),
            FOLDED,
            "explained variance, a constant error forgiven"),
    D2_ABSOLUTE_ERROR_SCORE(
            TO_NUMBERS,
            HIGHER,
            ValueRange.TO_ONE,
            new NumberFormula(RegressionMetrics::d2AbsoluteError),
            FOLDED,
            "share of the absolute error of the median explained"),
    MEAN_POISSON_DEVIANCE(
            TO_NUMBERS,
            LOWER,
            ValueRange.NOT_NEGATIVE,
            new MeanError(RegressionMetrics::poissonDeviance, Domain.COUNTS),
            FOLDED,
            "loss of predicted counts"),
    MEAN_GAMMA_DEVIANCE(
            TO_NUMBERS,
            LOWER,
            ValueRange.NOT_NEGATIVE,
            new MeanError(RegressionMetrics::gammaDeviance, Domain.POSITIVE),
            FOLDED,
            "loss of predicted amounts, relative to them"),
    MEAN_PINBALL_LOSS(
            TO_NUMBERS,
            LOWER,
            ValueRange.NOT_NEGATIVE,
            new Parameter("alpha", 0.5, SHARE),
            alpha -> new MeanError(RegressionMetrics.pinballLoss(alpha), Domain.ALL),
            FOLDED,
            "loss of a predicted quantile"),

    LATENCY_MS_P50(TO_RUNS, LOWER, ValueRange.NOT_NEGATIVE, SHOWN, "milliseconds for one row"),
    LATENCY_MS_P95(
            TO_RUNS, LOWER, ValueRange.NOT_NEGATIVE, SHOWN.printedFor(Task.values()), "milliseconds for one row"),
    LATENCY_MS_P99(TO_RUNS, LOWER, ValueRange.NOT_NEGATIVE, SHOWN, "milliseconds for one row"),
    COLD_START_MS(TO_RUNS, LOWER, ValueRange.NOT_NEGATIVE, SHOWN, "milliseconds to load and answer once"),
    MODEL_SIZE_BYTES(
            TO_RUNS,
            LOWER,
            ValueRange.NOT_NEGATIVE,
            SHOWN.printedFor(Task.values()),
            "bytes of all files of the model"),
    PEAK_MEMORY_BYTES(TO_RUNS, LOWER, ValueRange.NOT_NEGATIVE, SHOWN, "most memory of the process while it predicted"),

    DUPLICATE_ROWS(TO_ROWS, LOWER, ValueRange.UNIT, SHOWN, "share of rows that repeat an earlier one"),
    TRAIN_TEST_OVERLAP(TO_ROWS, LOWER, ValueRange.UNIT, SHOWN, "share of rows that were learnt from"),
    EMPTY_COLUMNS(TO_ROWS, LOWER, ValueRange.NOT_NEGATIVE, SHOWN, "columns without any value"),
    CONSTANT_COLUMNS(
            TO_ROWS, LOWER, ValueRange.NOT_NEGATIVE, SHOWN, "columns with one value where training had several"),
    EXTRA_COLUMNS(TO_ROWS, LOWER, ValueRange.NOT_NEGATIVE, SHOWN, "columns that the model does not know"),
    MISSING_FRACTION(TO_COLUMNS, LOWER, ValueRange.UNIT, SHOWN, "share of cells without a value"),
    MISSING_FRACTION_MAX(TO_ROWS, LOWER, ValueRange.UNIT, SHOWN, "greatest of all columns"),
    UNSEEN_FRACTION(
            TO_COLUMNS, LOWER, ValueRange.UNIT, SHOWN, "share of cells with a category that training did not have"),
    UNSEEN_FRACTION_MAX(TO_ROWS, LOWER, ValueRange.UNIT, SHOWN, "greatest of all columns"),
    OUT_OF_RANGE_FRACTION(TO_COLUMNS, LOWER, ValueRange.UNIT, SHOWN, "share of cells beyond the numbers of training"),
    OUT_OF_RANGE_FRACTION_MAX(TO_ROWS, LOWER, ValueRange.UNIT, SHOWN, "greatest of all columns"),
    LABEL_LEAKAGE(TO_COLUMNS, LOWER, ValueRange.UNIT, SHOWN, "how well the column alone predicts the label"),
    LABEL_LEAKAGE_MAX(TO_ROWS, LOWER, ValueRange.UNIT, SHOWN, "greatest of all columns"),
    PSI(TO_COLUMNS, LOWER, ValueRange.NOT_NEGATIVE, SHOWN, "population stability index against training"),
    PSI_MAX(TO_ROWS, LOWER, ValueRange.NOT_NEGATIVE, SHOWN, "greatest of all columns"),
    KS(TO_COLUMNS, LOWER, ValueRange.UNIT, SHOWN, "Kolmogorov-Smirnov distance from training"),
    KS_MAX(TO_ROWS, LOWER, ValueRange.UNIT, SHOWN, "greatest of all columns"),
    JS(TO_COLUMNS, LOWER, ValueRange.UNIT, SHOWN, "Jensen-Shannon distance from training"),
    JS_MAX(TO_ROWS, LOWER, ValueRange.UNIT, SHOWN, "greatest of all columns"),
    DRIFTED_COLUMNS(
            TO_ROWS, LOWER, ValueRange.NOT_NEGATIVE, SHOWN, "columns that differ from training by more than chance");

    /** What a metric is about. */
    public enum Family {
        CLASSIFICATION,
        REGRESSION,
        /** What answers cost; the costs are part of the key: {@code expected_cost(fn=100,fp=5)}. */
        COST,
        /** Measured while the model runs. */
        RUNTIME,
        /** A check of the rows. */
        DATA,
        /** A check of one column of the rows, which is part of the key: {@code psi(column=age)}. */
        COLUMN;

        /** Whether it is computed from what a model answers. */
        public boolean isOfAnswers() {
            return this == CLASSIFICATION || this == REGRESSION || this == COST;
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

    private final String key = name().toLowerCase(Locale.ROOT);
    private final Applies applies;
    private final Direction direction;
    private final ValueRange range;
    private final Parameter parameter;
    private final DoubleFunction<Formula> formula;
    private final Prominence prominence;
    private final String about;
    private final List<String> aliases;

    /** Computed from answers. */
    Metric(
            Applies applies,
            Direction direction,
            ValueRange range,
            Formula formula,
            Prominence prominence,
            String about,
            String... aliases) {
        this(applies, direction, range, null, none -> formula, prominence, about, List.of(aliases));
    }

    /** Computed from answers and a number. */
    Metric(
            Applies applies,
            Direction direction,
            ValueRange range,
            Parameter parameter,
            DoubleFunction<Formula> formula,
            Prominence prominence,
            String about) {
        this(applies, direction, range, parameter, formula, prominence, about, List.of());
    }

    /** Measured where the model runs or its rows are read, or by a formula that follows from the key alone. */
    Metric(Applies applies, Direction direction, ValueRange range, Prominence prominence, String about) {
        this(applies, direction, range, null, null, prominence, about, List.of());
    }

    Metric(
            Applies applies,
            Direction direction,
            ValueRange range,
            Parameter parameter,
            DoubleFunction<Formula> formula,
            Prominence prominence,
            String about,
            List<String> aliases) {
        boolean own = applies.family().isOfAnswers() && applies.family() != Family.COST;
        if (own != (formula != null)) {
            throw new IllegalArgumentException("a metric of answers has a formula, and no other one has");
        }
        this.applies = applies;
        this.direction = direction;
        this.range = range;
        this.parameter = parameter;
        this.formula = formula;
        this.prominence = prominence;
        this.about = about;
        this.aliases = aliases;
    }

    /** The literal key in specs and files. */
    public String key() {
        return key;
    }

    public Family family() {
        return applies.family();
    }

    public Direction direction() {
        return direction;
    }

    /** The values that it can have. */
    public ValueRange range() {
        return range;
    }

    /** Other names that are accepted for this metric. */
    public List<String> aliases() {
        return aliases;
    }

    /** The parameter of this metric, if it has one. */
    public Optional<Parameter> parameter() {
        return Optional.ofNullable(parameter);
    }

    /** Where it is shown without being asked for. */
    public Prominence prominence() {
        return prominence;
    }

    /** What it says, in half a sentence for readers who don't know the key. */
    public String about() {
        return about;
    }

    /**
     * Whether the metric is computed from a model's answers to such a task. Metrics of one label and of a single ranking
     * need a positive label, so a binary task; costs and checks of the rows belong to every task.
     */
    public boolean appliesTo(Task task) {
        return applies.tasks().contains(task);
    }

    /** What to take in its place in another classification task, to follow "does not apply to a ... task". */
    String instead() {
        return applies.instead();
    }

    /**
     * How it is computed from answers.
     *
     * @param value of the parameter; null when it has none
     */
    Formula formula(Double value) {
        return formula.apply(value == null ? Double.NaN : value);
    }

    /** The metric of that key or alias. */
    public static Optional<Metric> find(String name) {
        return Arrays.stream(values())
                .filter(m -> m.key.equals(name) || m.aliases.contains(name))
                .findFirst();
    }

    /** The few that a summary has room for: what is asked about first comes first. */
    public static List<Metric> headlines() {
        return Arrays.stream(values())
                .filter(metric -> metric.prominence.headline() > 0)
                .sorted(Comparator.comparingInt(metric -> metric.prominence.headline()))
                .toList();
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
