package io.jenkins.plugins.mlpipeline.engine.job;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.ModelRef;
import io.jenkins.plugins.mlpipeline.engine.model.predict.LoadedModel;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.ModelPlace;
import io.jenkins.plugins.mlpipeline.engine.monitoring.Answering;
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
import java.util.List;
import java.util.Map;

/** One look at a histogram that a server keeps of what a model is asked, or answers. */
public final class HistogramWatchJob {
    private static final Duration LEAST = Duration.ofMinutes(1);
    private static final Duration MOST = Duration.ofDays(7);
    /** What is asked for are the buckets; which quantile they are for does not matter. */
    private static final double ANY = 0.5;

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
        if (request.window.compareTo(LEAST) < 0 || request.window.compareTo(MOST) > 0) {
            throw new UserError("the window is " + request.window.toSeconds()
                    + " s; a minute to seven days are expected, the time since the last look.");
        }
        Selector selector = Selector.parse(request.histogram);
        ModelRef model;
        Answering answering;
        try (LoadedModel loaded = LoadedModel.open(ModelPlace.of(request.model), Threads.of(null), false, false)) {
            model = loaded.ref();
            answering = Answering.of(loaded.manifest());
        }
        Instant from = request.at.minus(request.window);
        Observation seen = asked(request.server, selector, from, request.at);
        String name = selector.toString();
        try (StateFile file = StateFile.open(request.state)) {
            WatchState before = file.read(model.digest());
            Sample sample = Sample.ofHistogram(name, List.of(), "");
            if (seen instanceof Observation.Buckets buckets) {
                before = before.of(name, buckets.edges());
                sample = Sample.ofHistogram(name, buckets.counts(), from + " " + request.at);
            }
            Watcher.Looked looked =
                    new Watcher(request.plan, model, answering, Evaluated.NONE).look(before, sample, null, request.at);
            if (!looked.state().looks().equals(before.looks())) {
                file.write(looked.state());
            }
            return looked.result();
        }
    }

    private static Observation asked(Prometheus server, Selector selector, Instant from, Instant to)
            throws InterruptedException {
        Look look = Looking.at(new Measure.Quantile(selector, ANY), server, new Scope(List.of(), Map.of()), from, to);
        if (look.unreachable()) {
            throw new UserError(server.name() + " does not answer: " + reason(look.observation()) + ".");
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
