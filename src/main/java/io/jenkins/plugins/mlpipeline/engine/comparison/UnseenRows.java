package io.jenkins.plugins.mlpipeline.engine.comparison;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Comparison;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The rows on which two models can be compared: those that neither has learnt from, as far as that is known. */
public final class UnseenRows {
    private final LearntRows candidate;
    private final LearntRows baseline;
    private final BitSet leftOut = new BitSet();

    /**
     * @param candidate what the candidate learnt from
     * @param baseline the same of the baseline, in the candidate's order
     */
    public UnseenRows(LearntRows candidate, LearntRows baseline) {
        this.candidate = candidate;
        this.baseline = baseline;
        for (LearntRows learnt : new LearntRows[] {candidate, baseline}) {
            if (learnt.rows() != null) {
                leftOut.or(learnt.rows());
            }
        }
    }

    /**
     * Which of some rows are compared.
     *
     * @param rows their places in the test set; null for the first {@code count}, which are all
     * @return places in {@code rows}, ascending; null when none is left out
     */
    public int[] kept(int[] rows, int count) {
        int[] kept = IntStream.range(0, count)
                .filter(i -> !leftOut.get(rows == null ? i : rows[i]))
                .toArray();
        return kept.length == count ? null : kept;
    }

    /** What was left out of some rows, see {@link #kept}. */
    public Comparison.Learnt learnt(int[] rows, int count) {
        return new Comparison.Learnt(
                count(candidate.rows(), rows, count),
                count(baseline.rows(), rows, count),
                count(leftOut, rows, count),
                unknown());
    }

    private static Long count(BitSet learnt, int[] rows, int count) {
        return learnt == null
                ? null
                : IntStream.range(0, count)
                        .filter(i -> learnt.get(rows == null ? i : rows[i]))
                        .count();
    }

    private String unknown() {
        if (candidate.unknown() == null) {
            return baseline.unknown() == null ? null : "of the baseline: " + baseline.unknown();
        }
        return "of the candidate: " + candidate.unknown()
                + (baseline.unknown() == null ? "" : "; of the baseline: " + baseline.unknown());
    }

    /** What a reader of the evaluation should know, one sentence each or two. */
    public List<String> notes(int rows) {
        Comparison.Learnt learnt = learnt(null, rows);
        List<String> notes = new ArrayList<>();
        if (learnt.leftOut() > 0) {
            notes.add(String.format(
                    Locale.ROOT,
                    "%,d of %,d rows are left out of the comparison with the baseline: %s learnt from them.%s",
                    learnt.leftOut(),
                    rows,
                    who(learnt),
                    advice(learnt)));
        }
        if (learnt.unknown() != null) {
            notes.add("whether a model was compared on rows that it learnt from is not known (" + learnt.unknown()
                    + ").");
        }
        return List.copyOf(notes);
    }

    private static String who(Comparison.Learnt learnt) {
        boolean ours = learnt.candidate() != null && learnt.candidate() > 0;
        boolean theirs = learnt.baseline() != null && learnt.baseline() > 0;
        return ours && theirs ? "one of the two models" : ours ? "the candidate" : "the baseline";
    }

    private static String advice(Comparison.Learnt learnt) {
        return learnt.candidate() == null || learnt.candidate() == 0
                ? " A model that is trained again with the split hash never meets rows that its predecessor learnt from."
                : "";
    }
}
