package io.jenkins.plugins.mlpipeline.engine.incident;

import io.jenkins.plugins.mlpipeline.engine.incident.Diagnosis.Change;
import io.jenkins.plugins.mlpipeline.engine.incident.Diagnosis.ChangeKind;
import io.jenkins.plugins.mlpipeline.engine.incident.Diagnosis.Metric;
import io.jenkins.plugins.mlpipeline.engine.incident.Diagnosis.Trend;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.ObjectRef;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import io.jenkins.plugins.mlpipeline.engine.verification.VerifiedDeployment;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Answer;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Baseline;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Check;
import io.jenkins.plugins.mlpipeline.engine.verification.check.CheckJudge;
import io.jenkins.plugins.mlpipeline.engine.verification.check.CheckResult;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Limit;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Measure;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Observation;
import io.jenkins.plugins.mlpipeline.engine.verification.prometheus.Look;
import io.jenkins.plugins.mlpipeline.engine.verification.prometheus.Looking;
import io.jenkins.plugins.mlpipeline.engine.verification.prometheus.Prometheus;
import io.jenkins.plugins.mlpipeline.engine.verification.prometheus.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What metrics did: since the last change of the pod template beside as long a time before it, or since the time that is looked
 * at beside as long a time before. Worse is what is proven to be, by the tests of a verification.
 */
public final class MetricChanges {
    private static final double TAIL = 0.025;

    private final Prometheus prometheus;
    private final List<Check> checks;
    private final Scope scope;

    /**
     * A comparison.
     *
     * @param checks of which only what they measure counts, not their limits
     * @param service what {@code $service} stands for; null for the workload's name
     */
    public MetricChanges(Prometheus prometheus, List<Check> checks, ObjectRef workload, String service) {
        this.prometheus = prometheus;
        this.checks = List.copyOf(checks);
        this.scope = VerifiedDeployment.allPods(workload, service);
    }

    /** Asks. */
    List<Metric> compare(List<Change> changes, Instant from, Instant to) throws InterruptedException {
        Instant split = changes.stream()
                .filter(c -> c.kind() == ChangeKind.TEMPLATE)
                .map(c -> Instant.parse(c.at()))
                .filter(at -> at.isBefore(to))
                .max(Comparator.naturalOrder())
                .orElse(from);
        Duration length = Duration.between(split, to);
        List<Metric> metrics = new ArrayList<>();
        for (Check check : checks) {
            Look before = Looking.at(check.measure(), prometheus, scope, split.minus(length), split);
            Look after = Looking.at(check.measure(), prometheus, scope, split, to);
            List<String> queries = Stream.concat(before.queries().stream(), after.queries().stream())
                    .toList();
            metrics.add(metric(check, before.observation(), after.observation(), split, queries));
        }
        return metrics;
    }

    private static Metric metric(
            Check check, Observation before, Observation after, Instant split, List<String> queries) {
        Optional<Check> comparable = comparable(check);
        if (comparable.isEmpty()) {
            Double then = value(before);
            Double now = value(after);
            return new Metric(
                    check.id(),
                    Trend.UNKNOWN,
                    then,
                    now,
                    "Before it was " + shown(then) + ", now it is " + shown(now)
                            + "; whether more of it is worse is not known.",
                    split.toString(),
                    queries);
        }
        CheckResult result = CheckJudge.answer(comparable.get(), after, before, TAIL);
        Trend trend =
                switch (result.answer()) {
                    case FAIL -> Trend.WORSE;
                    case PASS -> Trend.NOT_WORSE;
                    case NO_DATA, ERROR -> Trend.UNKNOWN;
                };
        String reason = result.answer() == Answer.NO_DATA || result.answer() == Answer.ERROR
                ? result.reason()
                : "Before " + shown(result.baseline()) + ", since " + split + " " + shown(result.value())
                        + (trend == Trend.WORSE ? ": it is worse." : ": it is not proven to be worse.");
        return new Metric(check.id(), trend, result.baseline(), result.value(), reason, split.toString(), queries);
    }

    /** The check as a comparison with the time before; empty when a greater value need not be a worse one. */
    private static Optional<Check> comparable(Check check) {
        if (check.measure() instanceof Measure.Query) {
            return Optional.empty();
        }
        boolean gauge = check.measure() instanceof Measure.Gauge;
        Limit noMore = new Limit.Versus(Baseline.PREVIOUS, gauge ? null : 1.0, gauge ? 0.0 : null);
        return Optional.of(new Check(check.id(), check.measure(), noMore, check.minRequests(), check.noData(), false));
    }

    private static Double value(Observation observation) {
        return observation instanceof Observation.Value v ? (Double) v.value() : null;
    }

    private static String shown(Double value) {
        return value == null ? "not known" : Figures.rounded(value);
    }
}
