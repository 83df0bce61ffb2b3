package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Cost;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads keys of the catalogue; see the methods of {@link CatalogueKey}. */
final class CatalogueKeyReader {
    private static final Pattern WRITTEN =
            Pattern.compile("\\s*([\\w.-]+)\\s*(?:\\(\\s*(\\w+)\\s*=\\s*([^\\s()]+)\\s*\\)\\s*)?");

    /** A column's name may hold anything, parentheses included. */
    private static final Pattern OF_COLUMN =
            Pattern.compile("\\s*([\\w.-]+)\\s*\\(\\s*column\\s*=(.*)\\)\\s*", Pattern.DOTALL);

    /** Narrower than Java's numbers, which may be hexadecimal or end in a letter. */
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d+)?");

    private CatalogueKeyReader() {}

    static Optional<CatalogueKey> column(String key) {
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
        return Optional.of(new ColumnKey(metric, written.group(2)));
    }

    private static Metric known(String name) {
        return Metric.find(name)
                .orElseThrow(() ->
                        new UserError("metric \"" + name + "\" is unknown. " + NearNames.hint(name, Metric.names())));
    }

    static CatalogueKey parse(String key) {
        Optional<CatalogueKey> column = column(key);
        if (column.isPresent()) {
            return column.get();
        }
        KeyText text = KeyText.of(key);
        if (text.metric().filter(m -> m.family() == Metric.Family.COST).isPresent()) {
            return CostKey.of(text.inside() == null ? Map.of() : parameters(key, text.inside()));
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

    private static Map<String, String> parameters(String key, String inside) {
        try {
            return KeyText.parameters(inside);
        } catch (UserError e) {
            throw new UserError("metric \"" + key + "\": " + e.getMessage(), e);
        }
    }

    static CatalogueKey of(String name, Map<String, Double> parameters) {
        Metric metric = known(name);
        if (metric.family() == Metric.Family.COLUMN) {
            throw new UserError("metric " + metric.key() + " is about a column: name it, for example " + metric.key()
                    + "(column=age), or take " + metric.key() + "_max.");
        }
        if (metric.family() == Metric.Family.COST) {
            Map<String, String> costs = new LinkedHashMap<>();
            parameters.forEach((error, cost) -> costs.put(error, Cost.number(cost)));
            return CostKey.of(costs);
        }
        Metric.Parameter declared = metric.parameter().orElse(null);
        for (String given : parameters.keySet()) {
            if (declared == null || !declared.name().equals(given)) {
                throw new UserError("metric " + metric.key() + " has no parameter \"" + given + "\""
                        + (declared == null ? "; it takes none." : "; its parameter is " + declared.name() + "."));
            }
        }
        if (declared == null) {
            return new PlainKey(metric, null);
        }
        Double value = parameters.getOrDefault(declared.name(), declared.standard());
        if (value == null) {
            throw new UserError("metric " + metric.key() + " needs its parameter " + declared.name() + ", for example "
                    + metric.key() + "(" + declared.name() + "=2).");
        }
        if (!declared.range().allows(value)) {
            throw new UserError("metric " + metric.key() + ": " + declared.name() + " is " + Cost.number(value)
                    + "; it must be " + declared.range().text() + ".");
        }
        return new PlainKey(metric, value + 0.0);
    }

    static Optional<CatalogueKey> standard(Metric metric) {
        if (metric.family() == Metric.Family.COLUMN || metric.family() == Metric.Family.COST) {
            return Optional.empty();
        }
        if (metric.parameter().isEmpty()) {
            return Optional.of(new PlainKey(metric, null));
        }
        return metric.parameter().map(Metric.Parameter::standard).map(value -> new PlainKey(metric, value));
    }
}
