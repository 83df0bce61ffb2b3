package io.jenkins.plugins.mlpipeline.steps.watch;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.job.HistogramWatchJob;
import io.jenkins.plugins.mlpipeline.engine.monitoring.WatchPlan;
import io.jenkins.plugins.mlpipeline.engine.rollout.OptionText;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Selector;
import io.jenkins.plugins.mlpipeline.engine.worker.WorkerSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * What a look is asked for. What was not given is null.
 *
 * @param target whose model is looked at
 * @param model path in the workspace, or digest, where no target is given
 * @param modelJob the job that archived the model
 * @param data rows that the model was asked, a file or folder of the workspace
 * @param evaluation of the model, a file of the workspace; null for the one that the model's build recorded
 * @param judged rows with their truth, a file of the workspace; null for none
 * @param labels that have arrived, a file of the workspace
 * @param windows see {@link WatchPlan}
 * @param falseAlarms as above
 * @param minRows as above
 * @param prometheus the configured server that keeps a histogram; null for the only one
 * @param histogram a selector of its buckets, in place of data; null where rows are looked at
 * @param window how far back the histogram is looked at; null for a day
 */
@Restricted(NoExternalUse.class)
public record WatchWish(
        String target,
        String model,
        String modelJob,
        String data,
        String evaluation,
        String judged,
        String labels,
        Integer windows,
        Double falseAlarms,
        Long minRows,
        String prometheus,
        String histogram,
        String window) {
    private static final Duration DAY = Duration.ofHours(24);

    /** Whether a server's histogram is looked at, for which no agent is needed. */
    public boolean looksAtHistogram() {
        return histogram != null || prometheus != null || window != null;
    }

    /** @throws UserError when something is missing, or contradicts itself */
    public void check(boolean hasRowId) {
        if (looksAtHistogram()) {
            checkHistogram();
            return;
        }
        if ((target == null) == (model == null)) {
            throw new UserError(
                    target == null
                            ? "mlWatch needs target or model: name what is looked at, for example target:"
                                    + " 'deployment/fraud'."
                            : "mlWatch takes target or model, not both: the target says which model serves there.");
        }
        if (data == null) {
            throw new UserError(
                    "mlWatch needs data: name the rows that the model was asked since the last look; or name"
                            + " histogram, what a Prometheus server keeps of them.");
        }
        if (labels != null && !hasRowId) {
            throw new UserError(
                    "mlWatch joins labels to answers by the name of the row: name the column that has it with"
                            + " rowId, in the step or in its spec.");
        }
    }

    private void checkHistogram() {
        if (histogram == null) {
            throw new UserError(
                    "mlWatch needs histogram beside prometheus and window: name what is looked at there, for"
                            + " example histogram: 'score_bucket'.");
        }
        if (Stream.of(data, evaluation, judged, labels).anyMatch(Objects::nonNull)) {
            throw new UserError(
                    "mlWatch takes data or histogram, not both: data, evaluation, judged and labels are about rows, and"
                            + " a histogram has none.");
        }
        if (target == null || model != null || modelJob != null) {
            throw new UserError(
                    "mlWatch of a histogram needs target, and neither model nor modelJob: name what serves, for"
                            + " example target: 'deployment/fraud'.");
        }
        selector();
        back();
    }

    /** The histogram's buckets. */
    public Selector selector() {
        return selector(histogram);
    }

    /** @throws UserError when a text is no selector */
    public static Selector selector(String given) {
        return Selector.parse(given);
    }

    /** How far back the histogram is looked at. */
    public Duration back() {
        return window == null ? DAY : back(window);
    }

    /** @throws UserError when a text is no time that a look may look back */
    public static Duration back(String given) {
        return HistogramWatchJob.requireWindow(OptionText.duration("window", given));
    }

    /** What is asked of the watch. */
    public WatchPlan plan() {
        return new WatchPlan(
                windows == null ? WatchPlan.WINDOWS : windows,
                falseAlarms == null ? WatchPlan.FALSE_ALARMS : falseAlarms,
                minRows == null ? WatchPlan.MIN_ROWS : minRows);
    }

    /** What the worker is told. */
    public WorkerSpec.Watch look(WatchedModel watched, Instant at) {
        WatchPlan plan = plan();
        return new WorkerSpec.Watch(
                watched.path(),
                data,
                evaluation == null ? watched.evaluation() : evaluation,
                judged,
                labels,
                plan.windows(),
                plan.falseAlarms(),
                plan.minRows(),
                at.toString());
    }
}
