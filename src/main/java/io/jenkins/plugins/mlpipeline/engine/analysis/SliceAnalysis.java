package io.jenkins.plugins.mlpipeline.engine.analysis;

import io.jenkins.plugins.mlpipeline.engine.comparison.UnseenRows;
import io.jenkins.plugins.mlpipeline.engine.evaluation.SliceSet;
import io.jenkins.plugins.mlpipeline.engine.evaluation.SliceSet.Excluded;
import io.jenkins.plugins.mlpipeline.engine.evaluation.SliceSet.Slice;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Statistics;
import io.jenkins.plugins.mlpipeline.engine.metric.CatalogueKey;
import io.jenkins.plugins.mlpipeline.engine.metric.Metrics;
import io.jenkins.plugins.mlpipeline.engine.metric.ShownIntervals;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Outcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RowGroups;
import io.jenkins.plugins.mlpipeline.engine.slice.SliceReader;
import io.jenkins.plugins.mlpipeline.engine.slice.SliceSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The model on parts of the rows. */
final class SliceAnalysis {
    /** Most slices of one division that are evaluated; the largest are. */
    static final int MOST = 50;

    private SliceAnalysis() {}

    /** The slices that were asked for; null when none were. */
    static List<SliceSet> of(
            Answered answered,
            Map<String, Outcomes> others,
            RowGroups groups,
            AnalysisRequest request,
            Set<CatalogueKey> extra,
            UnseenRows unseen) {
        if (answered.rows() == null || answered.rows().slices().isEmpty()) {
            return null;
        }
        List<SliceSet> sets = new ArrayList<>();
        for (SliceReader reader : answered.rows().slices()) {
            SliceSpec spec = reader.spec();
            Map<String, int[]> rows = reader.rowsBySlice();
            Set<String> largest = largest(rows);
            List<Slice> slices = new ArrayList<>();
            List<Excluded> excluded = new ArrayList<>();
            rows.forEach((name, chosen) -> {
                if (chosen.length == 0) {
                    excluded.add(new Excluded(name, 0, "no row is in it"));
                } else if (countsNothing(answered.outcomes(), chosen)) {
                    excluded.add(new Excluded(
                            name, chosen.length, "none of its rows counts for anything: all weights are 0"));
                } else if (!largest.contains(name)) {
                    excluded.add(new Excluded(
                            name, chosen.length, "it is not among the " + MOST + " largest of " + rows.size()));
                } else {
                    slices.add(slice(name, chosen, answered, others, groups, request, extra, spec, unseen));
                }
            });
            sets.add(new SliceSet(spec.name(), spec.by(), spec.bins(), spec.where(), spec.files(), slices, excluded));
        }
        return sets;
    }

    /** Whether all of these rows have the weight 0. */
    static boolean countsNothing(Outcomes outcomes, int... chosen) {
        return outcomes.weights() != null
                && Arrays.stream(chosen).allMatch(row -> outcomes.weights().of(row) == 0);
    }

    private static Set<String> largest(Map<String, int[]> rows) {
        return rows.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, int[]> e) -> -e.getValue().length)
                        .thenComparing(Map.Entry::getKey))
                .limit(MOST)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static Slice slice(
            String name,
            int[] chosen,
            Answered answered,
            Map<String, Outcomes> others,
            RowGroups groups,
            AnalysisRequest request,
            Set<CatalogueKey> extra,
            SliceSpec spec,
            UnseenRows unseen) {
        Map<String, Outcomes> their = new LinkedHashMap<>();
        others.forEach((versus, outcomes) -> their.put(versus, outcomes.subset(chosen)));
        PartOfRows part = new PartOfRows(
                answered.outcomes().subset(chosen),
                their,
                groups == null ? null : groups.subset(chosen),
                request,
                extra,
                spec.name(),
                unseen,
                chosen);
        Statistics statistics = part.statistics();
        return new Slice(
                name,
                chosen.length,
                ShownIntervals.of(Metrics.measure(part.outcomes(), extra), statistics),
                statistics,
                part.comparisons());
    }
}
