package io.jenkins.plugins.mlpipeline.engine.metric;

import java.util.Optional;

/**
 * A check of one column of the rows, {@code psi(column=age)}.
 *
 * @param metric the definition
 * @param column the column; its name may hold anything
 */
public record ColumnKey(Metric metric, String column) implements CatalogueKey {
    /** The parameter that names the column. */
    public static final String COLUMN = "column";

    public ColumnKey {
        if (metric.family() != Metric.Family.COLUMN) {
            throw new IllegalArgumentException(metric + " with column " + column);
        }
    }

    /** The key in a document, if it is of a check of a column. */
    public static Optional<ColumnKey> known(String written) {
        return MetricKey.known(written).map(key -> key instanceof ColumnKey column ? column : null);
    }

    @Override
    public Double parameter() {
        return null;
    }

    @Override
    public boolean hasParameter() {
        return false;
    }

    @Override
    public boolean hasStandardError(boolean grouped) {
        return false;
    }

    @Override
    public Formula formula() {
        throw new IllegalStateException(this + " is not computed from answers");
    }

    @Override
    public String toString() {
        return KeyText.of(metric.key(), COLUMN, column);
    }
}
