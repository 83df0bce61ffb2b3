package io.jenkins.plugins.mlpipeline.engine.metric;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Outcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RegressionOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Scores;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Cases that src/test/python/metric_golden.py computed with scikit-learn. */
record GoldenCases(JsonNode versions, List<Case> cases) {

    /** Expected values by key; null where the metric is undefined. */
    record Case(String name, Outcomes outcomes, Map<String, Double> expected) {
        @Override
        public String toString() {
            return name;
        }
    }

    static GoldenCases read() {
        try (InputStream in = GoldenCases.class.getResourceAsStream("golden.json")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            JsonNode tree = Json.parse(text, JsonNode.class, "golden.json");
            return new GoldenCases(
                    tree.get("versions"),
                    elements(tree.get("cases")).map(GoldenCases::read).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Case read(JsonNode node) {
        Map<String, Double> expected = new LinkedHashMap<>();
        node.get("expected")
                .properties()
                .forEach(e -> expected.put(
                        e.getKey(), e.getValue().isNull() ? null : e.getValue().doubleValue()));
        Task task = Task.of(node.get("task").textValue());
        return new Case(
                node.get("name").textValue(),
                task == Task.REGRESSION ? regression(node) : classification(node, task),
                expected);
    }

    private static Outcomes regression(JsonNode node) {
        RegressionOutcomes.Builder builder = RegressionOutcomes.builder();
        double[] truth = doubles(node.get("truth"));
        double[] predicted = doubles(node.get("predicted"));
        for (int i = 0; i < truth.length; i++) {
            builder.add(truth[i], predicted[i]);
        }
        return builder.build();
    }

    private static Outcomes classification(JsonNode node, Task task) {
        ClassificationOutcomes.Builder builder = ClassificationOutcomes.builder(
                task,
                elements(node.get("labels")).map(JsonNode::textValue).toList(),
                node.get("positive").intValue(),
                Scores.valueOf(node.get("scores").textValue()));
        for (int i = 0; i < node.get("truth").size(); i++) {
            JsonNode row = node.get("rows").get(i);
            builder.add(
                    node.get("truth").get(i).intValue(),
                    node.get("predicted").get(i).intValue(),
                    row == null ? new double[0] : doubles(row));
        }
        return builder.build();
    }

    private static double[] doubles(JsonNode array) {
        return elements(array).mapToDouble(JsonNode::doubleValue).toArray();
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
