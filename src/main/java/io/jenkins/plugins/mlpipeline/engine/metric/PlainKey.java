package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Cost;

/**
 * A metric with the value of its parameter.
 *
 * @param metric the definition, which is neither about a column nor of costs
 * @param parameter the parameter's value, or null when the metric has none
 */
public record PlainKey(Metric metric, Double parameter) implements CatalogueKey {
    public PlainKey {
        if (metric.parameter().isPresent() == (parameter == null)
                || metric.family() == Metric.Family.COLUMN
                || metric.family() == Metric.Family.COST) {
            throw new IllegalArgumentException(metric + " with parameter " + parameter);
        }
    }

    @Override
    public boolean hasParameter() {
        return parameter != null;
    }

    @Override
    public boolean hasStandardError(boolean grouped) {
        return metric.family().isOfAnswers() && formula().hasStandardError(grouped);
    }

    @Override
    public Formula formula() {
        return metric.formula(parameter);
    }

    @Override
    public String toString() {
        if (parameter == null
                || parameter.equals(metric.parameter().orElseThrow().standard())) {
            return metric.key();
        }
        return KeyText.of(metric.key(), metric.parameter().orElseThrow().name(), Cost.number(parameter));
    }
}
