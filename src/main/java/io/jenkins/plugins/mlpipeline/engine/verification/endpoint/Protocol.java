package io.jenkins.plugins.mlpipeline.engine.verification.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import io.jenkins.plugins.mlpipeline.engine.verification.endpoint.ServedAnswers.Unreadable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** How a server wants its rows, and how it answers. */
public sealed interface Protocol {
    /** The body of a request. */
    JsonNode request(Question rows);

    /** What its answer says. */
    ServedAnswers read(JsonNode answer, int rows) throws Unreadable;

    /** As it is written. */
    String key();

    /**
     * Open Inference Protocol v2 (MLServer, Triton, KServe): a tensor for each column, as a data frame; labels and
     * probabilities are asked for by MLServer's names, which other servers do not need.
     */
    record OpenInference() implements Protocol {
        @Override
        public JsonNode request(Question rows) {
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            body.putObject("parameters").put("content_type", "pd");
            ArrayNode inputs = body.putArray("inputs");
            for (int column = 0; column < rows.columns().size(); column++) {
                boolean numeric = rows.numeric()[column];
                ObjectNode input = inputs.addObject();
                input.put("name", rows.columns().get(column));
                input.putArray("shape").add(rows.rows()).add(1);
                input.put("datatype", numeric ? "FP64" : "BYTES");
                if (!numeric) {
                    input.putObject("parameters").put("content_type", "str");
                }
                ArrayNode data = input.putArray("data");
                for (String[] row : rows.cells()) {
                    data.add(Numbers.json(row[column], numeric));
                }
            }
            return body;
        }

        @Override
        public ServedAnswers read(JsonNode answer, int rows) throws Unreadable {
            JsonNode outputs = answer.path("outputs");
            if (!outputs.isArray() || outputs.isEmpty()) {
                throw new Unreadable("it has no outputs");
            }
            ServedAnswers all = new ServedAnswers(List.of(), List.of());
            for (JsonNode output : outputs) {
                all = all.and(ServedAnswers.flat(output.path("data"), rows));
            }
            return all;
        }

        @Override
        public String key() {
            return "v2";
        }
    }

    /** KServe v1, which is TensorFlow Serving's: rows as lists. */
    record Instances() implements Protocol {
        @Override
        public JsonNode request(Question rows) {
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            body.set("instances", RowsAsJson.matrix(rows));
            return body;
        }

        @Override
        public ServedAnswers read(JsonNode answer, int rows) throws Unreadable {
            return ServedAnswers.items(answer.path("predictions"), rows);
        }

        @Override
        public String key() {
            return "v1";
        }
    }

    /** MLflow's {@code /invocations}: a data frame, split into names and rows. */
    record Invocations() implements Protocol {
        @Override
        public JsonNode request(Question rows) {
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            ObjectNode frame = body.putObject("dataframe_split");
            rows.columns().forEach(frame.putArray("columns")::add);
            frame.set("data", RowsAsJson.matrix(rows));
            return body;
        }

        @Override
        public ServedAnswers read(JsonNode answer, int rows) throws Unreadable {
            return ServedAnswers.items(answer.isArray() ? answer : answer.path("predictions"), rows);
        }

        @Override
        public String key() {
            return "mlflow";
        }
    }

    /**
     * A server's own JSON. The request is written out, with {@code "$rows"} for a list of objects by column and {@code "$matrix"}
     * for a list of lists; the answers are found by JSON pointers.
     *
     * @param request as above
     * @param values where the list of labels or numbers is; null when there is none
     * @param scores where the list of lists of scores is; null when there is none
     */
    record Template(JsonNode request, String values, String scores) implements Protocol {
        public Template {
            if (request == null || values == null && scores == null) {
                throw new UserError("a template needs request, and one of values and scores (JSON pointers).");
            }
            for (String pointer : Arrays.asList(values, scores)) {
                if (pointer != null && !pointer.isEmpty() && !pointer.startsWith("/")) {
                    throw new UserError("\"" + pointer + "\" is no JSON pointer; write for example /predictions.");
                }
            }
        }

        @Override
        public JsonNode request(Question rows) {
            return filled(request, rows);
        }

        private static JsonNode filled(JsonNode node, Question rows) {
            if (node.isTextual() && node.textValue().equals("$rows")) {
                return RowsAsJson.objects(rows);
            }
            if (node.isTextual() && node.textValue().equals("$matrix")) {
                return RowsAsJson.matrix(rows);
            }
            if (node instanceof ObjectNode object) {
                ObjectNode copy = JsonNodeFactory.instance.objectNode();
                object.properties().forEach(e -> copy.set(e.getKey(), filled(e.getValue(), rows)));
                return copy;
            }
            if (node instanceof ArrayNode array) {
                ArrayNode copy = JsonNodeFactory.instance.arrayNode();
                array.forEach(item -> copy.add(filled(item, rows)));
                return copy;
            }
            return node;
        }

        @Override
        public ServedAnswers read(JsonNode answer, int rows) throws Unreadable {
            ServedAnswers all = new ServedAnswers(List.of(), List.of());
            if (values != null) {
                all = all.and(ServedAnswers.items(answer.at(values), rows));
            }
            return scores == null ? all : all.and(ServedAnswers.items(answer.at(scores), rows));
        }

        @Override
        public String key() {
            return "template";
        }
    }

    /**
     * A protocol as it is written: {@code v2}, {@code v1}, {@code mlflow}, {@code template:FILE}.
     *
     * @throws UserError when it is none
     */
    static Protocol of(String written) throws IOException {
        if (written.startsWith("template:")) {
            return Json.read(Path.of(written.substring("template:".length())), Template.class);
        }
        return switch (written) {
            case "v2" -> new OpenInference();
            case "v1" -> new Instances();
            case "mlflow" -> new Invocations();
            default ->
                throw new UserError("protocol \"" + written + "\" is unknown. "
                        + NearNames.hint(written, List.of("v2", "v1", "mlflow", "template:FILE")));
        };
    }
}
