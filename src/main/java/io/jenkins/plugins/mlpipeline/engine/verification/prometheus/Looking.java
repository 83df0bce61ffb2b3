package io.jenkins.plugins.mlpipeline.engine.verification.prometheus;

import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Counting;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Measure;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Observation;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Observation.Missing;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Observation.Wrong;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Selector;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Selector.Matcher;
import io.jenkins.plugins.mlpipeline.engine.verification.prometheus.Reply.Data;
import io.jenkins.plugins.mlpipeline.engine.verification.prometheus.Reply.Refused;
import io.jenkins.plugins.mlpipeline.engine.verification.prometheus.Reply.Series;
import io.jenkins.plugins.mlpipeline.engine.verification.prometheus.Reply.Unreachable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Observes measures in a window: counters and histograms by their samples, see {@link Counting}. Not for several threads. */
public final class Looking {
    /** A series of which Prometheus has nothing for so long is gone for it. */
    private static final Duration BEFORE = Duration.ofMinutes(5);

    private static final String BUCKET_EDGE = "le";

    private final Prometheus prometheus;
    private final Scope scope;
    private final Instant from;
    private final Instant to;
    private final List<String> queries = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private boolean unreachable;

    private Looking(Prometheus prometheus, Scope scope, Instant from, Instant to) {
        this.prometheus = prometheus;
        this.scope = scope;
        this.from = from;
        this.to = to;
    }

    /** Why there is nothing to observe. */
    private static final class Ended extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Observation observation;

        Ended(Observation observation) {
            super(observation.toString());
            this.observation = observation;
        }
    }

    /**
     * Observes.
     *
     * @param scope whose series
     * @param from the window's beginning
     * @param to its end, in whole seconds after {@code from}
     */
    public static Look at(Measure measure, Prometheus prometheus, Scope scope, Instant from, Instant to)
            throws InterruptedException {
        Looking looking = new Looking(prometheus, scope, from, to);
        Observation observation;
        try {
            observation = looking.observe(measure);
        } catch (Ended e) {
            observation = e.observation;
        }
        return new Look(observation, looking.queries, looking.notes, looking.unreachable);
    }

    private Observation observe(Measure measure) throws Ended, InterruptedException {
        if (measure instanceof Measure.Rate rate) {
            return rate(rate);
        }
        if (measure instanceof Measure.Quantile quantile) {
            return buckets(quantile);
        }
        if (measure instanceof Measure.Gauge gauge) {
            String aggregate = gauge.aggregate().key();
            return number(
                    aggregate + "(" + gauge.aggregate().overTime() + "(" + scope.of(gauge.series()) + "[" + window()
                            + "]))",
                    "there is no series of " + gauge.series());
        }
        String query = ((Measure.Query) measure).query();
        return number(scope.of(query, Duration.between(from, to)), "the query answers nothing");
    }

    private Observation rate(Measure.Rate rate) throws Ended, InterruptedException {
        List<Series> all = samples(rate.denominator());
        if (all.isEmpty()) {
            throw new Ended(absent(rate.denominator()));
        }
        requireScrapes(all);
        List<Series> some = samples(rate.numerator());
        if (some.isEmpty()) {
            requirePossible(rate, all);
        }
        long requests = grown(all, rate.denominator());
        long events = grown(some, rate.numerator());
        if (events > requests) {
            throw new Ended(new Wrong("the numerator counted " + Figures.count(events) + " and the denominator "
                    + Figures.count(requests) + "; the numerator must be a part of the denominator"));
        }
        return new Observation.Counts(events, requests);
    }

    /**
     * Nothing of the numerator: it may never have happened, which is what one hopes for, or be misspelt, which looks the
     * same. A name or a label that nothing has is the latter.
     */
    private void requirePossible(Measure.Rate rate, List<Series> all) throws Ended, InterruptedException {
        Selector numerator = rate.numerator();
        if (numerator.metric().equals(rate.denominator().metric())) {
            for (Matcher matcher : scope.of(numerator).matchers()) {
                boolean known = matcher.operator().startsWith("!")
                        || all.stream().anyMatch(s -> s.labels().containsKey(matcher.label()));
                if (!known) {
                    throw new Ended(new Wrong("no series of " + rate.denominator() + " has the label \""
                            + matcher.label() + "\", which the numerator names"));
                }
            }
            return;
        }
        String anywhere = "count(" + new Selector(numerator.metric(), named(numerator)) + ")";
        if (ask(anywhere).series().isEmpty()) {
            throw new Ended(new Missing("nobody exports " + numerator
                    + ", so that it is not known whether none happened or the name is wrong"));
        }
    }

    private static List<Matcher> named(Selector selector) {
        return selector.matchers().stream()
                .filter(m -> m.label().equals("__name__"))
                .toList();
    }

    private Observation buckets(Measure.Quantile quantile) throws Ended, InterruptedException {
        List<Series> all = samples(quantile.buckets());
        if (all.isEmpty()) {
            throw new Ended(absent(quantile.buckets()));
        }
        requireScrapes(all);
        TreeMap<Double, List<Series>> byEdge = new TreeMap<>();
        for (Series series : all) {
            byEdge.computeIfAbsent(edge(series, quantile.buckets()), e -> new ArrayList<>())
                    .add(series);
        }
        if (byEdge.size() < 2 || !Double.isInfinite(byEdge.lastKey())) {
            throw new Ended(
                    new Wrong(quantile.buckets() + " is no whole histogram: its bucket le=\"+Inf\" is missing"));
        }
        List<Double> edges = new ArrayList<>();
        List<Long> counts = new ArrayList<>();
        long below = 0;
        for (var bucket : byEdge.entrySet()) {
            long upTo = grown(bucket.getValue(), quantile.buckets());
            if (upTo < below) {
                throw new Ended(new Wrong(
                        quantile.buckets() + " is no cumulative histogram: a bucket has less than one below it"));
            }
            counts.add(upTo - below);
            below = upTo;
            if (!Double.isInfinite(bucket.getKey())) {
                edges.add(bucket.getKey());
            }
        }
        if (below > Integer.MAX_VALUE) {
            throw new Ended(new Wrong("more than two thousand million values are in the window; shorten it"));
        }
        return new Observation.Buckets(edges, counts);
    }

    private static double edge(Series series, Selector of) throws Ended {
        String written = series.labels().get(BUCKET_EDGE);
        try {
            if (written != null && written.length() <= 40) {
                return written.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(written);
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new Ended(new Wrong(of + " has no buckets: a series has no number as its label \"le\""));
    }

    private Observation number(String query, String absent) throws Ended, InterruptedException {
        List<Series> answer = ask(query).series();
        if (answer.isEmpty()) {
            throw new Ended(new Missing(absent));
        }
        if (answer.size() > 1 || answer.get(0).values().length != 1) {
            throw new Ended(new Wrong(
                    "the query answers " + answer.size() + " series; make one number of them, for example by sum()"));
        }
        double value = answer.get(0).values()[0];
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new Ended(new Missing("the value is " + (Double.isNaN(value) ? "NaN" : "infinite")
                    + ", which comes of a division by nothing"));
        }
        return new Observation.Value(value);
    }

    private String window() {
        return Scope.seconds(Duration.between(from, to));
    }

    private List<Series> samples(Selector selector) throws Ended, InterruptedException {
        Duration whole = Duration.between(from, to).plus(BEFORE);
        List<Series> found =
                ask(scope.of(selector) + "[" + Scope.seconds(whole) + "]").series();
        // What had nothing in the window itself is gone: it would only be a base for nothing.
        long begin = from.toEpochMilli();
        return found.stream()
                .filter(s -> s.millis().length > 0 && s.millis()[s.millis().length - 1] > begin)
                .toList();
    }

    private Data ask(String query) throws Ended, InterruptedException {
        queries.add(query);
        Reply reply = prometheus.ask(query, to);
        if (reply instanceof Data data) {
            notes.addAll(data.notes());
            return data;
        }
        if (reply instanceof Refused refused) {
            throw new Ended(new Wrong(refused.reason()));
        }
        unreachable = true;
        throw new Ended(new Missing(((Unreachable) reply).reason()));
    }

    private void requireScrapes(List<Series> all) throws Ended {
        int scrapes = Counting.scrapes(all.stream().map(Looking::samples).toList(), from.toEpochMilli());
        if (scrapes < Counting.LEAST_SCRAPES) {
            throw new Ended(new Missing("it was scraped " + scrapes + " times since the window began; "
                    + Counting.LEAST_SCRAPES + " are needed"));
        }
    }

    private long grown(List<Series> series, Selector of) throws Ended {
        double sum = 0;
        for (Series one : series) {
            sum += Counting.growth(samples(one), from.toEpochMilli());
        }
        long whole = Double.isNaN(sum) ? -1 : Counting.whole(sum);
        if (whole < 0) {
            throw new Ended(new Wrong(of + " is no counter of events: it grew by " + sum));
        }
        return whole;
    }

    private static Counting.Samples samples(Series series) {
        return new Counting.Samples(series.millis(), series.values());
    }

    /** Why there is nothing: the pods are not scraped, or have no such series. */
    private Observation absent(Selector selector) throws Ended, InterruptedException {
        if (selector.namesTarget()
                && selector.matchers().stream().noneMatch(m -> m.operator().isEmpty())) {
            return new Missing("there is no series of " + scope.of(selector));
        }
        List<Series> up = ask("up{"
                        + String.join(
                                ",",
                                scope.pods().stream().map(Matcher::toString).toList()) + "}")
                .series();
        long reached = up.stream()
                .filter(s -> s.values().length > 0 && s.values()[0] == 1)
                .count();
        if (up.isEmpty()) {
            return new Missing("Prometheus scrapes none of the pods");
        }
        return new Missing(
                "Prometheus reaches " + reached + " of " + up.size() + " pods, and none has a series of " + selector);
    }
}
