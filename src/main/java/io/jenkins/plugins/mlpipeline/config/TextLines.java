package io.jenkins.plugins.mlpipeline.config;

import java.util.ArrayList;
import java.util.List;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;

/** Lists that a form shows as a text area with an entry in each line. */
final class TextLines {
    private TextLines() {}

    /** Turns the text of a field into a list. */
    static void makeList(JSONObject form, String field) {
        if (form.get(field) instanceof String text) {
            JSONArray lines = new JSONArray();
            lines.addAll(clean(text.lines().toList()));
            form.put(field, lines);
        }
    }

    /** The entries without blanks around them, each once; never null. */
    static List<String> clean(List<String> entries) {
        List<String> clean = new ArrayList<>();
        for (String entry : entries == null ? List.<String>of() : entries) {
            String stripped = entry.strip();
            if (!stripped.isEmpty() && !clean.contains(stripped)) {
                clean.add(stripped);
            }
        }
        return clean;
    }
}
