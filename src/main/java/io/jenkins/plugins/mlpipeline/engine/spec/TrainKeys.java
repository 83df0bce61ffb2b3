package io.jenkins.plugins.mlpipeline.engine.spec;

import static io.jenkins.plugins.mlpipeline.engine.spec.SpecStage.PROFILE;
import static io.jenkins.plugins.mlpipeline.engine.spec.SpecStage.TRAIN;

import io.jenkins.plugins.mlpipeline.engine.dataset.split.SplitSpec;
import io.jenkins.plugins.mlpipeline.engine.threshold.ThresholdRule;
import io.jenkins.plugins.mlpipeline.engine.training.catalogue.Algorithm;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.ManyCategories;
import java.util.List;
import java.util.Map;

/** The settings of the section {@code train}. */
public final class TrainKeys {
    /** Its name. */
    static final String SECTION = "train";

    private static final String TEST_DATA_NAME = "testData";
    private static final String TEST_SIZE_NAME = "testSize";

    /** The CSV file to learn from. */
    public static final SpecKey<String> DATA = key("data", Forms.path())
            .option("--data", "FILE", "The rows: CSV with a header, JSON Lines, Parquet, or .xlsx.", 1, TRAIN)
            .option("--data", "FILE", "The rows: CSV, JSON Lines, Parquet, or .xlsx.", 1, PROFILE)
            .parameter(TRAIN);

    /** A CSV file to hold out in place of a part of the data. */
    public static final SpecKey<String> TEST_DATA = key(TEST_DATA_NAME, Forms.path())
            .replacing(TEST_SIZE_NAME)
            .option("--test-data", "FILE", "Rows to keep back in place of a part of --data.", 10, TRAIN)
            .parameter(TRAIN);

    /** The share of rows to hold out, in (0, 1). */
    public static final SpecKey<Double> TEST_SIZE = key(TEST_SIZE_NAME, Forms.part("a share of rows between 0 and 1"))
            .replacing(TEST_DATA_NAME)
            .option("--test-size", "SHARE", "The share of rows to keep back; 0.2 when left out.", 9, TRAIN)
            .parameter(TRAIN);

    /** {@code stratified}, {@code random}, {@code group:<column>}, {@code time:<column>}, {@code hash}, {@code hash:<column>}. */
    public static final SpecKey<String> SPLIT = key(
                    "split",
                    Forms.meant(
                            SplitSpec::parse,
                            Map.of("type", "string", "pattern", "^(stratified|random|group:.+|time:.+|hash(:.+)?)$")))
            .option(
                    "--split",
                    "HOW",
                    "stratified (the default), random, group:COLUMN, time:COLUMN, hash or hash:COLUMN.",
                    11,
                    TRAIN)
            .parameter(TRAIN);

    /** The seed of everything random. */
    public static final SpecKey<Long> SEED = key("seed", Forms.integer())
            .option("--seed", "N", "Decides the split and everything random; 42 when left out.", 13, TRAIN)
            .parameter(TRAIN);

    /** The key of a learner, or {@code auto}. */
    public static final SpecKey<String> ALGORITHM = key("algorithm", Forms.oneOf(Algorithm.keys()))
            .option(
                    "--algorithm",
                    "A",
                    "One of ${COMPLETION-CANDIDATES}; auto, the default, compares candidates and takes the best.",
                    5,
                    TRAIN)
            .parameter(TRAIN);

    /** The learners that {@code auto} compares. */
    public static final SpecKey<List<String>> CANDIDATES = key(
                    "candidates", Forms.listOf("candidate", Algorithm.candidateKeys()))
            .option(
                    "--candidates",
                    "A,B",
                    "The algorithms that \"auto\" compares, of ${COMPLETION-CANDIDATES}; when left out the usual"
                            + " ones that learn the task.",
                    6,
                    TRAIN)
            .parameter(TRAIN);

    /** By name as text; lists have commas between their items, nothing is {@code none}. */
    public static final SpecKey<Map<String, String>> HYPERPARAMETERS = key("hyperparameters", Forms.entries())
            .option(
                    "--hyperparameter",
                    "K=V",
                    "A hyperparameter under scikit-learn's name, for example n_estimators=200; repeatable.",
                    7,
                    TRAIN)
            .parameter(TRAIN);

    /** {@code balanced}. */
    public static final SpecKey<String> CLASS_WEIGHT = key("classWeight", Forms.oneOf(List.of("balanced")))
            .option("--class-weight", "W", "\"balanced\": rare labels count as much as frequent ones.", 8, TRAIN)
            .parameter(TRAIN);

    /** What becomes of columns with more categories than can have a feature each. */
    public static final SpecKey<String> MANY_CATEGORIES = key("manyCategories", Forms.oneOf(ManyCategories.keys()))
            .option(
                    "--many-categories",
                    "HOW",
                    "Columns with more categories than can have a feature each: target (the default: the mean of the label"
                            + " over a category's rows), hash (features shared by a hash), or frequent (the most frequent ones"
                            + " alone).",
                    8,
                    TRAIN)
            .parameter(TRAIN);

    /** The column that says what a row counts for. */
    public static final SpecKey<String> WEIGHTS = key("weights", Forms.text())
            .option(
                    "--weights",
                    "C",
                    "The column with each row's weight: a row of weight 3 is learnt from as three are. It is no feature.",
                    9,
                    TRAIN)
            .parameter(TRAIN);

    /** From which score on the positive label is predicted: a score, a metric to be best, or a demand. */
    public static final SpecKey<String> THRESHOLD = key(
                    "threshold", Forms.meant(ThresholdRule::parse, Map.of("type", List.of("string", "number"))))
            .option(
                    "--threshold",
                    "RULE",
                    "From which score on the positive label is predicted, written into the model: a score, a metric that is to"
                            + " be best on the training part (f1, \"fbeta(beta=2)\", \"expected_cost(fn=100,fp=5)\"), or a"
                            + " demand (\"recall>=0.9\").",
                    12,
                    TRAIN)
            .parameter(TRAIN);

    /** What reads the rows and learns from them. */
    public static final SpecKey<String> ENGINE = key(
                    "engine", Forms.oneOf(List.of(ValidateKeys.AGENT, ValidateKeys.SPARK)))
            .option(
                    "--engine",
                    "E",
                    "What trains: agent (this machine, the default), or spark (Apache Spark's executors, on a folder of Parquet or"
                            + " CSV files that they see under the same path; gradient_boosting alone, split: hash).",
                    61,
                    TRAIN)
            .parameter(TRAIN);

    /** The cluster of Spark. */
    public static final SpecKey<String> MASTER = key("master", Forms.text())
            .option(
                    "--master",
                    "M",
                    "The master of Spark: local[*], spark://HOST:7077, yarn or k8s://https://HOST:PORT.",
                    62,
                    TRAIN)
            .parameter(TRAIN);

    /** Settings of Spark. */
    public static final SpecKey<Map<String, String>> SPARK_CONF = key("sparkConf", Forms.entries())
            .option(
                    "--spark-conf",
                    "NAME=VALUE",
                    "A setting of Spark, such as spark.executor.memory=4g; repeatable.",
                    63,
                    TRAIN)
            .parameter(TRAIN);

    /** At most so many threads. */
    public static final SpecKey<Integer> THREADS = key("threads", Forms.count(Fields.MOST_THREADS))
            .option("--threads", "N", "At most so many threads.", 65, TRAIN)
            .parameter(TRAIN);

    private TrainKeys() {}

    private static <T> SpecKey<T> key(String name, Form<T> form) {
        return SpecKey.of(SECTION, name, form);
    }
}
