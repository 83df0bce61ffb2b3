package io.jenkins.plugins.mlpipeline.engine.monitoring;

import io.jenkins.plugins.mlpipeline.engine.check.ColumnBins;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Outcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RegressionOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ScoreCurves;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Scores;
import io.jenkins.plugins.mlpipeline.engine.validation.UnlabelledRun;
import java.util.ArrayList;
import java.util.List;

/**
 * What was seen at a look.
 *
 * @param name what the rows are called
 * @param rows number of rows
 * @param digest {@code sha256:<hex>} of the rows in whatever order; null when there are none
 * @param series what was counted; empty without rows
 * @param answers what the model answered; null without rows, and where only a histogram is looked at
 * @param expected what error is to be expected of predicted numbers; null where no rows were judged
 * @param kept see {@link KeptAnswers}; null when rows have no names
 * @param warnings one sentence each
 */
public record Sample(
        String name,
        long rows,
        String digest,
        List<LookSeries> series,
        Outcomes answers,
        ExpectedLoss expected,
        String kept,
        List<String> warnings) {
    private static final String EVALUATION = "the evaluation";

    /**
     * A histogram of a window.
     *
     * @param name of the histogram
     * @param counts values by bucket; empty when there are none
     * @param window what tells the window from any other
     */
    public static Sample ofHistogram(String name, List<Long> counts, String window) {
        long[] now = counts.stream().mapToLong(Long::longValue).toArray();
        long rows = Counts.sum(now);
        return rows == 0
                ? new Sample(name, 0, null, List.of(), null, null, null, List.of())
                : new Sample(
                        name,
                        rows,
                        Digest.ofText(name + "\n" + window),
                        List.of(LookSeries.ordered(LookSeries.Kind.HISTOGRAM, name, now, null, null)),
                        null,
                        null,
                        null,
                        List.of());
    }

    /**
     * Rows that the model was asked.
     *
     * @param predictions bins for predicted numbers; null for labels, and where training left none
     * @param expected heard of these rows; null where no rows were judged
     */
    public static Sample of(
            String name,
            UnlabelledRun.Seen seen,
            Answering answering,
            ColumnBins predictions,
            Evaluated evaluated,
            ExpectedLoss expected) {
        List<String> warnings = new ArrayList<>();
        if (!seen.unknown().isEmpty()) {
            warnings.add(
                    "training left nothing to compare the columns " + String.join(", ", seen.unknown()) + " with.");
        }
        if (seen.trials() > 0) {
            warnings.add(seen.trials() + " rows were left out: their " + UnlabelledRun.TRIAL
                    + " says that they were sent to try the model.");
        }
        if (seen.rows() == 0) {
            return new Sample(name, 0, null, List.of(), null, null, null, warnings);
        }
        List<LookSeries> series = new ArrayList<>();
        for (ColumnBins bins : seen.bins()) {
            series.add(LookSeries.input(bins, seen.counts().get(bins.name())));
        }
        if (seen.answers() instanceof ClassificationOutcomes labels) {
            long[] predicted = Evaluated.predicted(labels.confusionMatrix().counts());
            series.add(LookSeries.labels(
                    predicted, evaluated.predicted(answering.labels()).orElse(null), EVALUATION));
            long[] scores = labels.scores() == Scores.NONE
                    ? null
                    : Evaluated.scores(ScoreCurves.of(labels)).orElse(null);
            if (scores != null) {
                series.add(LookSeries.ordered(
                        LookSeries.Kind.PREDICTION,
                        "score",
                        scores,
                        evaluated.scores().orElse(null),
                        EVALUATION));
            }
        } else if (predictions != null) {
            RegressionOutcomes numbers = (RegressionOutcomes) seen.answers();
            long[] counts = new long[predictions.size()];
            for (int row = 0; row < numbers.rows(); row++) {
                counts[predictions.bin(numbers.predicted(row))]++;
            }
            series.add(LookSeries.numbers(predictions, counts));
        }
        return new Sample(
                name,
                seen.rows(),
                seen.digest(),
                List.copyOf(series),
                seen.answers(),
                expected,
                seen.ids().length == 0 ? null : KeptAnswers.write(seen.answers(), seen.ids()),
                warnings);
    }
}
