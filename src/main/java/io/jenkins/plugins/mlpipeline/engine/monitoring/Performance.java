package io.jenkins.plugins.mlpipeline.engine.monitoring;

import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import java.util.Map;

/**
 * How well the model answers, estimated or measured.
 *
 * @param state {@code same}, {@code worse}, {@code notJudged} or {@code none}
 * @param metrics by key; empty when there are none
 * @param rows rows that they are about; null when there are none
 * @param metric what is judged; null when nothing is
 * @param reference its value in the evaluation; null when nothing is judged
 * @param p how likely chance alone makes it so much worse; null when nothing is judged
 * @param alpha below it chance is no explanation
 * @param from the oldest of the looks that the rows are of; null when they are of this one
 * @param to the newest of them
 * @param run how many times in a row it was worse
 * @param reason a sentence
 * @param caution what these numbers can't tell; null when there is nothing to say
 */
public record Performance(
        String state,
        Map<String, MetricValue> metrics,
        Long rows,
        String metric,
        Double reference,
        Double p,
        Double alpha,
        String from,
        String to,
        int run,
        String reason,
        String caution) {
    static final String SAME = "same";
    static final String WORSE = "worse";
    static final String NOT_JUDGED = "notJudged";
    static final String NONE = "none";

    /** There is nothing. */
    static Performance none(String reason) {
        return new Performance(NONE, Map.of(), null, null, null, null, null, null, null, 0, reason, null);
    }

    boolean isJudged() {
        return state.equals(SAME) || state.equals(WORSE);
    }

    boolean isBad() {
        return state.equals(WORSE);
    }

    Performance running(int looks) {
        return new Performance(state, metrics, rows, metric, reference, p, alpha, from, to, looks, reason, caution);
    }
}
