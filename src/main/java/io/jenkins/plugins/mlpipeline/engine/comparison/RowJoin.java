package io.jenkins.plugins.mlpipeline.engine.comparison;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Outcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RegressionOutcomes;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Brings a baseline's rows into the candidate's order. Rows of one and the same file (by digest) are paired by position,
 * others by key. Rows with equal content are paired in their order; equal row ids are an error. Both sides must have the
 * same rows, no more and no fewer.
 */
public final class RowJoin {
    private final StoredOutcomes candidate;
    private final StoredOutcomes baseline;

    private RowJoin(StoredOutcomes candidate, StoredOutcomes baseline) {
        this.candidate = candidate;
        this.baseline = baseline;
    }

    /**
     * The baseline, row by row beside the candidate's.
     *
     * @throws UserError when they are about other rows, or predict something else
     */
    public static Aligned align(StoredOutcomes candidate, StoredOutcomes baseline) {
        Outcomes same = SameTarget.align(candidate.outcomes(), baseline.outcomes());
        RowJoin join = new RowJoin(candidate, baseline);
        int[] order = join.sameFile() ? null : join.order();
        Outcomes aligned = order == null ? same : same.subset(order);
        requireSameTruth(candidate.outcomes(), aligned);
        return new Aligned(
                aligned, order == null ? baseline.learnt() : baseline.learnt().reordered(order));
    }

    /**
     * A baseline in the candidate's order of rows.
     *
     * @param outcomes what it answered
     * @param learnt which of the rows it learnt from
     */
    public record Aligned(Outcomes outcomes, LearntRows learnt) {}

    private boolean sameFile() {
        boolean same = candidate.header().dataSha256().equals(baseline.header().dataSha256())
                && candidate.outcomes().rows() == baseline.outcomes().rows();
        if (!same && (candidate.keys() == null || baseline.keys() == null)) {
            throw new UserError(
                    "the data changed while it was read, so that candidate and baseline saw different rows.");
        }
        return same;
    }

    private int[] order() {
        String ours = candidate.header().rowId();
        String theirs = baseline.header().rowId();
        if (!Objects.equals(ours, theirs)) {
            throw new UserError("the candidate's rows are known by " + known(ours) + " and the baseline's by "
                    + known(theirs) + ", so they can't be paired. Validate both with the same row id.");
        }
        int[] left = sorted(candidate);
        int[] right = sorted(baseline);
        int[] order = new int[left.length];
        int matched = 0;
        int l = 0;
        int r = 0;
        while (l < left.length && r < right.length) {
            int side = Long.compare(candidate.keys()[left[l]], baseline.keys()[right[r]]);
            if (side == 0) {
                order[left[l++]] = right[r++];
                matched++;
            } else if (side < 0) {
                l++;
            } else {
                r++;
            }
        }
        if (matched < left.length || matched < right.length) {
            throw new UserError(String.format(
                    Locale.ROOT,
                    "candidate and baseline were not evaluated on the same rows: %,d rows match, of %,d of the candidate's"
                            + " (%s) and %,d of the baseline's (%s). Validate the baseline on the candidate's rows.",
                    matched,
                    left.length,
                    candidate.header().dataName(),
                    right.length,
                    baseline.header().dataName()));
        }
        return order;
    }

    private static String known(String rowId) {
        return rowId == null ? "their content" : "the row id \"" + rowId + "\"";
    }

    /** Positions of rows by key; equal keys in their order. */
    private static int[] sorted(StoredOutcomes stored) {
        long[] keys = stored.keys();
        int[] order = IntStream.range(0, keys.length)
                .boxed()
                .sorted(Comparator.comparingLong(row -> keys[row]))
                .mapToInt(Integer::intValue)
                .toArray();
        if (stored.header().rowId() != null) {
            requireUnique(stored.header().rowId(), stored.header().dataName(), keys);
        }
        return order;
    }

    /** @throws UserError when a row id names two rows */
    static void requireUnique(String rowId, String data, long... keys) {
        long[] ascending = keys.clone();
        Arrays.sort(ascending);
        for (int i = 1; i < ascending.length; i++) {
            if (ascending[i] == ascending[i - 1]) {
                throw new UserError(data + ": the row id \"" + rowId
                        + "\" names more than one row, so rows can't be paired by it. Name a column that is unique, or"
                        + " leave the row id out: then rows are known by their content.");
            }
        }
    }

    private static void requireSameTruth(Outcomes candidate, Outcomes baseline) {
        long different = IntStream.range(0, candidate.rows())
                .filter(row -> !sameTruth(candidate, baseline, row))
                .count();
        if (different > 0) {
            throw new UserError(String.format(
                    Locale.ROOT,
                    "the truth of %,d of %,d rows is not the same for candidate and baseline, so the two can't be"
                            + " compared. Validate the baseline on the candidate's rows.",
                    different,
                    candidate.rows()));
        }
    }

    private static boolean sameTruth(Outcomes candidate, Outcomes baseline, int row) {
        if (candidate instanceof ClassificationOutcomes ours && baseline instanceof ClassificationOutcomes theirs) {
            return ours.truth(row) == theirs.truth(row);
        }
        return Double.compare(
                        ((RegressionOutcomes) candidate).truth(row) + 0.0,
                        ((RegressionOutcomes) baseline).truth(row) + 0.0)
                == 0;
    }
}
