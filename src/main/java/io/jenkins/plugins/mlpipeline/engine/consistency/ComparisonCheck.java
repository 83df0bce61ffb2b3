package io.jenkins.plugins.mlpipeline.engine.consistency;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Comparison;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Comparison.Compared;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.evaluation.PairCounts;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Statistics.Proportion;
import io.jenkins.plugins.mlpipeline.engine.metric.CountedMetrics;
import io.jenkins.plugins.mlpipeline.engine.metric.Metric;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Two models on the same rows: each one's values beside the counts of rows and the difference. That the candidate's are those
 * of its metrics is seen by the gates that compare.
 */
final class ComparisonCheck {
    private static final String PAIRS = "its counts of rows by which model is right";

    private final Part part;
    private final String versus;
    private final Comparison comparison;
    private final Contradictions found;

    private ComparisonCheck(Part part, String versus, Comparison comparison, Contradictions found) {
        this.part = part;
        this.versus = versus;
        this.comparison = comparison;
        this.found = found;
    }

    static void check(Part part, Contradictions found) {
        part.comparisons()
                .forEach((versus, comparison) -> new ComparisonCheck(part, versus, comparison, found).check());
    }

    /** A model without features has the same metrics where it is compared and where it is listed. */
    static void all(Evaluation evaluation, Part all, Contradictions found) {
        Comparison dummy = all.comparisons().get(Evaluation.DUMMY);
        if (dummy == null || evaluation.dummy() == null || evaluation.dummy().metrics() == null) {
            return;
        }
        dummy.metrics().forEach((key, compared) -> {
            MetricValue listed = evaluation.dummy().metrics().get(key);
            if (compared != null && compared.baseline() != null && listed != null && listed.value() != null) {
                found.same(
                        key + " of the model without features in the comparison",
                        compared.baseline(),
                        listed.value(),
                        "what it lists of that model");
            }
        });
    }

    private void check() {
        Map<String, MetricValue> theirs = new LinkedHashMap<>();
        comparison.metrics().forEach((key, compared) -> {
            if (compared != null) {
                compared(key, compared);
                if (compared.baseline() != null) {
                    theirs.put(key, MetricValue.of(compared.baseline(), 0));
                }
            }
        });
        rows();
        flips();
        labels(theirs);
        RegressionCheck.check(theirs, theirs(), part.isWeighted() ? null : (Long) comparison.rows(), found);
        explained(theirs);
        RegressionCheck.againstMedian(theirs, candidates(), part.of() + " of the candidate", theirs(), found);
    }

    /** Rows that were left out, and those that were not, are all. */
    private void rows() {
        if (comparison.learnt() != null && part.rows() != null) {
            found.same(
                    "the number of rows" + ours() + " with those that were left out",
                    comparison.rows() + comparison.learnt().leftOut(),
                    part.rows(),
                    "its number of rows");
        }
    }

    /** The candidate's metrics on the rows that are compared. */
    private Map<String, MetricValue> candidates() {
        if (!comparison.leavesOut()) {
            return part.metrics();
        }
        Map<String, MetricValue> candidates = new LinkedHashMap<>();
        comparison.metrics().forEach((key, compared) -> {
            if (compared != null && compared.candidate() != null) {
                candidates.put(key, MetricValue.of(compared.candidate(), comparison.rows()));
            }
        });
        return candidates;
    }

    private String ours() {
        return part.of() + " in the comparison with the " + versus;
    }

    private String theirs() {
        return part.of() + " of the " + versus;
    }

    private void compared(String key, Compared compared) {
        if (compared.candidate() == null || compared.baseline() == null) {
            return;
        }
        PairCounts pairs = compared.pairs();
        if (pairs != null && pairs.rows() > 0) {
            double rows = pairs.rows();
            found.same(key + ours(), compared.candidate(), (pairs.bothRight() + pairs.onlyCandidate()) / rows, PAIRS);
            found.same(key + theirs(), compared.baseline(), (pairs.bothRight() + pairs.onlyBaseline()) / rows, PAIRS);
            Proportion counts = part.statistics().proportions().get(key);
            if (counts != null && !comparison.leavesOut()) {
                found.same(
                        "the number of rows that " + key + ours() + " counts",
                        pairs.bothRight() + pairs.onlyCandidate(),
                        counts.successes(),
                        "its counts");
            }
        }
        if (compared.difference() != null) {
            double size = Math.max(Math.abs(compared.candidate()), Math.abs(compared.baseline()));
            found.same(
                    "the difference of " + key + part.of() + " from the " + versus,
                    compared.difference().value(),
                    compared.candidate() - compared.baseline(),
                    size,
                    "both models' values");
        }
    }

    private void flips() {
        Compared accuracy = comparison.metrics().get(Metric.ACCURACY.key());
        PairCounts flips = comparison.flips();
        // Counts don't say what rows with weights reach.
        if (flips == null || accuracy == null || part.isWeighted()) {
            return;
        }
        if (accuracy.candidate() != null && accuracy.baseline() != null && flips.rows() > 0) {
            double rows = flips.rows();
            String what = Metric.ACCURACY.key();
            found.same(what + ours(), accuracy.candidate(), (flips.bothRight() + flips.onlyCandidate()) / rows, PAIRS);
            found.same(what + theirs(), accuracy.baseline(), (flips.bothRight() + flips.onlyBaseline()) / rows, PAIRS);
        }
        if (accuracy.pairs() != null) {
            found.same(
                    "the number of rows that only the candidate gets right" + ours(),
                    flips.onlyCandidate(),
                    accuracy.pairs().onlyCandidate(),
                    PAIRS);
            found.same(
                    "the number of rows that only the " + versus + " gets right" + part.of(),
                    flips.onlyBaseline(),
                    accuracy.pairs().onlyBaseline(),
                    PAIRS);
        }
    }

    /**
     * The other model's metrics of labels, from the positive and the other rows that it gets right. Where it may have
     * predicted labels that nobody declared, its wrong predictions are not all known, and each metric is least without any;
     * only the cost is the same, since such a prediction costs as much as the other label.
     */
    private void labels(Map<String, MetricValue> theirs) {
        PairCounts positives = pairs(Metric.RECALL);
        PairCounts negatives = pairs(Metric.SPECIFICITY);
        if (positives == null || negatives == null) {
            return;
        }
        long tp = positives.bothRight() + positives.onlyBaseline();
        long tn = negatives.bothRight() + negatives.onlyBaseline();
        CountedMetrics counts = CountedMetrics.binary(tp, negatives.rows() - tn, positives.rows() - tp, tn);
        Double micro = Part.value(theirs, Metric.PRECISION_MICRO);
        boolean known =
                micro != null && Math.abs(micro - (tp + tn) / (double) (positives.rows() + negatives.rows())) < 1e-12;
        theirs.forEach((written, said) -> Part.key(written)
                .filter(key -> known || !isOfAllCells(key.metric()))
                .ifPresent(key -> counts.of(key)
                        .filter(computed -> computed.value() != null)
                        .ifPresent(computed -> found.between(
                                written + theirs(),
                                said.value(),
                                computed.value(),
                                known || key.metric() == Metric.EXPECTED_COST ? computed.value() : 1,
                                PAIRS))));
    }

    private static boolean isOfAllCells(Metric metric) {
        return metric == Metric.MATTHEWS_CORRCOEF || metric == Metric.COHEN_KAPPA;
    }

    private PairCounts pairs(Metric metric) {
        Compared compared = comparison.metrics().get(metric.key());
        return compared == null ? null : compared.pairs();
    }

    /** 1 - r2 of both models is a mean square by the same variance. */
    private void explained(Map<String, MetricValue> theirs) {
        Double mse = Part.value(candidates(), Metric.MEAN_SQUARED_ERROR);
        Double r2 = Part.value(candidates(), Metric.R2);
        Double theirMse = Part.value(theirs, Metric.MEAN_SQUARED_ERROR);
        Double theirR2 = Part.value(theirs, Metric.R2);
        // Of a true value that never changes, r2 is 0 or 1 by definition.
        if (mse == null || r2 == null || theirMse == null || theirR2 == null || mse <= 0 || r2 == 0 || r2 == 1) {
            return;
        }
        found.same(
                Metric.R2.key() + theirs(),
                theirR2,
                1 - theirMse / mse * (1 - r2),
                1,
                "both models' " + Metric.MEAN_SQUARED_ERROR.key());
    }
}
