package io.jenkins.plugins.mlpipeline.engine.consistency;

import io.jenkins.plugins.mlpipeline.engine.evaluation.ConfusionMatrix;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.FairnessTable;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.evaluation.SliceSet;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Statistics;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Statistics.Proportion;
import io.jenkins.plugins.mlpipeline.engine.metric.CatalogueKey;
import io.jenkins.plugins.mlpipeline.engine.metric.CountedMetrics;
import io.jenkins.plugins.mlpipeline.engine.metric.FairnessKey;
import io.jenkins.plugins.mlpipeline.engine.metric.FairnessMetric;
import io.jenkins.plugins.mlpipeline.engine.metric.Metric;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ConfusionSums;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** What follows from counts of rows by true and predicted label: of all rows, of slices, of groups. */
final class MatrixCheck {
    private static final String MATRIX = "its confusion matrix";
    private static final String COUNTS = "its counts";

    private final ConfusionMatrix matrix;
    private final String posLabel;
    private final CountedMetrics counted;
    private final Contradictions found;

    private MatrixCheck(ConfusionMatrix matrix, String posLabel, Contradictions found) {
        this.matrix = matrix;
        this.posLabel = posLabel;
        this.counted = matrix == null ? null : new CountedMetrics(matrix, posLabel);
        this.found = found;
    }

    static MatrixCheck of(Evaluation evaluation, Contradictions found) {
        MatrixCheck check = new MatrixCheck(evaluation.confusionMatrix(), evaluation.posLabel(), found);
        check.weights(
                evaluation.statistics() == null ? null : evaluation.statistics().weights());
        check.labelCounts(Part.present(evaluation.data().labelCounts()));
        return check;
    }

    private void labelCounts(Map<String, Long> counts) {
        if (matrix == null || counts.isEmpty()) {
            return;
        }
        for (int i = 0; i < matrix.labels().size(); i++) {
            String label = matrix.labels().get(i);
            found.same("the number of rows \"" + label + "\"", counts.getOrDefault(label, 0L), rows(i), MATRIX);
        }
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        found.same("the number of rows of all labels", all, rows(), MATRIX);
    }

    /** What rows count for, by label and in all. */
    private void weights(Statistics.Weights said) {
        if (matrix == null || said == null || matrix.weights() == null) {
            return;
        }
        ConfusionSums sums = counted.sums();
        found.same("the sum of the weights", said.sum(), sums.total(), MATRIX);
        Map<String, Statistics.OfLabel> labels = Part.present(said.labels());
        for (int i = 0; i < matrix.labels().size(); i++) {
            String label = matrix.labels().get(i);
            Statistics.OfLabel of = labels.get(label);
            found.same(
                    "the sum of the weights of the rows \"" + label + '"',
                    of == null ? 0 : of.sum(),
                    sums.trueSum(i),
                    MATRIX);
            if (of != null) {
                found.between("the effective number of rows \"" + label + '"', of.effective(), 0, rows(i), MATRIX);
            }
        }
    }

    /** Every metric of labels, the counts behind shares, and how many rows each is about. */
    void metrics(Part all) {
        if (counted == null) {
            return;
        }
        compare(counted, all, MATRIX);
        all.statistics()
                .proportions()
                .forEach((key, said) -> Part.key(key)
                        .flatMap(counted::proportion)
                        .ifPresent(proportion -> proportion(key, said, proportion)));
    }

    private void proportion(String key, Proportion said, Proportion counts) {
        found.same("the number of rows that " + key + " is about", said.trials(), counts.trials(), MATRIX);
        found.same("the number of rows that " + key + " counts", said.successes(), counts.successes(), MATRIX);
    }

    private void compare(CountedMetrics counts, Part part, String witness) {
        part.metrics()
                .forEach((key, said) -> Part.key(key).flatMap(counts::of).ifPresent(computed -> {
                    found.same(key + part.of(), said, computed, witness);
                    if (said.n() != null && computed.n() != null) {
                        found.same(
                                "the number of rows that " + key + part.of() + " is about",
                                said.n(),
                                computed.n(),
                                witness);
                    }
                }));
    }

    /** Metrics of labels of slices, and whether slices that divide all rows add up to them. */
    void slices(List<SliceSet> sets) {
        for (SliceSet set : sets) {
            for (SliceSet.Slice slice : set.slices()) {
                Part part = Part.of(slice);
                Optional<CountedMetrics> counts = binary(part);
                // Counts don't say what rows with weights reach.
                if (!part.isWeighted()) {
                    counts.ifPresent(known -> compare(known, part, COUNTS));
                    identities(part);
                }
            }
            sums(set);
        }
    }

    /** The matrix of a slice's rows; known where one label is positive and no other was predicted than these two. */
    private Optional<CountedMetrics> binary(Part part) {
        Proportion recall = part.statistics().proportions().get(Metric.RECALL.key());
        Proportion specificity = part.statistics().proportions().get(Metric.SPECIFICITY.key());
        boolean known =
                matrix != null && matrix.others() == null && matrix.labels().size() == 2 && posLabel != null;
        if (!known || recall == null && specificity == null) {
            return Optional.empty();
        }
        long tp = recall == null ? 0 : recall.successes();
        long positives = recall == null ? 0 : recall.trials();
        long tn = specificity == null ? 0 : specificity.successes();
        long negatives = specificity == null ? 0 : specificity.trials();
        found.same("the number of rows" + part.of(), part.rows(), positives + negatives, COUNTS);
        if (tp < 0 || tp > positives || tn < 0 || tn > negatives) {
            return Optional.empty();
        }
        return Optional.of(CountedMetrics.binary(tp, negatives - tn, positives - tp, tn));
    }

    /** What the rows predicted right say where no more is known. */
    private void identities(Part part) {
        Proportion right = part.statistics().proportions().get(Metric.ACCURACY.key());
        if (right == null || right.trials() <= 0) {
            return;
        }
        double share = (double) right.successes() / right.trials();
        for (Metric metric : List.of(Metric.RECALL_MICRO, Metric.RECALL_WEIGHTED)) {
            Double said = part.value(metric);
            if (said != null) {
                found.same(metric.key() + part.of(), said, share, 1, COUNTS);
            }
        }
    }

    private void sums(SliceSet set) {
        boolean divides = matrix != null && set.where() == null;
        long left = set.excluded().stream().mapToLong(SliceSet.Excluded::rows).sum();
        if (!divides) {
            return;
        }
        found.same(
                "the number of rows of the slices \"" + set.name() + "\" together",
                set.slices().stream().mapToLong(SliceSet.Slice::rows).sum() + left,
                rows(),
                MATRIX);
        if (left > 0) {
            return;
        }
        if (matrix.weights() != null) {
            found.same(
                    "the sum of the weights of the slices \"" + set.name() + "\" together",
                    set.slices().stream()
                            .map(slice -> Part.of(slice).statistics().weights())
                            .mapToDouble(weights -> weights == null ? 0 : weights.sum())
                            .sum(),
                    counted.sums().total(),
                    MATRIX);
        }
        for (Metric metric : List.of(Metric.ACCURACY, Metric.RECALL, Metric.PRECISION, Metric.SPECIFICITY)) {
            long sum = set.slices().stream()
                    .map(slice -> Part.of(slice).statistics().proportions().get(metric.key()))
                    .mapToLong(p -> p == null ? 0 : p.successes())
                    .sum();
            boolean stated = set.slices().stream()
                    .anyMatch(slice -> Part.of(slice).statistics().proportions().containsKey(metric.key()));
            if (stated) {
                CatalogueKey.standard(metric)
                        .flatMap(counted::proportion)
                        .ifPresent(whole -> found.same(
                                "the number of rows that " + metric.key() + " of the slices \"" + set.name()
                                        + "\" counts together",
                                sum,
                                whole.successes(),
                                MATRIX));
            }
        }
    }

    /** The groups of sensitive columns, which together are all rows, and the metrics that follow from their counts. */
    void fairness(Evaluation evaluation) {
        for (FairnessTable table : Part.present(evaluation.fairness())) {
            if (matrix != null && matrix.labels().size() == 2 && posLabel != null) {
                int positive = matrix.labels().indexOf(posLabel);
                long tp = matrix.counts()[positive][positive];
                long fp = matrix.counts()[1 - positive][positive];
                sum(table, "true positives", FairnessTable.Group::truePositives, tp);
                sum(table, "false positives", FairnessTable.Group::falsePositives, fp);
                sum(table, "false negatives", FairnessTable.Group::falseNegatives, rows(positive) - tp);
                sum(table, "true negatives", FairnessTable.Group::trueNegatives, rows(1 - positive) - fp);
            }
            for (FairnessMetric metric : FairnessMetric.values()) {
                String key = new FairnessKey(metric, table.by()).toString();
                MetricValue said = evaluation.metrics().get(key);
                if (said != null && !table.groups().isEmpty()) {
                    String undefined = metric.undefined(table.groups());
                    MetricValue computed = undefined == null
                            ? MetricValue.of(metric.value(table.groups()), 0)
                            : MetricValue.undefined(undefined);
                    found.same(key, said, computed, "its counts of groups");
                }
            }
        }
    }

    private void sum(FairnessTable table, String what, ToLongFunction<FairnessTable.Group> count, long all) {
        found.same(
                "the number of " + what + " of all groups of \"" + table.by() + "\"",
                table.groups().stream().mapToLong(count).sum(),
                all,
                MATRIX);
    }

    private long rows() {
        long sum = 0;
        for (int i = 0; i < matrix.labels().size(); i++) {
            sum += rows(i);
        }
        return sum;
    }

    private long rows(int truth) {
        long sum = matrix.others() == null ? 0 : matrix.others()[truth];
        for (long count : matrix.counts()[truth]) {
            sum += count;
        }
        return sum;
    }
}
