package io.jenkins.plugins.mlpipeline.engine.spec;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.metric.CatalogueKey;
import io.jenkins.plugins.mlpipeline.engine.metric.ColumnKey;
import io.jenkins.plugins.mlpipeline.engine.metric.CostKey;
import io.jenkins.plugins.mlpipeline.engine.metric.Direction;
import io.jenkins.plugins.mlpipeline.engine.metric.FairnessKey;
import io.jenkins.plugins.mlpipeline.engine.metric.FairnessMetric;
import io.jenkins.plugins.mlpipeline.engine.metric.ForeignKey;
import io.jenkins.plugins.mlpipeline.engine.metric.KeyText;
import io.jenkins.plugins.mlpipeline.engine.metric.Metric;
import io.jenkins.plugins.mlpipeline.engine.metric.MetricKey;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the metric of a gate, ours or one of another tool. */
final class MetricReader {
    /** A decimal number. */
    static final Pattern NUMBER = Pattern.compile("[-+]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d{1,3})?");

    private static final Pattern WRITTEN = Pattern.compile("([^()]*+)(?:\\(([^()]*+)\\)\\s*+)?");
    private static final Pattern FOREIGN = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N}_.:/@+ -]{0,199}");

    private MetricReader() {}

    /**
     * Reads a metric.
     *
     * @param written key or alias, or another tool's name; parameters may follow in parentheses, {@code direction} among
     *     them
     * @param fields parameters that were given beside
     * @param stated the direction that was given beside, or null
     * @param at begins the messages
     */
    static MetricKey read(String written, Map<String, String> fields, Direction stated, String at) {
        Optional<CatalogueKey> column = column(written, fields, at);
        if (column.isPresent()) {
            return ours(column.get(), stated, at);
        }
        Matcher parts = WRITTEN.matcher(written.strip());
        if (!parts.matches()) {
            throw new UserError(
                    at + ": metric \"" + written + "\" is not understood; write for example fbeta(beta=2).");
        }
        Map<String, String> parameters = parameters(parts.group(2), fields, at);
        String direction = parameters.remove("direction");
        return of(parts.group(1).strip(), parameters, direction == null ? stated : direction(direction, at), at);
    }

    /** A metric of a column, which is part of the text or given beside. */
    private static Optional<CatalogueKey> column(String written, Map<String, String> fields, String at) {
        Metric metric = Metric.find(written.strip()).orElse(null);
        if (metric != null
                && metric.family() == Metric.Family.COLUMN
                && fields.keySet().equals(Set.of(ColumnKey.COLUMN))) {
            return Optional.of(new ColumnKey(metric, fields.get(ColumnKey.COLUMN)));
        }
        return fields.isEmpty() ? placed(at, () -> CatalogueKey.column(written)) : Optional.empty();
    }

    private static MetricKey of(String name, Map<String, String> parameters, Direction stated, String at) {
        FairnessMetric fairness = FairnessMetric.find(name).orElse(null);
        if (fairness != null) {
            return fairness(fairness, parameters, stated, at);
        }
        Metric metric = Metric.find(name).orElse(null);
        if (metric == null) {
            return foreign(name, parameters, stated, at);
        }
        if (metric.family() == Metric.Family.COST) {
            return ours(placed(at, () -> CostKey.of(parameters)), stated, at);
        }
        Map<String, Double> values = new LinkedHashMap<>();
        parameters.forEach((parameter, text) -> values.put(parameter, number(parameter, text, at)));
        return ours(placed(at, () -> CatalogueKey.of(name, values)), stated, at);
    }

    private static MetricKey ours(CatalogueKey key, Direction stated, String at) {
        Direction ours = key.direction();
        if (stated != null && stated != ours) {
            throw new UserError(at + ": " + key + " is better when " + ours.better()
                    + ", whatever its direction is said to be; leave direction out.");
        }
        return key;
    }

    private static MetricKey fairness(
            FairnessMetric metric, Map<String, String> parameters, Direction stated, String at) {
        String column = parameters.get(FairnessMetric.BY);
        if (column == null || parameters.size() > 1) {
            throw new UserError(at + ": " + metric.key() + " takes the sensitive column and nothing else, for example "
                    + new FairnessKey(metric, "sex") + ".");
        }
        if (stated != null && stated != metric.direction()) {
            throw new UserError(at + ": " + metric.key() + " is better when "
                    + metric.direction().better() + ", whatever its direction is said to be; leave direction out.");
        }
        return new FairnessKey(metric, column);
    }

    private static MetricKey foreign(String name, Map<String, String> parameters, Direction stated, String at) {
        Direction direction = stated == null ? ForeignKey.knownDirection(name).orElse(null) : stated;
        if (direction == null) {
            throw new UserError(at + ": metric \"" + name + "\" is unknown. " + NearNames.hint(name, names())
                    + " A metric of another tool needs its direction stated: higher or lower.");
        }
        if (!FOREIGN.matcher(name).matches()) {
            throw new UserError(at + ": \"" + name + "\" can't be the name of a metric.");
        }
        if (!parameters.isEmpty()) {
            throw new UserError(at + ": metric \"" + name + "\" is not one of ours and takes no parameters.");
        }
        return new ForeignKey(name, direction);
    }

    private static Set<String> names() {
        Set<String> names = new LinkedHashSet<>(Metric.names());
        for (FairnessMetric metric : FairnessMetric.values()) {
            names.add(metric.key());
        }
        return names;
    }

    private static Map<String, String> parameters(String text, Map<String, String> fields, String at) {
        Map<String, String> parameters = new LinkedHashMap<>(fields);
        if (text == null) {
            return parameters;
        }
        placed(at, () -> KeyText.parameters(text)).forEach((parameter, value) -> {
            if (parameters.put(parameter, value) != null) {
                throw new UserError(at + ": the parameter " + parameter + " is given twice.");
            }
        });
        return parameters;
    }

    /** What is read; a complaint gets the place before it. */
    private static <T> T placed(String at, Supplier<T> read) {
        try {
            return read.get();
        } catch (UserError e) {
            throw new UserError(at + ": " + e.getMessage(), e);
        }
    }

    static Direction direction(String text, String at) {
        for (Direction direction : Direction.values()) {
            if (direction.key().equals(text)) {
                return direction;
            }
        }
        throw new UserError(
                at + ": direction is \"" + text + "\". " + NearNames.hint(text, List.of("higher", "lower")));
    }

    private static double number(String parameter, String text, String at) {
        if (!NUMBER.matcher(text.strip()).matches()) {
            throw new UserError(at + ": " + parameter + " is \"" + text + "\"; a number is expected.");
        }
        return Double.parseDouble(text.strip());
    }
}
