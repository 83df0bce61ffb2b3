package io.jenkins.plugins.mlpipeline.engine.gate;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.metric.Direction;
import io.jenkins.plugins.mlpipeline.engine.metric.Metric;
import io.jenkins.plugins.mlpipeline.engine.metric.MetricKey;
import java.util.Map;
import java.util.Optional;

/**
 * One demand: a metric that must reach a threshold, inclusively. The metric's direction decides whether the threshold is
 * a minimum or a maximum.
 *
 * @param id names the gate, unique among the gates that are judged together
 * @param metric key as in {@code evaluation.json}, with its parameter: {@code fbeta(beta=2)}
 * @param direction which values are better
 * @param threshold finite
 * @param criticality what follows when it does not pass
 * @param onInconclusive what follows when it is inconclusive
 * @param description why the gate is there; null when not given
 */
public record Gate(
        String id,
        String metric,
        Direction direction,
        double threshold,
        Criticality criticality,
        OnInconclusive onInconclusive,
        String description) {
    private static final int MOST_ID = 100;

    /**
     * @throws UserError when the id can't be shown, or the threshold is not a number that the metric can be on both sides
     *     of
     */
    public Gate {
        if (id.isBlank() || id.length() > MOST_ID || id.chars().anyMatch(Character::isISOControl)) {
            throw new UserError("a gate's id has 1 to " + MOST_ID + " characters and no control characters.");
        }
        if (!Double.isFinite(threshold)) {
            throw new UserError(
                    "gate \"" + id + "\": the threshold is " + threshold + "; a finite number is expected.");
        }
        catalogued(metric).ifPresent(key -> Range.of(key.metric()).check(key, threshold));
    }

    /** A gate of criticality FAILURE whose id is the metric. */
    public static Gate of(String metric, Direction direction, double threshold) {
        return new Gate(metric, metric, direction, threshold, Criticality.FAILURE, OnInconclusive.UNSTABLE, null);
    }

    /**
     * A gate from a text: {@code accuracy>=0.94}, {@code fbeta(beta=2)>=0.8}, {@code latency_ms_p95<=40}; for a metric of
     * another tool {@code val.auc(direction=higher)>=0.9}.
     *
     * @throws UserError when it is not understood
     */
    public static Gate parse(String expression) {
        return GateExpression.parse(expression);
    }

    /**
     * A gate from a map with the keys of a spec: {@code metric}, {@code min} or {@code max}, and the optional ones.
     *
     * @param at what to call it in messages, for example {@code gates[0]}
     * @throws UserError when it is not understood
     */
    public static Gate of(Map<String, ?> map, String at) {
        return GateReader.read(MapSettings.section(map, at));
    }

    /** {@code >=} where greater is better, else {@code <=}. */
    public String comparison() {
        return direction == Direction.HIGHER ? ">=" : "<=";
    }

    /** The metric to compute for this gate; empty for a metric of another tool. */
    public Optional<MetricKey> key() {
        return catalogued(metric);
    }

    private static Optional<MetricKey> catalogued(String metric) {
        int parenthesis = metric.indexOf('(');
        String name = parenthesis < 0 ? metric : metric.substring(0, parenthesis);
        return Metric.find(name).map(known -> MetricKey.parse(metric));
    }
}
