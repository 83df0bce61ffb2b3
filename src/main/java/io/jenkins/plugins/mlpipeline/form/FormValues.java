package io.jenkins.plugins.mlpipeline.form;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The texts in which a form shows lists and pairs. */
@Restricted(NoExternalUse.class)
public final class FormValues {
    private FormValues() {}

    /**
     * The {@code name=value} lines of a text area.
     *
     * @throws IllegalArgumentException for a line that is none
     */
    public static Map<String, Object> pairs(String field, String text) {
        Map<String, Object> pairs = new LinkedHashMap<>();
        items(text).forEach(line -> {
            int equals = line.indexOf('=');
            if (equals <= 0) {
                throw new IllegalArgumentException(
                        field + ": \"" + line + "\" is not understood; write NAME=VALUE in each line.");
            }
            pairs.put(
                    line.substring(0, equals).strip(),
                    line.substring(equals + 1).strip());
        });
        return pairs;
    }

    /** The lines of a text area that say something. */
    public static List<String> items(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    /** A list with commas between its items, as {@link Given#texts} reads it. */
    public static String commas(List<?> items) {
        return items == null ? null : items.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    /** A list, or one text, with a line for each item, as {@link Given#files} reads it. */
    public static String eachALine(Object given) {
        return given instanceof List<?> items
                ? items.stream().map(String::valueOf).collect(Collectors.joining("\n"))
                : given == null ? null : given.toString();
    }

    /** Pairs with a line for each, as {@link #pairs} reads them. */
    public static String lines(Map<?, ?> pairs) {
        return pairs == null
                ? null
                : pairs.entrySet().stream()
                        .map(e -> e.getKey() + "=" + e.getValue())
                        .collect(Collectors.joining("\n"));
    }
}
