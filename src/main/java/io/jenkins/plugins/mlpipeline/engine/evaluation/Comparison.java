package io.jenkins.plugins.mlpipeline.engine.evaluation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Map;

/**
 * The candidate beside another model on the same rows.
 *
 * @param rows rows compared
 * @param flips rows by which model is right; null for regression
 * @param metrics what each reaches, by metric key
 * @param worst the rows on which the candidate lost most, when they were asked for
 * @param learnt which rows were left out because a model learnt from them; null where that is not asked: for a model without
 *     features, and in documents of before 2026-12
 * @param weights what the compared rows count for; null where each counts the same
 */
public record Comparison(
        long rows,
        PairCounts flips,
        Map<String, Compared> metrics,
        List<WorstRow> worst,
        Learnt learnt,
        Statistics.Weights weights) {
    public Comparison {
        if (metrics == null) {
            throw new IllegalArgumentException("a comparison has no metrics");
        }
    }

    /** A comparison for which it was not asked what the models learnt from. */
    public Comparison(long rows, PairCounts flips, Map<String, Compared> metrics, List<WorstRow> worst) {
        this(rows, flips, metrics, worst, null, null);
    }

    /** The same on rows of which some may have been left out. */
    public Comparison with(Learnt rowsLearnt) {
        return new Comparison(rows, flips, metrics, worst, rowsLearnt, weights);
    }

    /** The same with the rows on which the candidate lost most. */
    public Comparison listing(List<WorstRow> rowsLost) {
        return new Comparison(rows, flips, metrics, rowsLost, learnt, weights);
    }

    /** Whether the models were compared on fewer rows than were evaluated. */
    @JsonIgnore
    public boolean leavesOut() {
        return learnt != null && learnt.leftOut() > 0;
    }

    /**
     * Rows that a model learnt from, which prove nothing about it.
     *
     * @param candidate rows that the candidate learnt from; null when not known
     * @param baseline rows that the other model learnt from; null when not known
     * @param leftOut rows that either is known to have learnt from: they are not compared
     * @param unknown why it is not known of one of them, as a fragment; null when it is
     */
    public record Learnt(Long candidate, Long baseline, long leftOut, String unknown) {
        public Learnt {
            long least = Math.max(candidate == null ? 0 : candidate, baseline == null ? 0 : baseline);
            long most = (candidate == null ? 0 : candidate) + (baseline == null ? 0 : baseline);
            if (leftOut < least || leftOut > most) {
                throw new IllegalArgumentException("the rows that are left out are not those that were learnt from");
            }
        }
    }

    /**
     * One metric of both models. At most one of {@code pairs}, {@code difference} and {@code replicates} is there; none
     * when the metric is undefined for one of the models, or when samples were not asked for.
     *
     * @param candidate the candidate's value; null when undefined
     * @param baseline the other model's value; null when undefined
     * @param undefined why one of them has no value; null when both have one
     * @param pairs a share of the same rows: the rows by which model is right
     * @param difference candidate less baseline, with its standard error
     * @param replicates candidate less baseline on bootstrap samples
     * @param losses with {@code difference}: each row's loss less the other model's, of independent rows
     * @param pivots with {@code difference}: distances of samples of whole groups, in standard errors of the sample
     */
    public record Compared(
            Double candidate,
            Double baseline,
            String undefined,
            PairCounts pairs,
            Estimated difference,
            Replicates replicates,
            Losses losses,
            Replicates pivots) {
        public Compared {
            boolean defined = candidate != null && baseline != null;
            if (!defined && undefined == null) {
                throw new IllegalArgumentException("a comparison has neither values nor a reason");
            }
            if (candidate != null && !Double.isFinite(candidate) || baseline != null && !Double.isFinite(baseline)) {
                throw new IllegalArgumentException("a value of a comparison is not finite");
            }
        }

        /** Without the rows' losses and without samples of groups. */
        public static Compared of(
                Double candidate,
                Double baseline,
                String undefined,
                PairCounts pairs,
                Estimated difference,
                Replicates replicates) {
            return new Compared(candidate, baseline, undefined, pairs, difference, replicates, null, null);
        }
    }

    /**
     * A row that the candidate gets wrong and the other model right, or (regression) on which its error grew most.
     *
     * @param file which of several files it stands in; null where there is one
     * @param line of the candidate's data file on which the row begins
     * @param truth label or number
     * @param candidate what the candidate predicts
     * @param baseline what the other model predicts
     */
    public record WorstRow(String file, long line, String truth, String candidate, String baseline) {
        /** Of the only file. */
        public WorstRow(long line, String truth, String candidate, String baseline) {
            this(null, line, truth, candidate, baseline);
        }
    }
}
