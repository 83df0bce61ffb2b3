package io.jenkins.plugins.mlpipeline.engine.comparison;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Outcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RegressionOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RowGroups;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Scores;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** Cases that src/test/python/comparison_golden.py computed with scipy, statsmodels, scikit-learn and fairlearn. */
public final class ComparisonGolden {
    private ComparisonGolden() {}

    /** The cases of a part. */
    public static List<JsonNode> cases(String part) {
        try (InputStream in = ComparisonGolden.class.getResourceAsStream("golden.json")) {
            JsonNode cases = Json.parse(
                            new String(in.readAllBytes(), StandardCharsets.UTF_8), JsonNode.class, "golden.json")
                    .get(part);
            return StreamSupport.stream(cases.spliterator(), false).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rows of a case as one of its models answers them. */
    public static Outcomes outcomes(JsonNode golden, JsonNode model) {
        JsonNode truth = golden.get("truth");
        if (golden.get("task").asText().equals("regression")) {
            RegressionOutcomes.Builder rows = RegressionOutcomes.builder();
            for (int i = 0; i < truth.size(); i++) {
                rows.add(
                        truth.get(i).doubleValue(),
                        model.get("predicted").get(i).doubleValue());
            }
            return rows.build();
        }
        ClassificationOutcomes.Builder rows =
                ClassificationOutcomes.builder(Task.BINARY, List.of("0", "1"), 1, Scores.POSITIVE_PROBABILITY);
        for (int i = 0; i < truth.size(); i++) {
            rows.add(
                    truth.get(i).intValue(),
                    model.get("predicted").get(i).intValue(),
                    model.get("scores").get(i).doubleValue());
        }
        return rows.build();
    }

    /** The groups of a case's rows. */
    public static RowGroups groups(JsonNode golden) {
        Map<Integer, Integer> numbers = new LinkedHashMap<>();
        int[] of = new int[golden.get("groups").size()];
        for (int i = 0; i < of.length; i++) {
            of[i] = numbers.computeIfAbsent(golden.get("groups").get(i).intValue(), g -> numbers.size());
        }
        return new RowGroups(of, numbers.size());
    }
}
