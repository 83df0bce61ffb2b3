package io.jenkins.plugins.mlpipeline.index;

import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.report.GateMark;
import io.jenkins.plugins.mlpipeline.report.ModelRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A model of a job as its newest build left it, and its headline metric over the last builds.
 *
 * @param id its name within a build
 * @param build number of the newest build that has it
 * @param at when that build began, milliseconds since 1970
 * @param verdict of that build's gates; null when there were none
 * @param summary the verdict in one sentence; null as above
 * @param task what is predicted; null when not known
 * @param digest of what was judged; null when bound to nothing
 * @param metric its headline: what the first gate was on, else the first of the usual ones; null when nothing was measured
 * @param metrics values of that build by key, those of gates first, then the usual ones, at most {@link #MOST_METRICS}; empty
 *     in files of older versions until the next build
 * @param gates what a gate demanded of a metric, as far as it is known
 * @param testSetUses how many models had been judged on the test set; null when that was not counted
 * @param testSetUsesLimit how many may be; null when that is not limited
 * @param points the metric's values, the oldest first, at most {@link #MOST_POINTS}
 */
public record IndexedModel(
        String id,
        int build,
        long at,
        String verdict,
        String summary,
        String task,
        String digest,
        String metric,
        Map<String, Double> metrics,
        List<Gated> gates,
        Integer testSetUses,
        Integer testSetUsesLimit,
        List<Point> points) {
    /** The most metrics that are kept of a build. */
    public static final int MOST_METRICS = 20;
    /** The most builds that are remembered of a model. */
    public static final int MOST_POINTS = 30;

    /** Checks what a file says. */
    public IndexedModel {
        Objects.requireNonNull(id, "id");
        metrics = metrics == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
        gates = gates == null ? List.of() : List.copyOf(gates);
        points = points == null ? List.of() : List.copyOf(points);
    }

    /**
     * What a gate on all rows made of a metric.
     *
     * @param metric its key
     * @param limit what it was compared with; null when that was not known
     * @param lower of the interval; null when there is none
     * @param upper as above
     */
    public record Gated(String metric, Double limit, Double lower, Double upper) {}

    /**
     * What a build measured.
     *
     * @param build its number
     * @param metric key of what is a headline in that build
     * @param value finite
     * @param verdict null when there was none
     */
    public record Point(int build, String metric, double value, String verdict) {}

    /** The model as a build left it. */
    static IndexedModel of(Run<?, ?> run, ModelRecord model) {
        String metric = headline(model);
        return new IndexedModel(
                model.getId(),
                run.getNumber(),
                run.getTimeInMillis(),
                model.getVerdict(),
                model.getSummary(),
                model.getTask(),
                model.judgedDigest(),
                metric,
                some(model),
                model.getMarks().stream()
                        .map(m -> new Gated(m.getMetric(), m.getLimit(), m.getLower(), m.getUpper()))
                        .toList(),
                model.getTestSetUses(),
                model.getTestSetUsesLimit(),
                metric == null
                        ? List.of()
                        : List.of(new Point(
                                run.getNumber(), metric, model.getMetrics().get(metric), model.getVerdict())));
    }

    private static String headline(ModelRecord model) {
        Map<String, Double> metrics = model.getMetrics();
        return Stream.concat(model.getMarks().stream().map(GateMark::getMetric), model.getHeadlineKeys().stream())
                .filter(key -> metrics.get(key) != null && Double.isFinite(metrics.get(key)))
                .findFirst()
                .orElse(null);
    }

    private static Map<String, Double> some(ModelRecord model) {
        Map<String, Double> some = new LinkedHashMap<>();
        Stream.of(
                        model.getMarks().stream().map(GateMark::getMetric),
                        model.getHeadlineKeys().stream(),
                        model.getMetrics().keySet().stream())
                .flatMap(keys -> keys)
                .filter(key -> model.getMetrics().get(key) != null
                        && Double.isFinite(model.getMetrics().get(key)))
                .distinct()
                .limit(MOST_METRICS)
                .forEach(key -> some.put(key, model.getMetrics().get(key)));
        return some;
    }

    /** The newer of the two, with the values of both: builds may end in another order than they began. */
    IndexedModel with(IndexedModel other) {
        IndexedModel newer = other.build >= build ? other : this;
        List<Point> all = new ArrayList<>(points);
        all.removeIf(p -> other.points.stream().anyMatch(o -> o.build == p.build));
        all.addAll(other.points);
        all.sort(Comparator.comparingInt(Point::build));
        return newer.of(all.subList(Math.max(0, all.size() - MOST_POINTS), all.size()));
    }

    /** The same without the value of a build that is gone. */
    IndexedModel without(int gone) {
        return of(points.stream().filter(p -> p.build != gone).toList());
    }

    private IndexedModel of(List<Point> values) {
        return new IndexedModel(
                id,
                build,
                at,
                verdict,
                summary,
                task,
                digest,
                metric,
                metrics,
                gates,
                testSetUses,
                testSetUsesLimit,
                values);
    }

    /** The values of its headline, the oldest first; those of builds with another headline are left out. */
    public List<Point> trend() {
        return points.stream().filter(p -> p.metric.equals(metric)).toList();
    }

    /** The headline's newest value; null when there is none. */
    public Double value() {
        return trend().stream()
                .filter(p -> p.build == build)
                .map(Point::value)
                .findFirst()
                .orElse(null);
    }
}
