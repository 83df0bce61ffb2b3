package io.jenkins.plugins.mlpipeline.engine.monitoring;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.ModelRef;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;

/** Looks at a model: from the looks before and what is seen now to a result and the looks after. */
public final class Watcher {
    /** What the ledger calls the measurement. */
    static final String MEASURED = "measured performance";

    private final WatchPlan plan;
    private final ModelRef model;
    private final Answering answering;
    private final Evaluated evaluated;

    /**
     * @param model the model that is watched
     * @param answering how it answers; null when no labels are looked at
     * @param evaluated what is known of it from its validation
     */
    public Watcher(WatchPlan plan, ModelRef model, Answering answering, Evaluated evaluated) {
        this.plan = plan;
        this.model = model;
        this.answering = answering;
        this.evaluated = evaluated;
    }

    /** Labels that have arrived, of rows that are asked for. */
    @FunctionalInterface
    public interface Labels {
        /** For each row that is wanted and has one the position of its label, or its number. */
        Map<Long, Double> read(LongPredicate wanted) throws IOException;
    }

    /** What comes of a look. */
    public record Looked(WatchResult result, WatchState state) {}

    /** What is judged with the rows of a look: all null or empty where there are too few. */
    private record Seen(List<Drifted> columns, Performance estimated, double alpha, int tests) {}

    /**
     * Looks.
     *
     * @param before the looks before
     * @param labels labels that have arrived; null when none were given
     * @param now when is looked
     * @throws UserError when that is not after the look before, or the state is none of this watch
     */
    public Looked look(WatchState before, Sample sample, Labels labels, Instant now) throws IOException {
        int known = seenBefore(before, sample);
        boolean enough = sample.rows() >= plan.minRows();
        boolean fresh = known < 0 && enough;
        if (fresh) {
            requireLater(before, now);
        }
        double alpha = before.last() == null || before.last().isBefore(now) ? plan.alpha(before.last(), now) : 0;
        LateLabels late = labels == null ? null : late(before, fresh ? entry(now, sample, 0, Map.of(), null) : null);
        int others = late == null ? 0 : 1;
        // What was looked at before is shown as it was judged then.
        Seen seen = !enough
                ? new Seen(List.of(), Performance.none("Not estimated: there are too few rows."), alpha, others)
                : known < 0
                        ? judge(sample, before.looks(), now, alpha, others)
                        : judge(
                                sample,
                                before.looks().subList(0, known),
                                before.looks().get(known).instant(),
                                before.looks().get(known).alpha(),
                                0);
        LateLabels.Result measured = late == null
                ? null
                : late.measure(labels.read(late::isWanted), evaluated, now, fresh ? seen.alpha / seen.tests : alpha);

        Map<String, Boolean> judged = fresh ? judged(seen) : new LinkedHashMap<>();
        String labelled = newlyLabelled(before, measured);
        if (labelled != null) {
            requireLater(before, now);
            judged.put(MEASURED, measured.performance().isBad());
        }
        List<PastLook> looks = new ArrayList<>(before.looks());
        if (fresh || labelled != null) {
            looks.add(entry(now, fresh ? sample : null, alpha, judged, labelled));
        }
        AlarmRuns after = new AlarmRuns(looks, plan.windows());
        boolean said = enough || measured != null && measured.performance().isJudged();
        WatchResult result = new ResultWords(plan, model, after)
                .of(
                        said,
                        sample,
                        now,
                        known < 0 ? null : before.looks().get(known).at(),
                        new WatchResult.Ledger(
                                looks.size(), plan.windows(), plan.falseAlarms(), seen.alpha, seen.tests),
                        seen.columns,
                        seen.estimated,
                        measured == null ? null : measured.performance());
        return new Looked(result, before.with(after.pruned(KeptAnswers.LOOKS)));
    }

    private static int seenBefore(WatchState before, Sample sample) {
        return sample.digest() == null
                ? -1
                : IntStream.range(0, before.looks().size())
                        .filter(i ->
                                sample.digest().equals(before.looks().get(i).digest()))
                        .findFirst()
                        .orElse(-1);
    }

    private static void requireLater(WatchState before, Instant now) {
        Instant last = before.last();
        if (last != null && !last.isBefore(now)) {
            throw new UserError("the last look was at " + last + ", and this one is at " + now
                    + ", which is not after it. Look at windows in the order of time, or name another --state.");
        }
    }

    private Seen judge(Sample sample, List<PastLook> earlier, Instant at, double alpha, int others) {
        DriftJudge judge = new DriftJudge(new AlarmRuns(earlier, plan.windows()), at);
        int tests = sample.series().stream().mapToInt(judge::tests).sum()
                + (Estimator.isJudged(sample, evaluated) ? 1 : 0)
                + others;
        double each = alpha / Math.max(1, tests);
        return new Seen(
                sample.series().stream()
                        .map(series -> judge.judge(series, each))
                        .toList(),
                Estimator.estimate(sample, evaluated, each),
                alpha,
                tests);
    }

    private static Map<String, Boolean> judged(Seen seen) {
        Map<String, Boolean> judged = new LinkedHashMap<>();
        seen.columns.stream().filter(Drifted::isJudged).forEach(c -> judged.put(c.id(), c.isBad()));
        if (seen.estimated.isJudged()) {
            judged.put(Estimator.name(seen.estimated), seen.estimated.isBad());
        }
        return judged;
    }

    /** The rows that were measured if that says something new: the same labels again are no further look. */
    private static String newlyLabelled(WatchState before, LateLabels.Result measured) {
        boolean isNew = measured != null
                && measured.performance().isJudged()
                && before.looks().stream().noneMatch(look -> measured.digest().equals(look.labelled()));
        return isNew ? measured.digest() : null;
    }

    private static PastLook entry(
            Instant now, Sample sample, double alpha, Map<String, Boolean> judged, String labelled) {
        if (sample == null) {
            return new PastLook(now.toString(), 0, null, alpha, judged, null, null, labelled);
        }
        Map<String, String> counts = new LinkedHashMap<>();
        sample.series().forEach(series -> counts.put(series.id(), Counts.write(series.now())));
        return new PastLook(
                now.toString(), sample.rows(), sample.digest(), alpha, judged, counts, sample.kept(), labelled);
    }

    private LateLabels late(WatchState before, PastLook now) {
        List<PastLook> newestFirst = new ArrayList<>();
        if (now != null) {
            newestFirst.add(now);
        }
        for (int i = before.looks().size() - 1; i >= 0; i--) {
            newestFirst.add(before.looks().get(i));
        }
        return new LateLabels(answering, newestFirst);
    }
}
