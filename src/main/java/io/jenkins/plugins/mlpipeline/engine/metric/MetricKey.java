package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.util.Optional;

/**
 * The key under which a value stands in {@code evaluation.json} and which a gate names: a metric of the catalogue with its
 * parameters, one of fairness with its column, or the name that another tool gave.
 */
public sealed interface MetricKey permits CatalogueKey, FairnessKey, ForeignKey {

    /** Which values are better. */
    Direction direction();

    /** The values that it can have; empty for a metric of another tool. */
    Optional<ValueRange> range();

    /** Whether a value of a parameter is part of it, so that validate may have to be asked for it. */
    boolean hasParameter();

    /** The key as it is written in files. */
    @Override
    String toString();

    /** The key of a metric of ours that stands in a document; empty when it is the name of another tool. */
    static Optional<MetricKey> known(String written) {
        KeyText text = KeyText.of(written);
        Optional<FairnessMetric> fairness = FairnessMetric.find(text.name());
        if (fairness.isPresent()) {
            return text.parameter(FairnessMetric.BY).map(column -> new FairnessKey(fairness.get(), column));
        }
        if (text.metric().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(CatalogueKey.parse(written));
        } catch (UserError e) {
            // A name of ours with a parameter that is not.
            return Optional.empty();
        }
    }

    /** The key in a document that states the direction; another direction than ours makes it the name of another tool. */
    static MetricKey of(String written, Direction direction) {
        return known(written)
                .filter(key -> key.direction() == direction)
                .orElseGet(() -> new ForeignKey(written, direction));
    }
}
