package io.jenkins.plugins.mlpipeline.engine.monitoring;

import io.jenkins.plugins.mlpipeline.engine.evaluation.ModelRef;
import java.util.List;

/**
 * The document {@code watch-result.json}, schema version 1: what came of a look.
 *
 * @param schemaVersion 1
 * @param state {@code quiet}, {@code alarm} or {@code noData}
 * @param message a sentence
 * @param at when was looked, ISO 8601
 * @param model the model
 * @param data what was looked at
 * @param ledger the looks so far
 * @param alarms what makes the alarm, as the ledger calls it: {@code input income}
 * @param columns what the model is asked, and what it answers, beside their references
 * @param estimated how well it may answer
 * @param measured how well it did where labels have arrived; null when no labels were given
 * @param warnings one sentence each
 */
public record WatchResult(
        int schemaVersion,
        String state,
        String message,
        String at,
        ModelRef model,
        Data data,
        Ledger ledger,
        List<String> alarms,
        List<Drifted> columns,
        Performance estimated,
        Performance measured,
        List<String> warnings) {
    /** The schema version that this code writes. */
    public static final int SCHEMA_VERSION = 1;

    /** Nothing was bad often enough in a row. */
    public static final String QUIET = "quiet";

    /** Something was. */
    public static final String ALARM = "alarm";

    /** There was too little to look at. */
    public static final String NO_DATA = "noData";

    /**
     * What was looked at.
     *
     * @param name what it is called
     * @param rows number of rows
     * @param digest {@code sha256:<hex>} of the rows in whatever order; null when there are none
     * @param seenBefore when the same rows were looked at before, ISO 8601; null when they are new
     */
    public record Data(String name, long rows, String digest, String seenBefore) {}

    /**
     * The looks so far.
     *
     * @param looks how many there were, this one among them if it counts
     * @param windows so many in a row make an alarm
     * @param falseAlarms what was asked for, in 30 days
     * @param alpha this look's part of it: the chance with which it may be bad when nothing has changed
     * @param tests how many tests share that
     */
    public record Ledger(int looks, int windows, double falseAlarms, double alpha, int tests) {}

    /** The process's exit code: 0 quiet, 1 alarm, 3 no data. */
    public int exitCode() {
        return switch (state) {
            case QUIET -> 0;
            case ALARM -> 1;
            default -> 3;
        };
    }
}
