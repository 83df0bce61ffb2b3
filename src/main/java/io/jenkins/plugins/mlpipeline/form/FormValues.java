package io.jenkins.plugins.mlpipeline.form;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Reads a submitted form the way a script would have written it: empty fields are not given, lists are lists. */
@Restricted(NoExternalUse.class)
public final class FormValues {
    private FormValues() {}

    /** Takes out every field that was left empty. */
    public static void dropEmpty(JSONObject form) {
        for (Object key : new ArrayList<Object>(form.keySet())) {
            if (form.get(key) instanceof String text && text.isBlank()) {
                form.remove(key);
            }
        }
    }

    /** Turns fields with commas between values into lists. */
    public static void splitLists(JSONObject form, List<String> fields) {
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

    /** Takes fields out of the form, for who reads them otherwise. */
    public static JSONObject take(JSONObject form, List<String> fields) {
        JSONObject taken = new JSONObject();
        for (String field : fields) {
            if (form.remove(field) instanceof String text) {
                taken.put(field, text);
            }
        }
        return taken;
    }

    /**
     * The {@code name=value} lines of a text area; null when it is empty.
     *
     * @throws IllegalArgumentException for a line that is none
     */
    public static Map<String, Object> pairs(JSONObject areas, String field) {
        return areas.get(field) instanceof String text ? pairs(field, text) : null;
    }

    /** The same of a text. */
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

    /** The lines of a text area that say something; null when it is empty. */
    public static List<Object> items(JSONObject areas, String field) {
        return areas.get(field) instanceof String text ? new ArrayList<>(items(text)) : null;
    }

    /** The same of a text. */
    public static List<String> items(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    /** A list with commas between its items, as {@link #splitLists} reads it. */
    public static String commas(List<?> items) {
        return items == null ? null : items.stream().map(String::valueOf).collect(Collectors.joining(", "));
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
