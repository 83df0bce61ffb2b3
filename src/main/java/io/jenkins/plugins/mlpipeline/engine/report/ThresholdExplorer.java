package io.jenkins.plugins.mlpipeline.engine.report;

import io.jenkins.plugins.mlpipeline.engine.evaluation.ConfusionMatrix;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.ThresholdRow;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a page with scripts needs to move the decision threshold: counts at each stored threshold. The script is the
 * page's; without it nothing is shown, and the table of thresholds says the same.
 */
final class ThresholdExplorer {
    private static final int MOST = 400;

    private ThresholdExplorer() {}

    static void write(Markup page, ReportInput input) {
        Evaluation evaluation = input.evaluation();
        List<ThresholdRow> rows = evaluation.thresholds();
        // It counts rows, and of rows with weights these counts say little.
        if (rows == null || rows.isEmpty() || rows.get(0).truePositiveWeight() != null) {
            return;
        }
        ConfusionSection.positive(evaluation).ifPresent(positive -> write(page, evaluation, rows, positive));
    }

    private static void write(Markup page, Evaluation evaluation, List<ThresholdRow> rows, int positive) {
        ConfusionMatrix matrix = evaluation.confusionMatrix();
        String counts = Arrays.stream(Grid.spread(rows.size(), MOST))
                .mapToObj(rows::get)
                .map(r -> r.threshold() + " " + r.truePositives() + " " + r.falsePositives())
                .collect(Collectors.joining(","));
        page.in(
                        "section",
                        section -> section.text("h2", "Threshold explorer", "id", "explorer-title"),
                        "id",
                        "explorer",
                        "class",
                        "card explorer",
                        "aria-labelledby",
                        "explorer-title",
                        "data-rows",
                        counts,
                        "data-positives",
                        Long.toString(rows(matrix, positive)),
                        "data-negatives",
                        Long.toString(rows(matrix, 1 - positive)),
                        "data-judged",
                        evaluation.threshold() == null
                                ? null
                                : evaluation.threshold().toString(),
                        "data-label",
                        evaluation.posLabel(),
                        "hidden",
                        "hidden")
                .line();
    }

    private static long rows(ConfusionMatrix matrix, int label) {
        long others = matrix.others() == null ? 0 : matrix.others()[label];
        return Arrays.stream(matrix.counts()[label]).sum() + others;
    }
}
