package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.NearNames;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A metric with the value of its parameter or the name of its column: the key under which a value stands in {@code evaluation.json}. Aliases become
 * the canonical name; a parameter at its standard value is not written ({@code top_k_accuracy} is
 * {@code top_k_accuracy(k=2)}).
 *
 * @param metric the definition
 * @param parameter the parameter's value, or null when the metric has none
 * @param column the column that it is about, or null when it is not about a column
 */
public record MetricKey(Metric metric, Double parameter, String column) {
    private static final Pattern WRITTEN =
            Pattern.compile("\\s*([\\w.-]+)\\s*(?:\\(\\s*(\\w+)\\s*=\\s*([^\\s()]+)\\s*\\)\\s*)?");

    /** A column's name may hold anything, parentheses included. */
    private static final Pattern OF_COLUMN =
            Pattern.compile("\\s*([\\w.-]+)\\s*\\(\\s*column\\s*=(.*)\\)\\s*", Pattern.DOTALL);

    /** Narrower than Java's numbers, which may be hexadecimal or end in a letter. */
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d+)?");

    public MetricKey {
        if (metric.parameter().isPresent() == (parameter == null)
                || (metric.family() == Metric.Family.COLUMN) == (column == null)) {
            throw new IllegalArgumentException(metric + " with parameter " + parameter + " and column " + column);
        }
    }

    /** A metric that is not about a column. */
    public MetricKey(Metric metric, Double parameter) {
        this(metric, parameter, null);
    }

    /** A metric of a column. */
    public static MetricKey ofColumn(Metric metric, String column) {
        return new MetricKey(metric, null, column);
    }

    /**
     * The key of a metric of a column, {@code psi(column=age)}; empty when the text is not of that form.
     *
     * @throws UserError when the metric is unknown or not about a column
     */
    public static Optional<MetricKey> column(String key) {
        Matcher written = OF_COLUMN.matcher(key);
        if (!written.matches()) {
            return Optional.empty();
        }
        Metric metric = known(written.group(1));
        if (metric.family() != Metric.Family.COLUMN || written.group(2).isEmpty()) {
            throw new UserError("metric \"" + key + "\": " + metric.key()
                    + (metric.family() == Metric.Family.COLUMN
                            ? " needs the name of its column."
                            : " is not about a column; leave it out."));
        }
        return Optional.of(ofColumn(metric, written.group(2)));
    }

    private static Metric known(String name) {
        return Metric.find(name)
                .orElseThrow(() ->
                        new UserError("metric \"" + name + "\" is unknown. " + NearNames.hint(name, Metric.names())));
    }

    /**
     * Reads a key such as {@code accuracy}, {@code mae} or {@code fbeta(beta=2)}.
     *
     * @throws UserError when the name or the parameter is unknown, missing or out of range
     */
    public static MetricKey parse(String key) {
        Optional<MetricKey> column = column(key);
        if (column.isPresent()) {
            return column.get();
        }
        Matcher written = WRITTEN.matcher(key);
        if (!written.matches()) {
            throw new UserError(
                    "metric \"" + key + "\" is not a name, or a name with a parameter such as fbeta(beta=2). "
                            + NearNames.hint(key, Metric.names()));
        }
        if (written.group(2) == null) {
            return of(written.group(1), Map.of());
        }
        if (!NUMBER.matcher(written.group(3)).matches()) {
            throw new UserError("metric \"" + key + "\": " + written.group(2) + " is \"" + written.group(3)
                    + "\", which is not a decimal number.");
        }
        double value = Double.parseDouble(written.group(3));
        return of(written.group(1), Map.of(written.group(2), value));
    }

    /**
     * The key of a metric and the parameters of a gate.
     *
     * @param name key or alias, without a parameter
     * @param parameters by name; empty for the standard
     * @throws UserError when the name or a parameter is unknown, missing or out of range
     */
    public static MetricKey of(String name, Map<String, Double> parameters) {
        Metric metric = known(name);
        if (metric.family() == Metric.Family.COLUMN) {
            throw new UserError("metric " + metric.key() + " is about a column: name it, for example " + metric.key()
                    + "(column=age), or take " + metric.key() + "_max.");
        }
        Metric.Parameter declared = metric.parameter().orElse(null);
        for (String given : parameters.keySet()) {
            if (declared == null || !declared.name().equals(given)) {
                throw new UserError("metric " + metric.key() + " has no parameter \"" + given + "\""
                        + (declared == null ? "; it takes none." : "; its parameter is " + declared.name() + "."));
            }
        }
        if (declared == null) {
            return new MetricKey(metric, null);
        }
        Double value = parameters.getOrDefault(declared.name(), declared.standard());
        if (value == null) {
            throw new UserError("metric " + metric.key() + " needs its parameter " + declared.name() + ", for example "
                    + metric.key() + "(" + declared.name() + "=2).");
        }
        if (!declared.range().allows(value)) {
            throw new UserError("metric " + metric.key() + ": " + declared.name() + " is " + number(value)
                    + "; it must be " + declared.range().text() + ".");
        }
        return new MetricKey(metric, value + 0.0);
    }

    /** The key of a metric at its standard parameter; empty when one, or a column, must be given. */
    public static Optional<MetricKey> standard(Metric metric) {
        if (metric.family() == Metric.Family.COLUMN) {
            return Optional.empty();
        }
        if (metric.parameter().isEmpty()) {
            return Optional.of(new MetricKey(metric, null));
        }
        return metric.parameter().map(Metric.Parameter::standard).map(value -> new MetricKey(metric, value));
    }

    /** The key as it is written in files. */
    @Override
    public String toString() {
        if (column != null) {
            return metric.key() + "(column=" + column + ")";
        }
        if (parameter == null
                || parameter.equals(metric.parameter().orElseThrow().standard())) {
            return metric.key();
        }
        return metric.key() + "(" + metric.parameter().orElseThrow().name() + "=" + number(parameter) + ")";
    }

    private static String number(double value) {
        return value % 1 == 0 && Math.abs(value) < 1e15 ? Long.toString((long) value) : Double.toString(value);
    }
}
