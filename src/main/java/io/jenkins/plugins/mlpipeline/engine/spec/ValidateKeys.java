package io.jenkins.plugins.mlpipeline.engine.spec;

import static io.jenkins.plugins.mlpipeline.engine.spec.SpecStage.VALIDATE;

import io.jenkins.plugins.mlpipeline.engine.comparison.WorstRows;
import io.jenkins.plugins.mlpipeline.engine.endpoint.Endpoint;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Importance;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.CostTable;
import io.jenkins.plugins.mlpipeline.engine.slice.SliceSpec;
import io.jenkins.plugins.mlpipeline.engine.spec.Form.Kind;
import java.util.List;
import java.util.Map;

/** The settings of the section {@code validate}. */
public final class ValidateKeys {
    /** Its name. */
    static final String SECTION = "validate";

    /** The engine that is this machine. */
    public static final String AGENT = "agent";

    /** The engine that is a cluster of Apache Spark. */
    public static final String SPARK = "spark";

    private static final String MODEL_NAME = "model";
    private static final String SHA256_NAME = "sha256";
    private static final String PREDICTIONS_NAME = "predictions";
    private static final String ENDPOINT_NAME = "endpoint";
    private static final String PROTOCOL_NAME = "protocol";
    private static final String ENDPOINT_CA_NAME = "endpointCa";

    /** A model file or package. */
    public static final SpecKey<String> MODEL = key(MODEL_NAME, Forms.model())
            .replacing(PREDICTIONS_NAME, ENDPOINT_NAME, PROTOCOL_NAME, ENDPOINT_CA_NAME)
            .option(
                    "--model",
                    "P",
                    "A model package (folder), an ONNX file, a file of XGBoost or LightGBM, TorchScript (.pt), or one of a"
                            + " registry: models:/NAME/3, models:/NAME@ALIAS, runs:/RUN/PATH,"
                            + " oci://REGISTRY/REPOSITORY@sha256:...",
                    1,
                    VALIDATE)
            .parameter(VALIDATE);

    /** Files of rows; when they are left out, the rows held out in training. A digest is of these files and no others. */
    public static final SpecKey<List<String>> DATA = key("data", Forms.paths())
            .replacing(SHA256_NAME)
            .option(
                    "--data",
                    "FILE",
                    "The rows to validate on, - for standard input; the package's holdout.csv when left out. Repeatable: of"
                            + " several files each is a slice, too.",
                    2,
                    VALIDATE)
            .parameter(VALIDATE);

    /** {@code sha256:<hex>} that the data must have. */
    public static final SpecKey<String> SHA256 = key(
                    SHA256_NAME,
                    Forms.of(
                            Kind.TEXT, Fields::digest, Map.of("type", "string", "pattern", "^(sha256:)?[0-9a-f]{64}$")))
            .parameter(VALIDATE);

    /** Rows to compare with: a CSV file, or what {@code ml-pipeline profile} made of one. */
    public static final SpecKey<String> REFERENCE = key("reference", Forms.path())
            .option(
                    "--reference",
                    "FILE",
                    "Rows to compare with, for drift and overlap: a file of rows, or what \"profile\" wrote; the rows that a"
                            + " package learnt from when left out.",
                    13,
                    VALIDATE)
            .parameter(VALIDATE);

    /** A predictions file, in place of a model. */
    public static final SpecKey<String> PREDICTIONS = key(PREDICTIONS_NAME, Forms.path())
            .replacing(MODEL_NAME, ENDPOINT_NAME, PROTOCOL_NAME, ENDPOINT_CA_NAME)
            .option(
                    "--predictions",
                    "FILE",
                    "Predictions of any framework in place of a model: CSV, JSON Lines, Parquet; - for standard input.",
                    6,
                    VALIDATE)
            .parameter(VALIDATE);

    /** Its column with the predicted label or number. */
    public static final SpecKey<String> PREDICTION_COLUMN = key("predictionColumn", Forms.text())
            .option("--prediction-column", "COLUMN", "The predicted label or number in --predictions.", 7, VALIDATE)
            .parameter(VALIDATE);

    /** Its columns with scores, by label. */
    public static final SpecKey<Map<String, String>> SCORE_COLUMNS = key(
                    "scoreColumns",
                    Forms.of(
                            Kind.PAIRS,
                            Fields::byLabel,
                            Map.of("type", "object", "additionalProperties", Map.of("type", "string"))))
            .option(
                    "--score-columns",
                    "LABEL=COLUMN",
                    "The score of each label in --predictions, or of the positive one alone.",
                    8,
                    VALIDATE)
            .parameter(VALIDATE);

    /** Where a served model takes rows, in place of a model. */
    public static final SpecKey<String> ENDPOINT = key(ENDPOINT_NAME, Forms.text())
            .replacing(MODEL_NAME, PREDICTIONS_NAME)
            .option(
                    "--endpoint",
                    "URL",
                    "Where a served model takes rows, whole, in place of a model; a bearer token is taken from "
                            + Endpoint.TOKEN + ".",
                    15,
                    VALIDATE)
            .parameter(VALIDATE);

    /** How it takes them. */
    public static final SpecKey<String> PROTOCOL = key(PROTOCOL_NAME, Forms.protocol())
            .option(
                    "--protocol",
                    "P",
                    "How --endpoint takes rows: v2 (Open Inference Protocol, the default; v2:OUTPUT,OUTPUT asks for outputs), v1"
                            + " (KServe v1, TensorFlow Serving), mlflow (/invocations) or template:FILE.",
                    16,
                    VALIDATE)
            .parameter(VALIDATE);

    /** The certificate of its authority. */
    public static final SpecKey<String> ENDPOINT_CA = key(ENDPOINT_CA_NAME, Forms.path())
            .option("--endpoint-ca", "FILE", "The certificate of the authority of --endpoint (PEM).", 17, VALIDATE)
            .parameter(VALIDATE);

    /** What the scores are. */
    public static final SpecKey<String> SCORES = key(
                    "scores",
                    Forms.oneOf(List.of(
                            "probabilities",
                            "logits",
                            "margins",
                            "opposite_probabilities",
                            "opposite_logits",
                            "opposite_margins")))
            .option(
                    "--scores",
                    "KIND",
                    "What scores are: probabilities (the default), logits or margins; opposite_probabilities, opposite_logits or"
                            + " opposite_margins when each is that of the other one of two labels.",
                    9,
                    VALIDATE)
            .parameter(VALIDATE);

    /** The score from which a row is predicted positive, in [0, 1]. */
    public static final SpecKey<Double> THRESHOLD = key("threshold", Forms.score("a score between 0 and 1"))
            .option(
                    "--threshold",
                    "T",
                    "The score from which the positive label is predicted; the model's own label when left out.",
                    10,
                    VALIDATE)
            .parameter(VALIDATE);

    /** What the predictions are about, or what answers at the endpoint. */
    public static final SpecKey<String> SUBJECT = key("subject", Forms.text())
            .option(
                    "--subject",
                    "REF",
                    "What the predictions are about, or what answers at --endpoint: a path, sha256:... or IMAGE@sha256:...",
                    14,
                    VALIDATE)
            .parameter(VALIDATE);

    /** The model to compare with. */
    public static final SpecKey<SpecBaseline> BASELINE = key(
                    "baseline", Forms.nested(AnalysisReader::baseline).placedBy((folder, read) -> read.below(folder)))
            .option(
                    "--baseline",
                    "REF",
                    "What to compare with on the same rows: a model, a file of --outcomes, dummy or none.",
                    20,
                    VALIDATE)
            .parameter(VALIDATE);

    /** Parts of the rows; each is replaced by one of the same name. */
    public static final SpecKey<List<SliceSpec>> SLICES = key(
                    "slices",
                    Forms.nested(AnalysisReader::slices)
                            .as(Kind.LINES)
                            .merging((ours, over) -> Forms.both(ours, over, SliceSpec::name)))
            .option(
                    "--slice",
                    "C",
                    "Evaluate the rows of each value of a column, or of two: C,D; repeatable.",
                    24,
                    VALIDATE)
            .parameter(VALIDATE);

    /** Sensitive columns. */
    public static final SpecKey<List<String>> FAIRNESS = key(
                    "fairness", Forms.texts().as(Kind.ITEMS))
            .option(
                    "--fairness",
                    "C",
                    "A sensitive column whose groups are to be treated alike; repeatable.",
                    25,
                    VALIDATE)
            .parameter(VALIDATE);

    /** The column that names the group of a row. */
    public static final SpecKey<String> GROUPS = key("groups", Forms.text())
            .option(
                    "--groups",
                    "C",
                    "The column that names rows which go together, as those of one patient.",
                    26,
                    VALIDATE)
            .parameter(VALIDATE);

    /** The column that says what a row counts for. */
    public static final SpecKey<String> WEIGHTS = key("weights", Forms.text())
            .option(
                    "--weights",
                    "C",
                    "The column with each row's weight: a row of weight 3 counts as three, in metrics, bounds and slices.",
                    26,
                    VALIDATE)
            .parameter(VALIDATE);

    /** Metrics whose bootstrap samples are kept. */
    public static final SpecKey<List<String>> BOOTSTRAP = key(
                    "bootstrap", Forms.texts().as(Kind.ITEMS))
            .option(
                    "--bootstrap",
                    "KEY",
                    "A metric whose bootstrap samples a gate will need; repeatable.",
                    27,
                    VALIDATE)
            .parameter(VALIDATE);

    /** Cost matrices by name. */
    public static final SpecKey<Map<String, CostTable>> COSTS =
            key("costs", Forms.nested(CostsReader::read).merging(Forms::both)).parameter(VALIDATE);

    /** How many rows on which the candidate lost are listed at most. */
    public static final SpecKey<Integer> WORST_ROWS = key("worstRows", Forms.countFromZero(WorstRows.MOST))
            .option(
                    "--worst-rows",
                    "N",
                    "List at most N rows that the baseline gets right and the model wrong.",
                    28,
                    VALIDATE)
            .parameter(VALIDATE);

    /** How often each input is shuffled to see how much the model relies on it; 0 for never. */
    public static final SpecKey<Integer> IMPORTANCE = key(
                    "importance", Forms.countOrTruth(Importance.USUAL_REPEATS, Importance.MOST_REPEATS))
            .option(
                    "--importance",
                    "REPEATS",
                    "How much the model relies on each input: what a metric loses when its values are shuffled, so many times; "
                            + Importance.USUAL_REPEATS + " when no number is given.",
                    28,
                    VALIDATE)
            .parameter(VALIDATE);

    /** The seed of everything random. */
    public static final SpecKey<Long> SEED = key("seed", Forms.integer())
            .option("--seed", "N", "Of bootstrap samples and shuffles; 42 when left out.", 29, VALIDATE)
            .parameter(VALIDATE);

    /** Where the file of outcomes goes. */
    public static final SpecKey<String> OUTCOMES = key("outcomes", Forms.path())
            .option(
                    "--outcomes",
                    "FILE",
                    "Where to write what the model answered on each row, to compare later models with.",
                    23,
                    VALIDATE)
            .parameter(VALIDATE);

    /** At most so many threads. */
    public static final SpecKey<Integer> THREADS = key("threads", Forms.count(Fields.MOST_THREADS))
            .option("--threads", "N", "At most so many threads.", 65, VALIDATE)
            .parameter(VALIDATE);

    /** What reads and predicts the rows. */
    public static final SpecKey<String> ENGINE = key("engine", Forms.oneOf(List.of(AGENT, SPARK)))
            .option(
                    "--engine",
                    "E",
                    "What reads and predicts the rows: agent (this machine, the default), or spark (Apache Spark's executors, on a"
                            + " folder of Parquet or CSV files that they see under the same path).",
                    61,
                    VALIDATE)
            .parameter(VALIDATE);

    /** The cluster of Spark. */
    public static final SpecKey<String> MASTER = key("master", Forms.text())
            .option(
                    "--master",
                    "M",
                    "The master of Spark: local[*], spark://HOST:7077, yarn or k8s://https://HOST:PORT.",
                    62,
                    VALIDATE)
            .parameter(VALIDATE);

    /** Settings of Spark. */
    public static final SpecKey<Map<String, String>> SPARK_CONF = key("sparkConf", Forms.entries())
            .option(
                    "--spark-conf",
                    "NAME=VALUE",
                    "A setting of Spark, such as spark.executor.memory=4g; repeatable.",
                    63,
                    VALIDATE)
            .parameter(VALIDATE);

    private ValidateKeys() {}

    private static <T> SpecKey<T> key(String name, Form<T> form) {
        return SpecKey.of(SECTION, name, form);
    }
}
