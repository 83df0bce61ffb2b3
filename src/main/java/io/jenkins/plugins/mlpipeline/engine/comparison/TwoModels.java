package io.jenkins.plugins.mlpipeline.engine.comparison;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Comparison;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Comparison.Compared;
import io.jenkins.plugins.mlpipeline.engine.metric.LossStatistics;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Outcomes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Two models that were validated at different times, compared afterwards by what was kept of them. */
public final class TwoModels {
    private TwoModels() {}

    /**
     * Row by row, on the rows that neither learnt from as far as that is known. Intervals are of the closed forms alone; nothing
     * is resampled.
     *
     * @throws UserError when they are about other rows, or predict something else, or rows had weights
     */
    public static Comparison rowByRow(StoredOutcomes first, StoredOutcomes second) {
        requireCounted(first);
        requireCounted(second);
        RowJoin.Aligned aligned = RowJoin.align(first, second);
        Outcomes ours = first.outcomes();
        Outcomes theirs = aligned.outcomes();
        UnseenRows unseen = new UnseenRows(first.learnt(), aligned.learnt());
        int[] kept = unseen.kept(null, ours.rows());
        Comparison.Learnt learnt = unseen.learnt(null, ours.rows());
        if (kept != null && kept.length == 0) {
            return Comparing.nothing(ours.task(), Set.of(), learnt);
        }
        return Comparing.compare(
                        kept == null ? ours : ours.subset(kept),
                        kept == null ? theirs : theirs.subset(kept),
                        Set.of(),
                        Set.of(),
                        null,
                        0,
                        LossStatistics.POINTS_OF_A_SLICE)
                .with(learnt);
    }

    private static void requireCounted(StoredOutcomes stored) {
        String weights = stored.header().weights();
        if (weights != null) {
            throw new UserError("the rows have weights (column \"" + weights
                    + "\"), which files of outcomes don't keep, so that they can't be compared row by row afterwards. Name one"
                    + " model as the baseline when the other is validated.");
        }
    }

    /** By the values alone; metrics that one of them lacks are left out. */
    public static Comparison byValues(Map<String, Double> first, Map<String, Double> second) {
        Map<String, Compared> metrics = new LinkedHashMap<>();
        first.forEach((key, value) -> {
            if (second.get(key) != null) {
                metrics.put(key, Compared.of(value, second.get(key), null, null, null, null));
            }
        });
        return new Comparison(0, null, metrics, null);
    }
}
