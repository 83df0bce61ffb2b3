package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.NearNames;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A metric with the value of its parameter: the key under which a value stands in {@code evaluation.json}. Aliases become
 * the canonical name; a parameter at its standard value is not written ({@code top_k_accuracy} is
 * {@code top_k_accuracy(k=2)}).
 *
 * @param metric the definition
 * @param parameter the parameter's value, or null when the metric has none
 */
public record MetricKey(Metric metric, Double parameter) {
    private static final Pattern WRITTEN =
            Pattern.compile("\\s*([\\w.-]+)\\s*(?:\\(\\s*(\\w+)\\s*=\\s*([^\\s()]+)\\s*\\)\\s*)?");

    /** Narrower than Java's numbers, which may be hexadecimal or end in a letter. */
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");

    public MetricKey {
        if (metric.parameter().isPresent() == (parameter == null)) {
            throw new IllegalArgumentException(metric + " with parameter " + parameter);
        }
    }

    /**
     * Reads a key such as {@code accuracy}, {@code mae} or {@code fbeta(beta=2)}.
     *
     * @throws UserError when the name or the parameter is unknown, missing or out of range
     */
    public static MetricKey parse(String key) {
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
        Metric metric = Metric.find(name)
                .orElseThrow(() ->
                        new UserError("metric \"" + name + "\" is unknown. " + NearNames.hint(name, Metric.names())));
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

    /** The key of a metric at its standard parameter; empty when one must be given. */
    public static Optional<MetricKey> standard(Metric metric) {
        if (metric.parameter().isEmpty()) {
            return Optional.of(new MetricKey(metric, null));
        }
        return metric.parameter().map(Metric.Parameter::standard).map(value -> new MetricKey(metric, value));
    }

    /** The key as it is written in files. */
    @Override
    public String toString() {
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
