package io.jenkins.plugins.mlpipeline.engine.job;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.ModelRef;
import io.jenkins.plugins.mlpipeline.engine.model.predict.LoadedModel;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.ModelPlace;
import io.jenkins.plugins.mlpipeline.engine.monitoring.Evaluated;
import io.jenkins.plugins.mlpipeline.engine.monitoring.Sample;
import io.jenkins.plugins.mlpipeline.engine.monitoring.StateFile;
import io.jenkins.plugins.mlpipeline.engine.monitoring.WatchPlan;
import io.jenkins.plugins.mlpipeline.engine.monitoring.WatchResult;
import io.jenkins.plugins.mlpipeline.engine.monitoring.WatchState;
import io.jenkins.plugins.mlpipeline.engine.monitoring.Watcher;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Measure;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Observation;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Selector;
import io.jenkins.plugins.mlpipeline.engine.verification.prometheus.Look;
import io.jenkins.plugins.mlpipeline.engine.verification.prometheus.Looking;
import io.jenkins.plugins.mlpipeline.engine.verification.prometheus.Prometheus;
import io.jenkins.plugins.mlpipeline.engine.verification.prometheus.Scope;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** One look at a histogram that a server keeps of what a model is asked, or answers. */
public final class HistogramWatchJob {
    private static final Duration LEAST = Duration.ofMinutes(1);
    private static final Duration MOST = Duration.ofDays(7);
    /** What is asked for are the buckets; which quantile they are for does not matter. */
    private static final double ANY = 0.5;
    /** The selector says it all. */
    private static final Scope NOBODY = new Scope(List.of(), Map.of());

    private HistogramWatchJob() {}

    /**
     * What is looked at.
     *
     * @param model a model package
     * @param histogram a selector of the cumulative buckets, mostly {@code ..._bucket}
     * @param window how long, up to the look
     * @param state the looks before; made at the first look
     * @param at the end of the window
     */
    public record Request(
            Path model, Prometheus server, String histogram, Duration window, WatchPlan plan, Path state, Instant at) {}

    /**
     * Looks.
     *
     * @throws UserError when something has to be put right, or the server does not answer; nothing was counted then
     */
    public static WatchResult run(Request request) throws IOException, InterruptedException {
        requireWindow(request.window);
        ModelRef model;
        try (LoadedModel loaded = LoadedModel.open(ModelPlace.of(request.model), Threads.of(null), false, false)) {
            model = loaded.ref();
        }
        Served served = new Served(model, request.server, Selector.parse(request.histogram), NOBODY);
        try (StateFile file = StateFile.open(request.state)) {
            WatchState before = file.read(model.digest());
            Watcher.Looked looked = look(served, request.at.minus(request.window), request.plan, before, request.at);
            if (!looked.state().looks().equals(before.looks())) {
                file.write(looked.state());
            }
            return looked.result();
        }
    }

    /** @throws UserError when that is no time which a look may look back */
    public static Duration requireWindow(Duration given) {
        if (given.compareTo(LEAST) < 0 || given.compareTo(MOST) > 0) {
            throw new UserError("the window is " + given.toSeconds()
                    + " s; a minute to seven days are expected, the time since the last look.");
        }
        return given;
    }

    /**
     * What serves, and where its histogram is.
     *
     * @param model that answers
     * @param histogram a selector of the cumulative buckets
     * @param pods which series are meant where the selector names none
     */
    public record Served(ModelRef model, Prometheus server, Selector histogram, Scope pods) {}

    /**
     * Looks at what came since the look before, so that no value is in two looks.
     *
     * @param from nothing before counts
     * @param before the looks before
     * @param at the end of the window
     * @throws UserError as above
     */
    public static Watcher.Looked look(Served served, Instant from, WatchPlan plan, WatchState before, Instant at)
            throws IOException, InterruptedException {
        Instant since = before.last() != null && before.last().isAfter(from) ? before.last() : from;
        Instant begin = since.truncatedTo(ChronoUnit.SECONDS);
        Instant end = at.truncatedTo(ChronoUnit.SECONDS);
        String name = served.histogram.toString();
        WatchState looks = before;
        Sample sample = Sample.ofHistogram(name, List.of(), "");
        if (begin.isBefore(end) && asked(served, begin, end) instanceof Observation.Buckets buckets) {
            looks = before.of(name, buckets.edges());
            sample = Sample.ofHistogram(name, buckets.counts(), begin + " " + end);
        }
        return new Watcher(plan, served.model, null, Evaluated.NONE).look(looks, sample, null, at);
    }

    private static Observation asked(Served served, Instant from, Instant to) throws InterruptedException {
        Prometheus server = served.server;
        Look look = Looking.at(new Measure.Quantile(served.histogram, ANY), server, served.pods, from, to);
        if (look.unreachable()) {
            throw new UserError(reason(look.observation()) + ". Nothing was counted.");
        }
        if (look.observation() instanceof Observation.Wrong wrong) {
            throw new UserError("the histogram can't be read: " + wrong.reason() + ".");
        }
        return look.observation();
    }

    private static String reason(Observation seen) {
        return seen instanceof Observation.Missing missing
                ? missing.reason()
                : seen instanceof Observation.Wrong wrong ? wrong.reason() : "it says nothing";
    }
}
