package io.jenkins.plugins.mlpipeline.engine.incident;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Who wrote the fields of an object, from its {@code metadata.managedFields}. */
final class FieldWriters {
    private static final int MOST_FIELDS = 12;
    private static final int MOST_WRITERS = 20;

    private FieldWriters() {}

    /** The last first; who wrote the status alone is left out. */
    static List<Diagnosis.Writer> of(JsonNode object) {
        List<Diagnosis.Writer> writers = new ArrayList<>();
        for (JsonNode entry : object.path("metadata").path("managedFields")) {
            if (!entry.path("subresource").asText().equals("status") && writers.size() < MOST_WRITERS) {
                List<String> fields = new ArrayList<>();
                leaves("", entry.path("fieldsV1"), fields);
                writers.add(new Diagnosis.Writer(
                        entry.path("manager").asText(),
                        entry.path("operation").asText(),
                        entry.path("time").asText(null),
                        fields));
            }
        }
        writers.sort(
                Comparator.comparing(Diagnosis.Writer::at, Comparator.nullsLast(Comparator.<String>reverseOrder())));
        return writers;
    }

    private static void leaves(String path, JsonNode fields, List<String> found) {
        for (var entry : fields.properties()) {
            if (found.size() >= MOST_FIELDS) {
                return;
            }
            if (entry.getKey().equals(".")) {
                continue;
            }
            String below = path + step(path, entry.getKey());
            if (entry.getValue().isEmpty()
                    || entry.getValue().size() == 1 && entry.getValue().has(".")) {
                found.add(below);
            } else {
                leaves(below, entry.getValue(), found);
            }
        }
    }

    /** {@code f:image} is a field, {@code k:{"name":"app"}} an item. */
    private static String step(String path, String key) {
        if (key.startsWith("f:")) {
            return (path.isEmpty() ? "" : ".") + key.substring(2);
        }
        String item = key.substring(Math.min(2, key.length()));
        return "[" + item.replaceAll("[{}\"]|name:", "") + "]";
    }
}
