package io.jenkins.plugins.mlpipeline.engine.openmetrics;

import io.jenkins.plugins.mlpipeline.engine.text.PlainText;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Samples, and the text that a Prometheus server reads. Values of labels may be strangers' texts. */
public final class Exposition {
    /** Longer values of labels are cut. */
    private static final int LONGEST_VALUE = 200;

    private final Map<Exposed, Map<List<String>, Double>> samples = new EnumMap<>(Exposed.class);

    /**
     * Adds a sample; one with the same labels goes.
     *
     * @param value NaN and the infinities are written as such
     * @param labels values of the family's labels in their order; null stands for none
     * @throws IllegalArgumentException when there are more or fewer than the family has
     */
    public void add(Exposed family, double value, String... labels) {
        if (labels.length != family.labels().size()) {
            throw new IllegalArgumentException(family + " has the labels " + family.labels());
        }
        List<String> values = Stream.of(labels).map(Exposition::shown).toList();
        samples.computeIfAbsent(family, f -> new LinkedHashMap<>()).put(values, value);
    }

    /** Adds a sample of {@link Exposed.Kind#INFO}. */
    public void info(Exposed family, String... labels) {
        add(family, 1, labels);
    }

    /**
     * Adds a sample for each state that something can be in.
     *
     * @param state the one that it is in
     * @param labels those before the last one, which is the state
     */
    public void state(Exposed family, List<String> states, String state, String... labels) {
        for (String each : states) {
            add(
                    family,
                    each.equals(state) ? 1 : 0,
                    Stream.concat(Stream.of(labels), Stream.of(each)).toArray(String[]::new));
        }
    }

    /** The text in a format; families in the order of {@link Exposed}, without those that have no sample. */
    public String text(ExpositionFormat format) {
        StringBuilder text = new StringBuilder();
        samples.forEach((family, values) -> {
            text.append(format.typeLine(family)).append(format.unitLine(family)).append(format.helpLine(family));
            values.forEach((labels, value) -> line(text, family, labels, value));
        });
        return text.append(format.end()).toString();
    }

    private static void line(StringBuilder text, Exposed family, List<String> labels, double value) {
        text.append(family.sample());
        for (int i = 0; i < labels.size(); i++) {
            text.append(i == 0 ? '{' : ',')
                    .append(family.labels().get(i))
                    .append("=\"")
                    .append(escaped(labels.get(i)))
                    .append('"');
        }
        text.append(labels.isEmpty() ? " " : "} ").append(number(value)).append('\n');
    }

    private static String shown(String value) {
        String line = PlainText.line(value == null ? "" : value);
        return line.codePointCount(0, line.length()) <= LONGEST_VALUE
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST_VALUE - 1)) + "\u2026";
    }

    /** Line feeds are gone already. */
    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    /** Java's own notation is the format's, but for the infinities, and but for whole numbers, which are shorter. */
    private static String number(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        long whole = (long) value;
        boolean isWhole = Math.abs(value) < 1L << 53 && Double.compare(whole, value + 0.0) == 0;
        return isWhole ? Long.toString(whole) : Double.toString(value);
    }
}
