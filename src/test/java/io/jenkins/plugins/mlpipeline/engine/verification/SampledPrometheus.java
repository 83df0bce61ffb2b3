package io.jenkins.plugins.mlpipeline.engine.verification;

import io.jenkins.plugins.mlpipeline.engine.verification.check.Selector;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Selector.Matcher;
import io.jenkins.plugins.mlpipeline.engine.verification.prometheus.Prometheus;
import io.jenkins.plugins.mlpipeline.engine.verification.prometheus.Reply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongToDoubleFunction;

/** Answers the few forms of queries that are asked, from functions of the time, as a server that scrapes every 15 s would. */
public final class SampledPrometheus implements Prometheus {
    private static final long SCRAPE = 15_000;

    private final List<Source> sources = new ArrayList<>();
    private Reply always;

    private record Source(Map<String, String> labels, long from, long until, LongToDoubleFunction value) {}

    /**
     * Adds a series.
     *
     * @param selector its name and labels
     * @param from when it appears, in milliseconds
     * @param until when it is gone
     * @param value by the time of the scrape
     */
    public SampledPrometheus series(String selector, long from, long until, LongToDoubleFunction value) {
        Selector of = Selector.parse(selector);
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("__name__", of.metric());
        of.matchers().forEach(m -> labels.put(m.label(), m.value()));
        sources.add(new Source(labels, from, until, value));
        return this;
    }

    /** From now on it answers this; null for what it knows. */
    public void always(Reply reply) {
        always = reply;
    }

    @Override
    public String name() {
        return "sampled";
    }

    @Override
    public Reply ask(String query, Instant at) {
        if (always != null) {
            return always;
        }
        if (query.startsWith("count(")) {
            boolean any = !points(query.substring(6, query.length() - 1), at, 300_000, true)
                    .isEmpty();
            return new Reply.Data(any ? List.of(number(at, 1)) : List.of(), List.of());
        }
        if (query.startsWith("max(max_over_time(")) {
            int range = query.lastIndexOf('[');
            return new Reply.Data(
                    points(query.substring(18, range), at, 300_000, true).stream()
                            .limit(1)
                            .map(s -> number(at, s.values()[0]))
                            .toList(),
                    List.of());
        }
        int range = query.lastIndexOf('[');
        if (!query.endsWith("]")) {
            return new Reply.Data(points(query, at, 300_000, true), List.of());
        }
        long millis = Long.parseLong(query.substring(range + 1, query.length() - 2)) * 1000;
        return new Reply.Data(points(query.substring(0, range), at, millis, false), List.of());
    }

    private static Reply.Series number(Instant at, double value) {
        return new Reply.Series(Map.of(), new long[] {at.toEpochMilli()}, new double[] {value});
    }

    private List<Reply.Series> points(String selector, Instant at, long back, boolean last) {
        Selector wanted = Selector.parse(selector);
        long to = at.toEpochMilli();
        List<Reply.Series> found = new ArrayList<>();
        for (Source source : sources) {
            if (!matches(wanted, source.labels)) {
                continue;
            }
            List<Long> times = new ArrayList<>();
            long first = Math.max(source.from, to - back);
            for (long t = (first + SCRAPE - 1) / SCRAPE * SCRAPE; t <= Math.min(to, source.until); t += SCRAPE) {
                times.add(t);
            }
            if (times.isEmpty()) {
                continue;
            }
            List<Long> kept = last ? times.subList(times.size() - 1, times.size()) : times;
            found.add(new Reply.Series(
                    source.labels,
                    kept.stream().mapToLong(t -> t).toArray(),
                    kept.stream().mapToDouble(source.value::applyAsDouble).toArray()));
        }
        return found;
    }

    private static boolean matches(Selector wanted, Map<String, String> labels) {
        if (!wanted.metric().isEmpty() && !wanted.metric().equals(labels.get("__name__"))) {
            return false;
        }
        for (Matcher m : wanted.matchers()) {
            String value = labels.getOrDefault(m.label(), "");
            boolean holds =
                    switch (m.operator()) {
                        case "=" -> value.equals(m.value());
                        case "!=" -> !value.equals(m.value());
                        case "=~" -> value.matches(m.value());
                        default -> !value.matches(m.value());
                    };
            if (!holds) {
                return false;
            }
        }
        return true;
    }
}
