package io.jenkins.plugins.mlpipeline.engine.gate;

import io.jenkins.plugins.mlpipeline.engine.Interruption;
import io.jenkins.plugins.mlpipeline.engine.evaluation.SliceSet;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.Holm;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Judges each slice for itself. A demand is met when every slice meets it, which needs no correction (an intersection-union
 * test, Berger 1982). That some slice of several regressed is shown when it still is after Holm's correction.
 */
final class SliceJudge {
    private SliceJudge() {}

    /**
     * What each slice says.
     *
     * @param judge judges some rows
     */
    static List<SliceOutcome> judge(Gate gate, SliceSet set, Function<Rows, Judgement> judge) {
        List<SliceOutcome> outcomes = new ArrayList<>();
        for (SliceSet.Slice slice : set.slices()) {
            Interruption.check();
            outcomes.add(
                    slice.rows() < gate.slice().minRows()
                            ? small(gate, slice)
                            : SliceOutcome.of(Rows.of(slice), judge.apply(Rows.of(slice))));
        }
        for (SliceSet.Excluded excluded : set.excluded()) {
            boolean left = excluded.rows() == 0 || gate.slice().onSmall() == OnSmall.SKIP;
            outcomes.add(SliceOutcome.unseen(
                    excluded.name(),
                    excluded.rows(),
                    left ? null : Verdict.INCONCLUSIVE,
                    "It was not evaluated: " + excluded.reason() + "."));
        }
        return gate.decision().decide() == Decide.PAIRED ? corrected(gate, outcomes) : outcomes;
    }

    private static SliceOutcome small(Gate gate, SliceSet.Slice slice) {
        boolean skip = gate.slice().onSmall() == OnSmall.SKIP;
        return SliceOutcome.unseen(
                slice.name(),
                slice.rows(),
                skip ? null : Verdict.INCONCLUSIVE,
                "It has " + Figures.count(slice.rows()) + " rows, fewer than the "
                        + Figures.count(gate.slice().minRows()) + " that are asked for"
                        + (skip ? ", and is left out." : "."));
    }

    private static List<SliceOutcome> corrected(Gate gate, List<SliceOutcome> outcomes) {
        List<Integer> tested = new ArrayList<>();
        for (int i = 0; i < outcomes.size(); i++) {
            Evidence evidence = outcomes.get(i).evidence();
            if (evidence != null && evidence.pValue() != null) {
                tested.add(i);
            }
        }
        double[] adjusted = Holm.adjust(tested.stream()
                .mapToDouble(i -> outcomes.get(i).evidence().pValue())
                .toArray());
        List<SliceOutcome> corrected = new ArrayList<>(outcomes);
        for (int i = 0; i < adjusted.length; i++) {
            SliceOutcome outcome = outcomes.get(tested.get(i));
            boolean lost = outcome.verdict() == Verdict.FAIL
                    && adjusted[i] > 1 - gate.decision().confidence();
            corrected.set(
                    tested.get(i),
                    outcome.corrected(
                            adjusted[i],
                            lost ? Verdict.INCONCLUSIVE : outcome.verdict(),
                            lost
                                    ? outcome.reason() + " Of " + tested.size()
                                            + " slices compared at once one may look so by chance (p = "
                                            + Figures.rounded(adjusted[i]) + " by Holm)."
                                    : outcome.reason()));
        }
        return corrected;
    }

    /** The worst of the slices; INCONCLUSIVE when none was judged. */
    static Verdict verdict(List<SliceOutcome> outcomes) {
        return outcomes.stream()
                .filter(o -> !o.isSkipped())
                .map(SliceOutcome::verdict)
                .reduce(Verdict::worse)
                .orElse(Verdict.INCONCLUSIVE);
    }

    /** The verdict in one sentence, or two when slices were left out. */
    static String reason(Gate gate, List<SliceOutcome> outcomes, Verdict verdict) {
        List<SliceOutcome> judged =
                outcomes.stream().filter(o -> !o.isSkipped()).toList();
        String skipped = outcomes.stream()
                .filter(SliceOutcome::isSkipped)
                .map(o -> o.slice() + " (" + Figures.count(o.rows()) + " rows)")
                .collect(Collectors.joining(", "));
        String left = skipped.isEmpty() ? "" : " Left out: " + skipped + ".";
        if (judged.isEmpty()) {
            return "No slice of \"" + gate.slice().name() + "\" could be judged." + left;
        }
        if (verdict == Verdict.PASS) {
            return "Every one of the " + judged.size() + " slices of \""
                    + gate.slice().name() + "\" meets " + gate.metric() + " " + gate.required() + "." + left;
        }
        List<SliceOutcome> worst =
                judged.stream().filter(o -> o.verdict() == verdict).toList();
        return worst.size() + " of " + judged.size() + " slices of \""
                + gate.slice().name() + "\" "
                + (verdict == Verdict.FAIL ? "miss" : "can't be told to meet") + " " + gate.metric() + " "
                + gate.required() + ", the first " + worst.get(0).slice() + ": "
                + worst.get(0).reason() + left;
    }
}
