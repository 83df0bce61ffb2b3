package io.jenkins.plugins.mlpipeline.steps;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;

/** Reads a submitted form the way a script would have written it: empty fields are not given, lists are lists. */
final class FormValues {
    private FormValues() {}

    /** Takes out every field that was left empty. */
    static void dropEmpty(JSONObject form) {
        for (Object key : new ArrayList<Object>(form.keySet())) {
            if (form.get(key) instanceof String text && text.isBlank()) {
                form.remove(key);
            }
        }
    }

    /** Turns fields with commas between values into lists. */
    static void splitLists(JSONObject form, List<String> fields) {
        for (String field : fields) {
            if (form.get(field) instanceof String text) {
                JSONArray items = new JSONArray();
                for (String item : text.split(",", -1)) {
                    items.add(item.strip());
                }
                form.put(field, items);
            }
        }
    }

    /** Takes a text area with {@code name=value} lines out of the form; null when it is empty. */
    static Map<String, Object> takePairs(JSONObject form, String field) {
        Object text = form.remove(field);
        if (!(text instanceof String lines)) {
            return null;
        }
        Map<String, Object> pairs = new LinkedHashMap<>();
        lines.lines().filter(line -> !line.isBlank()).forEach(line -> {
            int equals = line.indexOf('=');
            if (equals <= 0) {
                throw new IllegalArgumentException(
                        field + ": \"" + line.strip() + "\" is not understood; write NAME=VALUE in each line.");
            }
            pairs.put(
                    line.substring(0, equals).strip(),
                    line.substring(equals + 1).strip());
        });
        return pairs;
    }

    /** Takes the lines of a text area out of the form; null when it is empty. */
    static List<String> takeLines(JSONObject form, String field) {
        Object text = form.remove(field);
        return text instanceof String lines
                ? lines.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList()
                : null;
    }

    /** A list with commas between its items, as {@link #splitLists} reads it. */
    static String commas(List<?> items) {
        return items == null ? null : items.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    /** Pairs with a line for each, as {@link #takePairs} reads them. */
    static String lines(Map<?, ?> pairs) {
        return pairs == null
                ? null
                : pairs.entrySet().stream()
                        .map(e -> e.getKey() + "=" + e.getValue())
                        .collect(Collectors.joining("\n"));
    }
}
