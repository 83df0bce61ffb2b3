package io.jenkins.plugins.mlpipeline.engine.validation;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Scores;
import java.util.List;
import java.util.Locale;

/**
 * Whether the labels that were answered are those that the scores beside them say. Metrics of labels and metrics of scores are
 * about one model only when they are; a converter that turns scores round, or a column that was named wrongly, would
 * otherwise pass for a property of the model.
 */
interface LabelAgreement {
    /**
     * Takes a row.
     *
     * @param own index of the label that was answered, or {@link ClassificationOutcomes#OUTSIDE}
     * @param numbers all rows' numbers as they came
     * @param start where the row's begin
     * @param scores what was made of them
     */
    void add(int own, double[] numbers, int start, double[] scores);

    /**
     * What a reader should know, one sentence each; to be asked when all rows are known.
     *
     * @throws UserError when the scores contradict the labels
     */
    List<String> findings(ClassificationOutcomes outcomes);

    /**
     * A comparison that has seen no row.
     *
     * @param columns what the numbers mean
     * @param stored the threshold by which the labels are known to be told; null where none is known
     */
    static LabelAgreement of(
            String model, String data, PredictionTask target, ScoreOrder order, ScoreColumns columns, Double stored) {
        return columns.kept() == Scores.NONE || target.labels().size() > 2
                ? new ColumnAgreement(model, data, target, order, columns)
                : new CutAgreement(model, data, target, order, columns, stored);
    }

    /** {@code 12 of 284 rows (4.2 %)}. */
    static String share(long part, long of) {
        double percent = 100.0 * part / of;
        return part + " of " + of + (of == 1 ? " row" : " rows") + " ("
                + String.format(Locale.ROOT, percent < 0.1 ? "%.2g" : "%.1f", percent) + " %)";
    }
}
