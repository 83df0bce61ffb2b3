package io.jenkins.plugins.mlpipeline.engine.gate;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.metric.CatalogueKey;
import io.jenkins.plugins.mlpipeline.engine.metric.Direction;
import io.jenkins.plugins.mlpipeline.engine.metric.FairnessKey;
import io.jenkins.plugins.mlpipeline.engine.metric.MetricKey;
import java.util.Optional;

/**
 * One demand: a metric that must reach a threshold, or compare with another model's, inclusively. The metric's direction
 * decides whether a threshold is a minimum or a maximum.
 *
 * @param id names the gate, unique among the gates that are judged together
 * @param key the metric with its parameters: {@code fbeta(beta=2)}
 * @param demand what is demanded
 * @param decision how it is decided
 * @param slice which rows it is about
 * @param criticality what follows when it does not pass
 * @param onInconclusive what follows when it is inconclusive
 * @param description why the gate is there; null when not given
 */
public record Gate(
        String id,
        MetricKey key,
        Demand demand,
        Decision decision,
        SliceChoice slice,
        Criticality criticality,
        OnInconclusive onInconclusive,
        String description) {
    private static final int MOST_ID = 100;

    /**
     * @throws UserError when the id can't be shown, the demand is one that everything or nothing meets, or it can't be
     *     decided in that way
     */
    public Gate {
        if (id.isBlank() || id.length() > MOST_ID || id.chars().anyMatch(Character::isISOControl)) {
            throw new UserError("a gate's id has 1 to " + MOST_ID + " characters and no control characters.");
        }
        decision.check(key, demand);
        key.range().ifPresent(range -> ThresholdCheck.check(range, key, demand));
    }

    /** A gate on all rows, decided by the measured value. */
    public Gate(
            String id,
            String metric,
            Direction direction,
            double threshold,
            Criticality criticality,
            OnInconclusive onInconclusive,
            String description) {
        this(
                id,
                MetricKey.of(metric, direction),
                absolute(id, threshold),
                Decision.POINT,
                SliceChoice.ALL,
                criticality,
                onInconclusive,
                description);
    }

    private static Demand absolute(String id, double threshold) {
        try {
            return new Demand.Absolute(threshold);
        } catch (UserError e) {
            throw new UserError("gate \"" + id + "\": " + e.getMessage(), e);
        }
    }

    /** A gate of criticality FAILURE whose id is the metric. */
    public static Gate of(String metric, Direction direction, double threshold) {
        return new Gate(metric, metric, direction, threshold, Criticality.FAILURE, OnInconclusive.UNSTABLE, null);
    }

    /**
     * The same gate under another id.
     *
     * @throws UserError when the id can't be shown
     */
    Gate named(String other) {
        return new Gate(other, key, demand, decision, slice, criticality, onInconclusive, description);
    }

    /** {@code >=} where greater is better, else {@code <=}. */
    public String comparison() {
        return direction() == Direction.HIGHER ? ">=" : "<=";
    }

    /** What is demanded, in short: {@code >= 0.94}, {@code >= baseline - 0.005}. */
    public String required() {
        return demand.text(direction());
    }

    /** The other model that it compares with; empty for a threshold. */
    public Optional<Versus> versus() {
        return demand instanceof Demand.Relative relative ? Optional.of(relative.versus()) : Optional.empty();
    }

    /** The metric's key as in {@code evaluation.json}. */
    public String metric() {
        return key.toString();
    }

    /** Which values are better. */
    public Direction direction() {
        return key.direction();
    }

    /** The metric of the catalogue; empty for fairness and for a metric of another tool. */
    public Optional<CatalogueKey> catalogueKey() {
        return key instanceof CatalogueKey known ? Optional.of(known) : Optional.empty();
    }

    /** The sensitive column of a gate on fairness. */
    public Optional<String> sensitiveColumn() {
        return key instanceof FairnessKey fairness ? Optional.of(fairness.column()) : Optional.empty();
    }
}
