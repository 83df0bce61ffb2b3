package io.jenkins.plugins.mlpipeline.engine.monitoring;

import io.jenkins.plugins.mlpipeline.engine.evaluation.ModelRef;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Says what came of a look.
 *
 * @param after the looks, this one among them if it counts
 */
record ResultWords(WatchPlan plan, ModelRef model, AlarmRuns after) {
    /**
     * @param said whether anything was judged
     * @param seenBefore when the same rows were looked at before; null when they are new
     * @param measured null when no labels were given
     */
    WatchResult of(
            boolean said,
            Sample sample,
            Instant now,
            String seenBefore,
            WatchResult.Ledger ledger,
            List<Drifted> columns,
            Performance estimated,
            Performance measured) {
        List<String> alarms = said ? after.alarms() : List.of();
        String state = !said ? WatchResult.NO_DATA : alarms.isEmpty() ? WatchResult.QUIET : WatchResult.ALARM;
        List<String> warnings = new ArrayList<>(sample.warnings());
        if (seenBefore != null) {
            warnings.add("these rows were looked at before (" + seenBefore
                    + "): they are shown as they were judged then, and not counted again.");
        }
        return new WatchResult(
                WatchResult.SCHEMA_VERSION,
                state,
                switch (state) {
                    case WatchResult.NO_DATA -> noData(sample);
                    case WatchResult.ALARM -> alarm(alarms);
                    default -> quiet(columns, estimated, measured);
                },
                now.toString(),
                model,
                new WatchResult.Data(sample.name(), sample.rows(), sample.digest(), seenBefore),
                ledger,
                alarms,
                columns.stream().map(c -> c.running(after.run(c.id()))).toList(),
                estimated.running(after.run(Estimator.name(estimated))),
                measured == null ? null : measured.running(after.run(Watcher.MEASURED)),
                warnings);
    }

    private String noData(Sample sample) {
        return sample.name() + " has " + Figures.count(sample.rows()) + (sample.rows() == 1 ? " row" : " rows")
                + ", and at least " + Figures.count(plan.minRows())
                + " are needed. Nothing is said of the model, and nothing was counted.";
    }

    private String alarm(List<String> alarms) {
        List<String> runs =
                alarms.stream().map(name -> name + " (" + after.run(name) + ")").toList();
        return "Bad at " + plan.windows() + (plan.windows() == 1 ? " look" : " looks in a row") + " or more: "
                + String.join(", ", runs) + ".";
    }

    private String quiet(List<Drifted> columns, Performance estimated, Performance measured) {
        List<String> bad = Stream.of(
                        columns.stream().filter(Drifted::isBad).map(Drifted::id),
                        Stream.of(Estimator.name(estimated)).filter(e -> estimated.isBad()),
                        Stream.of(Watcher.MEASURED).filter(m -> measured != null && measured.isBad()))
                .flatMap(names -> names)
                .toList();
        return bad.isEmpty()
                ? "Nothing is bad."
                : "Bad at this look, but not at " + plan.windows() + " in a row yet: " + String.join(", ", bad) + ".";
    }
}
