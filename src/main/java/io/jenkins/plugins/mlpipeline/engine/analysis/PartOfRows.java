package io.jenkins.plugins.mlpipeline.engine.analysis;

import io.jenkins.plugins.mlpipeline.engine.comparison.Comparing;
import io.jenkins.plugins.mlpipeline.engine.comparison.Resampling;
import io.jenkins.plugins.mlpipeline.engine.comparison.UnseenRows;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Comparison;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Losses;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Replicates;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Statistics;
import io.jenkins.plugins.mlpipeline.engine.metric.CatalogueKey;
import io.jenkins.plugins.mlpipeline.engine.metric.LossStatistics;
import io.jenkins.plugins.mlpipeline.engine.metric.Metrics;
import io.jenkins.plugins.mlpipeline.engine.metric.ResampledMetric;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Outcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RowGroups;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All rows, or those of a slice, as the candidate and the other models answer them.
 *
 * @param outcomes the candidate's answers
 * @param others other models' answers on the same rows
 * @param groups null when rows are independent
 * @param request what was asked for
 * @param extra metrics beside the standard ones
 * @param slices the division that the rows are a part of; null for all rows
 * @param unseen which rows are compared with the baseline's; null without one
 * @param places the rows' places in the test set; null for all rows
 */
record PartOfRows(
        Outcomes outcomes,
        Map<String, Outcomes> others,
        RowGroups groups,
        AnalysisRequest request,
        Set<CatalogueKey> extra,
        String slices,
        UnseenRows unseen,
        int[] places) {

    /** What a gate needs of the candidate. */
    Statistics statistics() {
        Statistics closed = Metrics.statistics(outcomes, extra, groups, request.groups(), points());
        List<CatalogueKey> keys = new ArrayList<>();
        for (CatalogueKey key : Metrics.keys(outcomes.task(), extra)) {
            boolean known = closed.estimates().containsKey(key.toString())
                    || groups == null
                            && outcomes.weights() == null
                            && closed.proportions().containsKey(key.toString());
            if (!known && Analysis.sampled(request, slices, null).contains(key)) {
                keys.add(key);
            }
        }
        List<Replicates> samples = Resampling.of(
                outcomes.rows(),
                groups,
                request.seed(),
                keys.stream().map(key -> ResampledMetric.of(outcomes, key)).toList());
        Map<String, Replicates> replicates = new LinkedHashMap<>();
        for (int i = 0; i < samples.size(); i++) {
            replicates.put(keys.get(i).toString(), samples.get(i));
        }
        return closed.with(pivots(), replicates.isEmpty() ? null : replicates);
    }

    /** Samples of whole groups, or of rows with weights; of a slice, for the metrics that gates ask for. */
    private Map<String, Replicates> pivots() {
        if (groups == null && outcomes.weights() == null) {
            return null;
        }
        Map<String, Replicates> pivots = new LinkedHashMap<>();
        for (CatalogueKey key : Metrics.keys(outcomes.task(), extra)) {
            if (slices == null || Analysis.sampled(request, slices, null).contains(key)) {
                LossStatistics.pivots(outcomes, key, groups, request.seed())
                        .ifPresent(p -> pivots.put(key.toString(), p));
            }
        }
        return pivots.isEmpty() ? null : pivots;
    }

    private int points() {
        return slices == null ? Losses.MOST_POINTS : LossStatistics.POINTS_OF_A_SLICE;
    }

    /** The candidate beside each of the others; null when there is none. */
    Map<String, Comparison> comparisons() {
        Map<String, Comparison> comparisons = new LinkedHashMap<>();
        others.forEach((versus, other) -> comparisons.put(
                versus,
                versus.equals(Evaluation.BASELINE)
                        ? ofUnseen(other)
                        : Comparing.compare(
                                outcomes,
                                other,
                                extra,
                                Analysis.sampled(request, slices, versus),
                                groups,
                                request.seed(),
                                points())));
        return comparisons.isEmpty() ? null : comparisons;
    }

    /** The candidate beside the baseline on the rows that neither learnt from. */
    private Comparison ofUnseen(Outcomes baseline) {
        int[] kept = unseen.kept(places, outcomes.rows());
        Comparison.Learnt learnt = unseen.learnt(places, outcomes.rows());
        if (kept != null && (kept.length == 0 || SliceAnalysis.countsNothing(outcomes, kept))) {
            return Comparing.nothing(outcomes.task(), extra, learnt);
        }
        return Comparing.compare(
                        kept == null ? outcomes : outcomes.subset(kept),
                        kept == null ? baseline : baseline.subset(kept),
                        extra,
                        Analysis.sampled(request, slices, Evaluation.BASELINE),
                        kept == null || groups == null ? groups : groups.subset(kept),
                        request.seed(),
                        points())
                .with(learnt);
    }
}
