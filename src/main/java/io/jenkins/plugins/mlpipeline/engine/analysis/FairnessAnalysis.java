package io.jenkins.plugins.mlpipeline.engine.analysis;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.comparison.Resampling;
import io.jenkins.plugins.mlpipeline.engine.evaluation.FairnessTable;
import io.jenkins.plugins.mlpipeline.engine.evaluation.FairnessTable.Group;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Interval;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Replicates;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Statistics;
import io.jenkins.plugins.mlpipeline.engine.metric.FairnessBounds;
import io.jenkins.plugins.mlpipeline.engine.metric.FairnessCounts;
import io.jenkins.plugins.mlpipeline.engine.metric.FairnessKey;
import io.jenkins.plugins.mlpipeline.engine.metric.FairnessMetric;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RowGroups;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.InequalityBootstrap;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.Intervals;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.PairedBootstrap;
import io.jenkins.plugins.mlpipeline.engine.slice.SliceReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How alike a model treats the groups of the sensitive columns that were named. */
final class FairnessAnalysis {
    private static final int MOST_GROUPS = 50;

    private final List<FairnessTable> tables = new ArrayList<>();
    private final Map<String, MetricValue> values = new LinkedHashMap<>();
    private final Map<String, Replicates> samples = new LinkedHashMap<>();

    FairnessAnalysis(Answered answered, RowGroups groups, AnalysisRequest request) {
        if (answered.rows() == null || answered.rows().fairness().isEmpty()) {
            return;
        }
        if (!(answered.outcomes() instanceof ClassificationOutcomes outcomes)
                || outcomes.positive() == ClassificationOutcomes.NO_POSITIVE) {
            throw new UserError("fairness is about how often groups get the positive label, so it needs a binary task"
                    + " with a positive label. Declare posLabel, or leave fairness out.");
        }
        for (SliceReader reader : answered.rows().fairness()) {
            String column = reader.spec().by().get(0);
            Map<String, int[]> rows = withoutColumn(column, reader.rowsBySlice());
            if (rows.size() > MOST_GROUPS) {
                throw new UserError("the sensitive column \"" + column + "\" has " + rows.size() + " groups; at most "
                        + MOST_GROUPS + " are compared.");
            }
            measure(column, new FairnessCounts(outcomes, rows), outcomes.rows(), groups, request.seed());
        }
    }

    /** Groups by their value alone, where slices are called {@code sex=female}. */
    private static Map<String, int[]> withoutColumn(String column, Map<String, int[]> slices) {
        Map<String, int[]> rows = new LinkedHashMap<>();
        slices.forEach((name, chosen) -> rows.put(name.substring(column.length() + 1), chosen));
        return rows;
    }

    private void measure(String column, FairnessCounts counts, int rows, RowGroups groups, long seed) {
        List<Group> table = counts.groups();
        tables.add(new FairnessTable(column, table));
        List<FairnessMetric> defined = new ArrayList<>();
        for (FairnessMetric metric : FairnessMetric.values()) {
            String undefined = metric.undefined(table);
            if (undefined != null) {
                values.put(key(metric, column), MetricValue.undefined(undefined));
                continue;
            }
            MetricValue value = MetricValue.of(metric.value(table), rows);
            Interval shown =
                    groups == null ? new FairnessBounds(metric, table).interval(Intervals.SHOWN_CONFIDENCE) : null;
            values.put(key(metric, column), shown == null ? value : value.with(shown));
            defined.add(metric);
        }
        if (groups != null) {
            sample(column, counts, defined, rows, groups, seed);
        }
    }

    private static String key(FairnessMetric metric, String column) {
        return new FairnessKey(metric, column).toString();
    }

    /** Rows that go together: samples of whole groups of them. */
    private void sample(
            String column, FairnessCounts counts, List<FairnessMetric> metrics, int rows, RowGroups groups, long seed) {
        List<Replicates> drawn = Resampling.of(
                rows, groups, seed, metrics.stream().map(counts::resampled).toList());
        for (int i = 0; i < drawn.size(); i++) {
            String key = key(metrics.get(i), column);
            samples.put(key, drawn.get(i));
            MetricValue value = values.get(key);
            Interval shown = interval(drawn.get(i), value.value(), metrics.get(i));
            values.put(key, shown == null ? value : value.with(shown));
        }
    }

    private static Interval interval(Replicates drawn, double value, FairnessMetric metric) {
        PairedBootstrap bootstrap = new PairedBootstrap(drawn.values(), drawn.undefined(), drawn.seed());
        return bootstrap.hasZeroWidth()
                ? null
                : new InequalityBootstrap(bootstrap, value, metric.alike()).interval(Intervals.SHOWN_CONFIDENCE);
    }

    /** The metrics with those of fairness behind them. */
    Map<String, MetricValue> metrics(Map<String, MetricValue> metrics) {
        Map<String, MetricValue> all = new LinkedHashMap<>(metrics);
        all.putAll(values);
        return all;
    }

    /** The statistics with the samples of fairness. */
    Statistics statistics(Statistics statistics) {
        if (samples.isEmpty()) {
            return statistics;
        }
        Map<String, Replicates> all = new LinkedHashMap<>();
        if (statistics.replicates() != null) {
            all.putAll(statistics.replicates());
        }
        all.putAll(samples);
        return statistics.with(all);
    }

    /** The counts of each group; null when none were asked for. */
    List<FairnessTable> tables() {
        return tables.isEmpty() ? null : tables;
    }
}
