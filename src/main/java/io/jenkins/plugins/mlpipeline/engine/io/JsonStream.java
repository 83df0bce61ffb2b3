package io.jenkins.plugins.mlpipeline.engine.io;

import java.util.ArrayList;
import java.util.List;

/** JSON objects one after another in one text, as {@code kubectl get -o json} and {@code jq} print them. */
public final class JsonStream {
    private JsonStream() {}

    /**
     * The texts of the objects, if there is nothing else but white space and there are at least two; else empty. Whether
     * each is JSON is the reader's to say.
     */
    public static List<String> objects(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    quoted = false;
                }
            } else if (c == '{' || c == '[') {
                if (depth == 0) {
                    start = i;
                }
                depth++;
            } else if (depth == 0) {
                if (!Character.isWhitespace(c)) {
                    return List.of();
                }
            } else if (c == '"') {
                quoted = true;
            } else if ((c == '}' || c == ']') && --depth == 0) {
                parts.add(text.substring(start, i + 1));
            }
        }
        return depth == 0 && parts.size() > 1 ? parts : List.of();
    }
}
