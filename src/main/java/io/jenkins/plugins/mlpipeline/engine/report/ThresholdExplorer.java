package io.jenkins.plugins.mlpipeline.engine.report;

import io.jenkins.plugins.mlpipeline.engine.evaluation.ConfusionMatrix;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.ThresholdRow;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
        if (rows == null || rows.isEmpty()) {
            return;
        }
        totals(evaluation).ifPresent(totals -> write(page, evaluation, rows, totals));
    }

    private static void write(Markup page, Evaluation evaluation, List<ThresholdRow> rows, long[] totals) {
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
                        Long.toString(totals[0]),
                        "data-negatives",
                        Long.toString(totals[1]),
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

    /** Positive rows and others; empty when they are not known. */
    private static Optional<long[]> totals(Evaluation evaluation) {
        ConfusionMatrix matrix = evaluation.confusionMatrix();
        if (!ConfusionSection.square(matrix) || matrix.labels().size() != 2 || evaluation.posLabel() == null) {
            return Optional.empty();
        }
        int positive = matrix.labels().indexOf(evaluation.posLabel());
        return positive < 0
                ? Optional.empty()
                : Optional.of(new long[] {rows(matrix, positive), rows(matrix, 1 - positive)});
    }

    private static long rows(ConfusionMatrix matrix, int label) {
        long others = matrix.others() == null ? 0 : matrix.others()[label];
        return Arrays.stream(matrix.counts()[label]).sum() + others;
    }
}
