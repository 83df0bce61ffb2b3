package io.jenkins.plugins.mlpipeline.engine.cli;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.io.Outputs;
import io.jenkins.plugins.mlpipeline.engine.job.HistogramWatchJob;
import io.jenkins.plugins.mlpipeline.engine.job.WatchJob;
import io.jenkins.plugins.mlpipeline.engine.monitoring.WatchPlan;
import io.jenkins.plugins.mlpipeline.engine.monitoring.WatchResult;
import io.jenkins.plugins.mlpipeline.engine.monitoring.WatchText;
import io.jenkins.plugins.mlpipeline.engine.rollout.OptionText;
import io.jenkins.plugins.mlpipeline.engine.spec.Spec;
import io.jenkins.plugins.mlpipeline.engine.spec.SpecStage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code ml-pipeline watch}. */
@Command(
        name = "watch",
        sortOptions = false,
        description = {
            "Looks at what a serving model is asked: whether it still looks as what the model learnt from, how well the"
                    + " model may still answer, and how well it did where labels have arrived.",
            "",
            "Each call is one look at new rows. The looks are kept in a file; something that is bad at several in a row is"
                    + " an alarm, and the file keeps alarms that come of chance alone as rare as was asked for."
        },
        footer = {
            "",
            "Examples:",
            "  Once a day, with the rows of that day:",
            "    ml-pipeline watch --model model --evaluation evaluation.json --data requests.csv --row-id id"
                    + " --output watch-result.json",
            "  The same when labels of earlier rows have arrived:",
            "    ... --labels labels.csv",
            "",
            "Exit codes: 0 quiet, 1 alarm, 2 bad usage or data, 3 no data, 70 internal error."
        })
final class WatchCommand implements Callable<Integer> {
    @Option(
            names = "--model",
            paramLabel = "P",
            required = true,
            description = "The model package (folder) that serves.",
            order = 1)
    private Path model;

    @Option(
            names = "--data",
            paramLabel = "F",
            description =
                    "The rows that it was asked since the last look: a file (CSV, JSON Lines, Parquet, .xlsx), or a"
                            + " folder of such files.",
            order = 2)
    private Path data;

    @Option(
            names = "--histogram",
            paramLabel = "SELECTOR",
            description = "In place of --data, with --prometheus: the buckets that the server keeps of an input or of"
                    + " answers, for example 'score_bucket{app=\"fraud\"}'. The first three looks are the reference.",
            order = 3)
    private String histogram;

    @Option(
            names = "--window",
            paramLabel = "TIME",
            description =
                    "How much of the histogram is looked at, up to now: the time since the last look. Default: 24h.",
            order = 3)
    private String window = "24h";

    @Mixin
    private PrometheusOptions prometheus;

    @Option(
            names = "--evaluation",
            paramLabel = "F",
            description = "What \"validate\" wrote of this model: what its answers are compared with.",
            order = 3)
    private Path evaluation;

    @Option(
            names = "--judged",
            paramLabel = "F",
            description =
                    "Of a model that predicts numbers: rows with their truth that it did not learn from, as those that"
                            + " were validated. A second model learns its errors from them, and says what error is to be expected.",
            order = 4)
    private Path judged;

    @Option(
            names = "--labels",
            paramLabel = "F",
            description = "Labels that have arrived, of rows of any earlier look: a file with the column that names the"
                    + " row (--row-id) and the label column.",
            order = 4)
    private Path labels;

    @Option(
            names = "--windows",
            paramLabel = "N",
            description = "So many looks in a row at which the same thing is bad are an alarm. Default: 3.",
            order = 5)
    private int windows = WatchPlan.WINDOWS;

    @Option(
            names = "--false-alarms",
            paramLabel = "SHARE",
            description = "How many alarms in 30 days may come of chance alone. Default: 0.05.",
            order = 6)
    private double falseAlarms = WatchPlan.FALSE_ALARMS;

    @Option(names = "--min-rows", paramLabel = "N", description = "Fewer rows are no data. Default: 100.", order = 7)
    private long minRows = WatchPlan.MIN_ROWS;

    @Option(
            names = "--state",
            paramLabel = "F",
            description = "The looks so far; made at the first. Default: watch.json.",
            order = 8)
    private Path state = Path.of("watch.json");

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "When the rows were asked, for example 2026-11-29T23:59:00Z. Default: now.",
            order = 9)
    private String at;

    @Option(
            names = "--output",
            paramLabel = "F",
            required = true,
            description = "Where to write the result (watch-result.json).",
            order = 10)
    private Path output;

    @Mixin
    private SpecOption spec;

    @Mixin
    private LimitOptions limits;

    @Mixin
    private CommonOptions common;

    @CommandLine.Spec
    private CommandSpec command;

    @Override
    public Integer call() throws IOException {
        return limits.within(() -> look(SettingOptions.of(command, SpecStage.WATCH), common.console()));
    }

    private int look(SettingOptions given, Console console) throws IOException {
        if (prometheus.given() || histogram != null) {
            return histogram(given, console);
        }
        if (data == null) {
            throw new UserError("what is looked at is not given. Name the rows with --data, or a histogram with"
                    + " --prometheus and --histogram.");
        }
        List<Path> inputs = Stream.of(model, data, evaluation, judged, labels, state)
                .filter(Objects::nonNull)
                .toList();
        Spec merged = spec.with(given.given(), List.of(output), inputs);
        Outputs outputs = Outputs.begin(List.of(output), inputs);
        WatchPlan plan = new WatchPlan(windows, falseAlarms, minRows);
        WatchJob.Request request = new WatchJob.Request(
                model, data, data.toString(), evaluation, judged, labels, plan, state, time(), null);
        WatchResult result = outputs.leftBy(() -> WatchJob.run(merged, request));
        return leave(result, outputs, console);
    }

    private int histogram(SettingOptions given, Console console) throws IOException {
        if (!prometheus.given() || histogram == null) {
            throw new UserError(
                    "--prometheus and --histogram belong together: the server, and what is looked at there.");
        }
        if (Stream.of(data, evaluation, judged, labels).anyMatch(Objects::nonNull)) {
            throw new UserError(
                    "--data, --evaluation, --judged and --labels are about rows; of a histogram only --prometheus and"
                            + " --histogram are taken.");
        }
        List<Path> inputs = List.of(model, state);
        spec.with(given.given(), List.of(output), inputs);
        Outputs outputs = Outputs.begin(List.of(output), inputs);
        HistogramWatchJob.Request request = new HistogramWatchJob.Request(
                model,
                prometheus.open(),
                histogram,
                OptionText.duration("--window", window),
                new WatchPlan(windows, falseAlarms, minRows),
                state,
                time());
        return leave(outputs.leftBy(() -> asked(request)), outputs, console);
    }

    private static WatchResult asked(HistogramWatchJob.Request request) throws IOException {
        try {
            return HistogramWatchJob.run(request);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("the look was interrupted; nothing was counted.", e);
        }
    }

    private int leave(WatchResult result, Outputs outputs, Console console) throws IOException {
        outputs.write(output, Json.write(result));
        WatchText.of(result).forEach(console::say);
        console.result(result);
        return result.exitCode();
    }

    private Instant time() {
        if (at == null) {
            return Instant.now().truncatedTo(ChronoUnit.SECONDS);
        }
        try {
            return past(Instant.parse(at.strip()));
        } catch (DateTimeException e) {
            throw new UserError("--at is \"" + at + "\"; a time such as 2026-11-29T23:59:00Z is expected.", e);
        }
    }

    private static Instant past(Instant given) {
        if (given.isAfter(Instant.now())) {
            throw new UserError("the look is at " + given + ", which has not come yet. Give the time at which the"
                    + " rows were asked.");
        }
        return given;
    }
}
