package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.util.Map;
import java.util.Optional;

/**
 * A metric of the catalogue with all that its definition needs. Aliases become the canonical name; a parameter at its
 * standard value is not written ({@code top_k_accuracy} is {@code top_k_accuracy(k=2)}).
 */
public sealed interface CatalogueKey extends MetricKey permits PlainKey, ColumnKey, CostKey {
    /** The definition. */
    Metric metric();

    /** The value of its one parameter; null when it has none. */
    Double parameter();

    /** Whether a bound follows from a standard error or from counts of rows, in groups or on their own. */
    boolean hasStandardError(boolean grouped);

    /** How it is computed from answers; for a metric of answers alone. */
    Formula formula();

    /** Whether it is the mean of what each row loses. */
    default boolean isMeanLoss() {
        return metric().family().isOfAnswers()
                && (formula() instanceof MeanLoss
                        || formula() instanceof MeanError
                        || formula() instanceof CostFormula);
    }

    @Override
    default Direction direction() {
        return metric().direction();
    }

    @Override
    default Optional<ValueRange> range() {
        return Optional.of(metric().range());
    }

    /**
     * Reads a key such as {@code accuracy}, {@code mae}, {@code fbeta(beta=2)} or {@code psi(column=age)}.
     *
     * @throws UserError when the name or the parameter is unknown, missing or out of range
     */
    static CatalogueKey parse(String key) {
        return CatalogueKeyReader.parse(key);
    }

    /**
     * The key of a metric of a column, {@code psi(column=age)}; empty when the text is not of that form.
     *
     * @throws UserError when the metric is unknown or not about a column
     */
    static Optional<CatalogueKey> column(String key) {
        return CatalogueKeyReader.column(key);
    }

    /**
     * The key of a metric and the parameters of a gate.
     *
     * @param name key or alias, without a parameter
     * @param parameters by name; empty for the standard
     * @throws UserError when the name or a parameter is unknown, missing or out of range
     */
    static CatalogueKey of(String name, Map<String, Double> parameters) {
        return CatalogueKeyReader.of(name, parameters);
    }

    /** The key of a metric at its standard parameter; empty when one, a column or costs must be given. */
    static Optional<CatalogueKey> standard(Metric metric) {
        return CatalogueKeyReader.standard(metric);
    }
}
