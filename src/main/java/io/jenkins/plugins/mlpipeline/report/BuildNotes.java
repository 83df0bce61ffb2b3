package io.jenkins.plugins.mlpipeline.report;

import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.engine.foresight.Boundary;
import io.jenkins.plugins.mlpipeline.engine.foresight.Failures;
import io.jenkins.plugins.mlpipeline.engine.foresight.Foresight;
import io.jenkins.plugins.mlpipeline.engine.foresight.History;
import io.jenkins.plugins.mlpipeline.engine.foresight.Notes;
import io.jenkins.plugins.mlpipeline.engine.metric.Direction;
import io.jenkins.plugins.mlpipeline.engine.metric.MetricKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import jenkins.scm.RunWithSCM;

/** What the builds of a model say together: the notes of the engine on what they recorded. */
public final class BuildNotes {
    /** From half of an interval of 95 % to a standard error. */
    private static final double TO_ERROR = 1.959963984540054;

    /** More would be loaded from the disk. */
    private static final int MOST_BUILDS = 50;

    private static final String DURATION = "duration in seconds";
    private static final String COMMIT = "commit";
    private static final String ALGORITHM = "algorithm";

    private BuildNotes() {}

    /** What one build recorded of a model. */
    public record Seen(Run<?, ?> build, ModelRecord model) {}

    /** What the newest builds of a job up to one recorded of a model, that one first. */
    public static List<Seen> seen(Run<?, ?> newest, String id) {
        List<Seen> seen = new ArrayList<>();
        Run<?, ?> build = newest;
        for (int i = 0; build != null && i < MOST_BUILDS; i++, build = build.getPreviousBuild()) {
            Run<?, ?> each = build;
            Optional.ofNullable(each.getAction(MlPipelineAction.class))
                    .flatMap(models -> models.model(id))
                    .ifPresent(model -> seen.add(new Seen(each, model)));
        }
        return seen;
    }

    /**
     * The notes about a metric.
     *
     * @param metric its key
     * @param builds in any order
     */
    public static Notes of(String metric, List<Seen> builds) {
        List<Seen> oldestFirst = oldestFirst(builds);
        List<History.Entry> entries = new ArrayList<>();
        String commit = null;
        for (Seen seen : oldestFirst) {
            commit = commit(seen.build).orElse(commit);
            Double value = seen.model.getMetrics().get(metric);
            if (value != null && History.holds(value)) {
                entries.add(new History.Entry(
                        name(seen.build), at(seen.build), value, error(seen.model, metric), facts(seen.model, commit)));
            }
        }
        return Foresight.of(
                new History(metric, entries), limit(oldestFirst, metric).orElse(null));
    }

    /** The notes about how long the builds took; one that goes on is left out. */
    public static Notes ofDurations(List<Seen> builds) {
        List<History.Entry> entries = oldestFirst(builds).stream()
                .filter(seen -> !seen.build.isBuilding())
                .map(seen -> new History.Entry(
                        name(seen.build), at(seen.build), seen.build.getDuration() / 1000.0, null, Map.of()))
                .toList();
        return Foresight.of(new History(DURATION, entries), null);
    }

    /**
     * What is to be noted of how often the builds of a job fail; those that were stopped or go on are left out.
     *
     * @param newest the newest build of the job
     */
    public static Optional<String> ofFailures(Run<?, ?> newest) {
        List<Boolean> failed = new ArrayList<>();
        Run<?, ?> build = newest;
        for (int i = 0; build != null && i < MOST_BUILDS; i++, build = build.getPreviousBuild()) {
            Result result = build.isBuilding() ? null : build.getResult();
            if (result != null && result.isBetterOrEqualTo(Result.FAILURE)) {
                failed.add(result.equals(Result.FAILURE));
            }
        }
        return Failures.more(failed);
    }

    /** Builds may have begun in another order than their numbers say. */
    private static List<Seen> oldestFirst(List<Seen> builds) {
        return builds.stream()
                .sorted(Comparator.comparing((Seen seen) -> at(seen.build))
                        .thenComparingInt(seen -> seen.build.getNumber()))
                .toList();
    }

    private static String name(Run<?, ?> build) {
        return "#" + build.getNumber();
    }

    private static Instant at(Run<?, ?> build) {
        return Instant.ofEpochMilli(build.getTimeInMillis());
    }

    private static Map<String, String> facts(ModelRecord model, String commit) {
        Map<String, String> facts = new TreeMap<>(model.getFacts());
        if (model.getAlgorithm() != null) {
            facts.put(ALGORITHM, model.getAlgorithm());
        }
        if (commit != null) {
            facts.put(COMMIT, commit);
        }
        return facts;
    }

    /** The newest commit that came with a build; empty when none did. */
    private static Optional<String> commit(Run<?, ?> build) {
        if (!(build instanceof RunWithSCM<?, ?> withScm)) {
            return Optional.empty();
        }
        return withScm.getChangeSets().stream()
                .flatMap(set -> StreamSupport.stream(set.spliterator(), false))
                .max(Comparator.comparingLong(entry -> entry.getTimestamp()))
                .map(entry -> entry.getCommitId());
    }

    /** From the interval that the gate showed; null when there is none. */
    private static Double error(ModelRecord model, String metric) {
        return model.getMarks().stream()
                .filter(mark -> mark.getMetric().equals(metric) && mark.getLower() != null && mark.getUpper() != null)
                .findFirst()
                .map(mark -> Math.max(0, mark.getUpper() - mark.getLower()) / 2 / TO_ERROR)
                .filter(History::holds)
                .orElse(null);
    }

    /** What the newest gate on a metric demanded; empty when none did, or when it is not known which way is better. */
    private static Optional<Boundary> limit(List<Seen> oldestFirst, String metric) {
        Optional<MetricKey> key = MetricKey.known(metric);
        return oldestFirst.stream()
                .flatMap(seen -> seen.model.getMarks().stream())
                .filter(mark -> mark.getMetric().equals(metric) && mark.getLimit() != null)
                .reduce((first, second) -> second)
                .map(GateMark::getLimit)
                .flatMap(limit -> key.map(known -> new Boundary(limit, known.direction() == Direction.LOWER)));
    }
}
