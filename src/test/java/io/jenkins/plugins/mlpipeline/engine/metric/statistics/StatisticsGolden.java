package io.jenkins.plugins.mlpipeline.engine.metric.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.StreamSupport;

/** Cases that src/test/python/metric_statistics_golden.py computed with statsmodels, scipy, numpy and scikit-learn. */
public final class StatisticsGolden {
    private StatisticsGolden() {}

    /** The cases of a part. */
    public static List<JsonNode> cases(String part) {
        return elements(node(part));
    }

    static JsonNode node(String part) {
        return read("golden.json").get(part);
    }

    /** A file of cases. */
    static JsonNode read(String file) {
        try (InputStream in = StatisticsGolden.class.getResourceAsStream(file)) {
            return Json.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), JsonNode.class, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The elements of an array. */
    public static List<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    /** An array of numbers. */
    public static double[] doubles(JsonNode array) {
        return elements(array).stream().mapToDouble(JsonNode::doubleValue).toArray();
    }

    /** An array of integers. */
    public static int[] ints(JsonNode array) {
        return elements(array).stream().mapToInt(JsonNode::intValue).toArray();
    }

    /** Asserts agreement within {@code tolerance}, relative where the number is greater than 1. */
    public static void assertClose(double actual, double expected, double tolerance, Object what) {
        assertThat(Math.abs(actual - expected) <= tolerance * Math.max(1, Math.abs(expected)))
                .as("%s is %s, not %s", what, actual, expected)
                .isTrue();
    }
}
