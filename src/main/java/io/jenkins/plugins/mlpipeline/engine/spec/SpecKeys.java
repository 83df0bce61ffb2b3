package io.jenkins.plugins.mlpipeline.engine.spec;

import static io.jenkins.plugins.mlpipeline.engine.spec.SpecStage.GATE;
import static io.jenkins.plugins.mlpipeline.engine.spec.SpecStage.PROFILE;
import static io.jenkins.plugins.mlpipeline.engine.spec.SpecStage.TRAIN;
import static io.jenkins.plugins.mlpipeline.engine.spec.SpecStage.VALIDATE;
import static io.jenkins.plugins.mlpipeline.engine.spec.SpecStage.WATCH;

import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnSelection.Declared;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.DateOrder;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.gate.Gates;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The settings that say what is predicted and demanded, how files are written, and who answers for the model. */
public final class SpecKeys {
    private static final String TOP = "";
    private static final String CSV = "csv";
    private static final String LEDGER = "ledger";
    private static final String MODEL = "model";
    private static final int MOST_USES = 1_000_000;
    private static final List<String> TASKS =
            Arrays.stream(Task.values()).map(Task::key).toList();

    /** The version of the spec's language. */
    static final SpecKey<String> API_VERSION = SpecKey.of(TOP, "apiVersion", Forms.oneOf(List.of(Spec.API_VERSION)));

    /** What is predicted. */
    public static final SpecKey<Task> TASK = SpecKey.of(
                    TOP,
                    "task",
                    Forms.choice((fields, key) -> fields.placed(key, Task::of), TASKS, Map.of("enum", TASKS)))
            .option(
                    "--task",
                    "TASK",
                    "binary, multiclass or regression; inferred in training when left out.",
                    15,
                    TRAIN,
                    VALIDATE)
            .option("--task", "TASK", "binary, multiclass or regression; inferred when left out.", 15, PROFILE)
            .parameter(TRAIN, VALIDATE);

    /** The column to predict. */
    public static final SpecKey<String> LABEL = SpecKey.of(TOP, "label", Forms.name())
            .option("--label", "COLUMN", "The column that is predicted.", 3, TRAIN, VALIDATE, PROFILE)
            .parameter(TRAIN, VALIDATE);

    /** The label list. */
    public static final SpecKey<List<String>> LABELS = SpecKey.of(TOP, "labels", Forms.labels())
            .option(
                    "--labels",
                    "A,B",
                    "All labels, in the order of the model's scores; a package knows them.",
                    5,
                    VALIDATE)
            .parameter(TRAIN, VALIDATE);

    /** The positive label. */
    public static final SpecKey<String> POS_LABEL = SpecKey.of(TOP, "posLabel", Forms.label())
            .option(
                    "--pos-label",
                    "LABEL",
                    "The label that precision, recall, ROC AUC and the like are about (binary).",
                    12,
                    TRAIN,
                    VALIDATE)
            .parameter(TRAIN, VALIDATE);

    /** The column that identifies a row. */
    public static final SpecKey<String> ROW_ID = SpecKey.of(TOP, "rowId", Forms.text())
            .option(
                    "--row-id",
                    "COLUMN",
                    "A column that names a row; never an input. Without one a row is known by its content.",
                    52,
                    TRAIN,
                    VALIDATE,
                    PROFILE,
                    WATCH)
            .parameter(TRAIN, VALIDATE, WATCH);

    /** Input columns; when it is left out, all but label, row id and ignored ones. */
    public static final SpecKey<List<String>> FEATURES = SpecKey.of(TOP, "features", Forms.texts())
            .option(
                    "--features",
                    "A,B",
                    "The input columns; all but label, row id and ignored ones when left out.",
                    50,
                    TRAIN,
                    VALIDATE,
                    PROFILE)
            .parameter(TRAIN, VALIDATE);

    /** Columns that are no input. */
    public static final SpecKey<List<String>> IGNORE = SpecKey.of(TOP, "ignore", Forms.texts())
            .option("--ignore", "A,B", "Columns that are no input.", 51, TRAIN, VALIDATE, PROFILE)
            .parameter(TRAIN, VALIDATE);

    /** How columns are read, by name, where that shall not be inferred. */
    public static final SpecKey<Map<String, Declared>> COLUMNS = SpecKey.of(
                    TOP,
                    "columns",
                    Forms.nested(ColumnsReader::read).as(Form.Kind.PAIRS).merging(Forms::both))
            .option(
                    "--columns",
                    "COLUMN=TYPE",
                    "How columns are read: number, category, date (\"date dmy\", \"date seconds at 2024-12-31\"), or the categories"
                            + " with | between them.",
                    52,
                    TRAIN,
                    PROFILE)
            .parameter(TRAIN);

    /** A character between values, or {@code tab}. */
    public static final SpecKey<String> DELIMITER = SpecKey.of(CSV, "delimiter", Forms.text())
            .option(
                    "--delimiter",
                    "D",
                    "One of , ; | tab; found in the header line when left out.",
                    53,
                    TRAIN,
                    VALIDATE,
                    PROFILE,
                    WATCH)
            .parameter(TRAIN, VALIDATE, WATCH);

    /** The name of a charset. */
    public static final SpecKey<String> CHARSET = SpecKey.of(CSV, "charset", Forms.text())
            .option(
                    "--charset",
                    "NAME",
                    "How the file is encoded; UTF-8 when left out.",
                    54,
                    TRAIN,
                    VALIDATE,
                    PROFILE,
                    WATCH)
            .parameter(TRAIN, VALIDATE, WATCH);

    /** Texts that mean "no value". */
    public static final SpecKey<List<String>> MISSING = SpecKey.of(CSV, "missing", Forms.tokens())
            .option(
                    "--missing",
                    "A,B",
                    "Texts that mean \"no value\", in place of NA, NaN, null, ? and the like.",
                    55,
                    TRAIN,
                    VALIDATE,
                    PROFILE,
                    WATCH)
            .parameter(TRAIN, VALIDATE, WATCH);

    /** The decimal sign of numbers. */
    public static final SpecKey<String> DECIMAL = SpecKey.of(CSV, "decimal", Forms.oneOf(List.of(".", ",")))
            .option(
                    "--decimal",
                    "D",
                    "The decimal sign of numbers, . or ,; a point when left out.",
                    56,
                    TRAIN,
                    VALIDATE,
                    PROFILE,
                    WATCH)
            .parameter(TRAIN, VALIDATE, WATCH);

    /** What parts groups of digits. */
    public static final SpecKey<String> THOUSANDS = SpecKey.of(
                    CSV, "thousands", Forms.oneOf(List.of(",", ".", "'", " ", "space")))
            .option(
                    "--thousands",
                    "S",
                    "What parts groups of digits in numbers: one of , . ' or space.",
                    57,
                    TRAIN,
                    VALIDATE,
                    PROFILE,
                    WATCH)
            .parameter(TRAIN, VALIDATE, WATCH);

    /** Whether currency signs, percent signs and brackets may stand at numbers. */
    public static final SpecKey<Boolean> NUMBER_SIGNS = SpecKey.of(CSV, "numberSigns", Forms.truth())
            .option(
                    "--number-signs",
                    "",
                    "Numbers may have a currency sign, a percent sign (12 %% is 0.12), or brackets for a minus.",
                    58,
                    TRAIN,
                    VALIDATE,
                    PROFILE,
                    WATCH)
            .parameter(TRAIN, VALIDATE, WATCH);

    /** A cell of a number column that is no number has no value. */
    public static final String BAD_NUMBERS_MISSING = "missing";

    /** What a cell of a number column is that is no number. */
    public static final SpecKey<String> BAD_NUMBERS = SpecKey.of(
                    CSV, "badNumbers", Forms.oneOf(List.of("error", BAD_NUMBERS_MISSING)))
            .option(
                    "--bad-numbers",
                    "WHAT",
                    "A cell of a number column that is no number: error, the default, or missing.",
                    59,
                    TRAIN,
                    VALIDATE,
                    PROFILE,
                    WATCH)
            .parameter(TRAIN, VALIDATE, WATCH);

    /** What begins a line that is skipped. */
    public static final SpecKey<String> COMMENT = SpecKey.of(CSV, "comment", Forms.text())
            .option(
                    "--comment",
                    "SIGN",
                    "Lines that begin with this sign are skipped, for example '#'.",
                    59,
                    TRAIN,
                    VALIDATE,
                    PROFILE,
                    WATCH)
            .parameter(TRAIN, VALIDATE, WATCH);

    /** What stands first in dates that do not begin with the year. */
    public static final SpecKey<String> DATES = SpecKey.of(CSV, "dates", Forms.oneOf(DateOrder.keys()))
            .option(
                    "--dates",
                    "ORDER",
                    "dmy or mdy: what stands first in dates that do not begin with the year.",
                    59,
                    TRAIN,
                    VALIDATE,
                    PROFILE,
                    WATCH)
            .parameter(TRAIN, VALIDATE, WATCH);

    /** How many different models may be decided about on one test set. */
    public static final SpecKey<Integer> MAX_USES =
            SpecKey.of(LEDGER, "maxUses", Forms.count(MOST_USES)).parameter(GATE);

    /** Where the command line keeps the uses. */
    public static final SpecKey<String> LEDGER_FILE = SpecKey.of(LEDGER, "file", Forms.path())
            .option(
                    "--ledger",
                    "FILE",
                    "The file in which uses of test sets are counted; ledger.maxUses in the spec limits them.",
                    5,
                    GATE);

    /** What the model is called, in its owner's words; for the audit record as the next three are. */
    public static final SpecKey<String> MODEL_NAME = SpecKey.of(MODEL, "name", Forms.text());

    /** Its version. */
    public static final SpecKey<String> MODEL_VERSION = SpecKey.of(MODEL, "version", Forms.version());

    /** Who answers for it. */
    public static final SpecKey<String> MODEL_OWNER = SpecKey.of(MODEL, "owner", Forms.text());

    /** What it may be used for. */
    public static final SpecKey<String> MODEL_INTENDED_USE = SpecKey.of(MODEL, "intendedUse", Forms.text());

    /** What is demanded; each gate is replaced by one of the same id. */
    public static final SpecKey<Gates> GATES = SpecKey.of(
                    TOP,
                    "gates",
                    Forms.nested(GateReader::all).as(Form.Kind.LINES).merging(Gates::overriddenBy))
            .option(
                    "--gate",
                    "EXPR",
                    "METRIC>=VALUE where greater is better, METRIC<=VALUE where smaller is; repeatable."
                            + " VALUE may be baseline-0.005; settings stand in parentheses: accuracy(decide=lowerBound)>=0.9.",
                    3,
                    GATE)
            .parameter(GATE);

    private SpecKeys() {}
}
