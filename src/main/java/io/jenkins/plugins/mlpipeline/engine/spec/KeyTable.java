package io.jenkins.plugins.mlpipeline.engine.spec;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Every setting, in the order in which they are read. What is not here is not understood anywhere. */
public final class KeyTable {
    /** The rows of the table. */
    public static final List<SpecKey<?>> KEYS = List.of(
            SpecKeys.API_VERSION,
            SpecKeys.TASK,
            SpecKeys.LABEL,
            SpecKeys.LABELS,
            SpecKeys.POS_LABEL,
            SpecKeys.ROW_ID,
            SpecKeys.FEATURES,
            SpecKeys.IGNORE,
            SpecKeys.COLUMNS,
            SpecKeys.DELIMITER,
            SpecKeys.CHARSET,
            SpecKeys.MISSING,
            SpecKeys.DECIMAL,
            SpecKeys.THOUSANDS,
            SpecKeys.NUMBER_SIGNS,
            SpecKeys.BAD_NUMBERS,
            SpecKeys.COMMENT,
            SpecKeys.DATES,
            TrainKeys.DATA,
            TrainKeys.TEST_DATA,
            TrainKeys.TEST_SIZE,
            TrainKeys.SPLIT,
            TrainKeys.SEED,
            TrainKeys.ALGORITHM,
            TrainKeys.CANDIDATES,
            TrainKeys.HYPERPARAMETERS,
            TrainKeys.CLASS_WEIGHT,
            TrainKeys.MANY_CATEGORIES,
            TrainKeys.WEIGHTS,
            TrainKeys.THRESHOLD,
            TrainKeys.ENGINE,
            TrainKeys.MASTER,
            TrainKeys.SPARK_CONF,
            TrainKeys.THREADS,
            ValidateKeys.MODEL,
            ValidateKeys.DATA,
            ValidateKeys.SHA256,
            ValidateKeys.REFERENCE,
            ValidateKeys.PREDICTIONS,
            ValidateKeys.PREDICTION_COLUMN,
            ValidateKeys.SCORE_COLUMNS,
            ValidateKeys.ENDPOINT,
            ValidateKeys.PROTOCOL,
            ValidateKeys.ENDPOINT_CA,
            ValidateKeys.SCORES,
            ValidateKeys.THRESHOLD,
            ValidateKeys.SUBJECT,
            ValidateKeys.BASELINE,
            ValidateKeys.SLICES,
            ValidateKeys.FAIRNESS,
            ValidateKeys.GROUPS,
            ValidateKeys.WEIGHTS,
            ValidateKeys.BOOTSTRAP,
            ValidateKeys.COSTS,
            ValidateKeys.WORST_ROWS,
            ValidateKeys.IMPORTANCE,
            ValidateKeys.SEED,
            ValidateKeys.OUTCOMES,
            ValidateKeys.THREADS,
            ValidateKeys.ENGINE,
            ValidateKeys.MASTER,
            ValidateKeys.SPARK_CONF,
            SpecKeys.MAX_USES,
            SpecKeys.LEDGER_FILE,
            SpecKeys.MODEL_NAME,
            SpecKeys.MODEL_VERSION,
            SpecKeys.MODEL_OWNER,
            SpecKeys.MODEL_INTENDED_USE,
            SpecKeys.GATES);

    private KeyTable() {}

    /** The settings that a step takes as parameters, in order. */
    public static List<SpecKey<?>> parameters(SpecStage step) {
        return KEYS.stream().filter(key -> key.isParameter(step)).toList();
    }

    /** The settings that a command takes as options, in order. */
    public static List<SpecKey<?>> options(SpecStage command) {
        return KEYS.stream().filter(key -> key.option(command).isPresent()).toList();
    }

    /** The names that each section knows, sections among those of the top level, which is called by an empty text. */
    static Map<String, Set<String>> names() {
        Map<String, Set<String>> names = new LinkedHashMap<>();
        names.put("", new LinkedHashSet<>());
        for (SpecKey<?> key : KEYS) {
            if (!key.section().isEmpty()) {
                names.get("").add(key.section());
            }
            names.computeIfAbsent(key.section(), section -> new LinkedHashSet<>())
                    .add(key.name());
        }
        return names;
    }

    /** The settings of a section that have one of some names. */
    static Set<SpecKey<?>> named(String section, List<String> names) {
        return KEYS.stream()
                .filter(key -> key.section().equals(section) && names.contains(key.name()))
                .collect(Collectors.toSet());
    }
}
