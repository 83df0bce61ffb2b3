package io.jenkins.plugins.mlpipeline.engine.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.comparison.FedInput;
import io.jenkins.plugins.mlpipeline.engine.endpoint.ServedAnswers.Unreadable;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** How a server wants its rows, and how it answers. */
public sealed interface Protocol {
    /** What stands before the file of a template. */
    String TEMPLATE = "template:";

    /** What stands before the names of outputs. */
    String OUTPUTS = "v2:";

    /** The body of a request. */
    JsonNode request(AskedRows rows);

    /** What its answer says. */
    ServedAnswers read(JsonNode answer, int rows) throws Unreadable;

    /** How many rows an answer is about, as it says itself; 0 when it does not. */
    int rows(JsonNode answer);

    /** As it is written. */
    String key();

    /**
     * Open Inference Protocol v2 (MLServer, Triton, KServe): a tensor for each input of the model; where each has one column, they
     * are a data frame for servers that know frames.
     *
     * @param outputs the names of the outputs to ask for; empty for what the server answers by itself
     */
    record OpenInference(List<String> outputs) implements Protocol {
        public OpenInference {
            outputs = List.copyOf(outputs);
        }

        @Override
        public JsonNode request(AskedRows rows) {
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            if (rows.inputs().stream().allMatch(input -> input.width() == 1)) {
                body.putObject("parameters").put("content_type", "pd");
            }
            ArrayNode inputs = body.putArray("inputs");
            for (AskedInput asked : rows.inputs()) {
                ObjectNode input = inputs.addObject();
                input.put("name", asked.name());
                input.putArray("shape").add(rows.rows()).add(asked.width());
                input.put("datatype", asked.datatype());
                if (FedInput.TEXTS.equals(asked.datatype())) {
                    input.putObject("parameters").put("content_type", "str");
                }
                ArrayNode data = input.putArray("data");
                for (JsonNode[] row : rows.cells()) {
                    for (int column = asked.from(); column < asked.from() + asked.width(); column++) {
                        data.add(row[column]);
                    }
                }
            }
            if (!outputs.isEmpty()) {
                ArrayNode wanted = body.putArray("outputs");
                outputs.forEach(output -> wanted.addObject().put("name", output));
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
        public int rows(JsonNode answer) {
            JsonNode first = answer.path("outputs").path(0);
            return first.path("shape").path(0).asInt(first.path("data").size());
        }

        @Override
        public String key() {
            return "v2";
        }
    }

    /** KServe v1, which is TensorFlow Serving's: rows as lists. */
    record Instances() implements Protocol {
        @Override
        public JsonNode request(AskedRows rows) {
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            body.set("instances", RowsAsJson.matrix(rows));
            return body;
        }

        @Override
        public ServedAnswers read(JsonNode answer, int rows) throws Unreadable {
            return ServedAnswers.items(answer.path("predictions"), rows);
        }

        @Override
        public int rows(JsonNode answer) {
            return answer.path("predictions").size();
        }

        @Override
        public String key() {
            return "v1";
        }
    }

    /** MLflow's {@code /invocations}: a data frame, split into names and rows. */
    record Invocations() implements Protocol {
        @Override
        public JsonNode request(AskedRows rows) {
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
        public int rows(JsonNode answer) {
            return (answer.isArray() ? answer : answer.path("predictions")).size();
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
        public JsonNode request(AskedRows rows) {
            return filled(request, rows);
        }

        private static JsonNode filled(JsonNode node, AskedRows rows) {
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
        public int rows(JsonNode answer) {
            return answer.at(values == null ? scores : values).size();
        }

        @Override
        public String key() {
            return "template";
        }
    }

    /**
     * A protocol as it is written: {@code v2}, {@code v2:OUTPUT,OUTPUT}, {@code v1}, {@code mlflow}, {@code template:FILE}.
     *
     * @param written null for v2
     * @throws UserError when it is none
     */
    static Protocol of(String written) throws IOException {
        String name = written == null ? "v2" : known(written);
        if (name.startsWith(OUTPUTS)) {
            return new OpenInference(List.of(name.substring(OUTPUTS.length()).split(",")));
        }
        return switch (name) {
            case "v2" -> new OpenInference(List.of());
            case "v1" -> new Instances();
            case "mlflow" -> new Invocations();
            default -> Json.read(Path.of(name.substring(TEMPLATE.length())), Template.class);
        };
    }

    /**
     * The text, if it names a protocol.
     *
     * @throws UserError when it does not
     */
    static String known(String written) {
        if (written.startsWith(TEMPLATE) && written.length() > TEMPLATE.length()
                || written.startsWith(OUTPUTS) && written.length() > OUTPUTS.length()
                || List.of("v2", "v1", "mlflow").contains(written)) {
            return written;
        }
        throw new UserError("protocol \"" + written + "\" is unknown. "
                + NearNames.hint(written, List.of("v2", "v1", "mlflow", TEMPLATE + "FILE")));
    }
}
