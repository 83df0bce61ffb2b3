package io.jenkins.plugins.mlpipeline.engine.job;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnSelection;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvFormat;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.DateOrder;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.NumberForm;
import io.jenkins.plugins.mlpipeline.engine.dataset.split.SplitSpec;
import io.jenkins.plugins.mlpipeline.engine.spark.SparkRequest;
import io.jenkins.plugins.mlpipeline.engine.spark.SparkTraining;
import io.jenkins.plugins.mlpipeline.engine.spec.Spec;
import io.jenkins.plugins.mlpipeline.engine.spec.SpecKeys;
import io.jenkins.plugins.mlpipeline.engine.spec.TrainKeys;
import io.jenkins.plugins.mlpipeline.engine.spec.ValidateKeys;
import io.jenkins.plugins.mlpipeline.engine.threshold.ThresholdRule;
import io.jenkins.plugins.mlpipeline.engine.training.Training;
import io.jenkins.plugins.mlpipeline.engine.training.TrainingListener;
import io.jenkins.plugins.mlpipeline.engine.training.TrainingRequest;
import io.jenkins.plugins.mlpipeline.engine.training.TrainingResult;
import io.jenkins.plugins.mlpipeline.engine.training.catalogue.Algorithm;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.Common;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;

/** What a spec asks to be trained. */
public final class TrainingJob {
    private TrainingJob() {}

    /**
     * The training that a spec describes.
     *
     * @param spec paths in it are used as they are
     * @param output folder to write the model package to
     * @throws UserError when the spec does not say what to train
     */
    public static TrainingRequest request(Spec spec, Path output) {
        String data = Required.of(spec.get(TrainKeys.DATA), "the training data", "train.data", "--data");
        String label = Required.of(spec.get(SpecKeys.LABEL), "the column to predict", "label", "--label");
        return new TrainingRequest(
                new TrainingRequest.Source(
                        Path.of(data), format(spec), selection(spec, label, spec.get(TrainKeys.WEIGHTS))),
                new TrainingRequest.Predicted(
                        spec.get(SpecKeys.TASK), spec.get(SpecKeys.LABELS), spec.get(SpecKeys.POS_LABEL)),
                new TrainingRequest.Holdout(
                        spec.get(TrainKeys.SPLIT) == null ? null : SplitSpec.parse(spec.get(TrainKeys.SPLIT)),
                        spec.get(TrainKeys.TEST_SIZE),
                        spec.get(TrainKeys.TEST_DATA) == null ? null : Path.of(spec.get(TrainKeys.TEST_DATA))),
                new TrainingRequest.Method(
                        Algorithm.of(
                                spec.get(TrainKeys.ALGORITHM) == null
                                        ? Algorithm.AUTO.key()
                                        : spec.get(TrainKeys.ALGORITHM)),
                        spec.get(TrainKeys.CANDIDATES) == null
                                ? null
                                : spec.get(TrainKeys.CANDIDATES).stream()
                                        .map(Algorithm::of)
                                        .toList(),
                        TrainingRequest.Method.with(
                                spec.get(TrainKeys.HYPERPARAMETERS),
                                Common.MANY_CATEGORIES.name(),
                                "many categories",
                                spec.get(TrainKeys.MANY_CATEGORIES)),
                        spec.get(TrainKeys.CLASS_WEIGHT),
                        spec.get(TrainKeys.THRESHOLD) == null
                                ? null
                                : ThresholdRule.parse(spec.get(TrainKeys.THRESHOLD))),
                spec.get(TrainKeys.SEED) == null ? TrainingRequest.STANDARD_SEED : spec.get(TrainKeys.SEED),
                Threads.of(spec.get(TrainKeys.THREADS)),
                output);
    }

    /**
     * Trains what a spec describes: here, or on Spark.
     *
     * @param output see {@link #request}
     * @param listener hears how far it is
     * @throws UserError when the spec does not say what to train, or it can't be done there
     */
    public static TrainingResult run(Spec spec, Path output, Clock clock, TrainingListener listener)
            throws IOException {
        TrainingRequest request = request(spec, output);
        if (!ValidateKeys.SPARK.equals(spec.get(TrainKeys.ENGINE))) {
            if (spec.get(TrainKeys.MASTER) != null || spec.get(TrainKeys.SPARK_CONF) != null) {
                throw new UserError(
                        "master and sparkConf are settings of Spark, and Spark is not asked for. Say engine: spark"
                                + " (--engine spark, train.engine), or leave them out.");
            }
            return Training.run(request, clock, listener);
        }
        SparkRequest spark = new SparkRequest(
                spec.get(TrainKeys.MASTER), Objects.requireNonNullElse(spec.get(TrainKeys.SPARK_CONF), Map.of()));
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        try (SparkTraining training = SparkTraining.of(spark, request, temporary)) {
            return Training.run(request, training, clock, listener);
        }
    }

    /** Which columns the spec says play which part, where each row counts the same. */
    static ColumnSelection selection(Spec spec, String label) {
        return selection(spec, label, null);
    }

    private static ColumnSelection selection(Spec spec, String label, String weights) {
        return new ColumnSelection(
                label,
                spec.get(SpecKeys.ROW_ID),
                spec.get(SpecKeys.FEATURES),
                WeightsColumn.ignored(spec, weights),
                spec.get(SpecKeys.COLUMNS),
                null,
                weights);
    }

    /** How the spec says that CSV files are written. */
    static CsvFormat format(Spec spec) {
        return CsvFormat.of(spec.get(SpecKeys.DELIMITER), spec.get(SpecKeys.CHARSET), spec.get(SpecKeys.MISSING))
                .withNumbers(
                        NumberForm.of(
                                spec.get(SpecKeys.DECIMAL),
                                spec.get(SpecKeys.THOUSANDS),
                                spec.get(SpecKeys.NUMBER_SIGNS)),
                        SpecKeys.BAD_NUMBERS_MISSING.equals(spec.get(SpecKeys.BAD_NUMBERS)))
                .withComment(spec.get(SpecKeys.COMMENT))
                .withDates(DateOrder.of(spec.get(SpecKeys.DATES)))
                .withDateColumns(selection(spec, "").dateForms());
    }
}
