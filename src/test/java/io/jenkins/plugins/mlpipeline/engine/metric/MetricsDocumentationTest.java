package io.jenkins.plugins.mlpipeline.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Interval;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Scores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** docs/metrics.md says of every metric what the code does. */
class MetricsDocumentationTest {
    private static final Path PAGE = Path.of("docs", "metrics.md");
    private static final int COLUMNS = 8;

    private final Map<String, List<String>> rows = rows();

    @Test
    void namesEveryMetricInCatalogueOrder() {
        assertThat(rows.keySet())
                .containsExactlyElementsOf(
                        Arrays.stream(Metric.values()).map(Metric::key).toList());
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void saysWhatTheCodeDoes(Metric metric) {
        List<String> row = rows.get(metric.key());

        String also = metric.aliases().stream().map(a -> "`" + a + "`").collect(Collectors.joining(", "));
        assertThat(row.get(0)).isEqualTo("`" + metric.key() + "`" + (also.isEmpty() ? "" : " (also " + also + ")"));
        assertThat(row.get(1))
                .isEqualTo(Arrays.stream(Task.values())
                        .filter(metric::appliesTo)
                        .map(Task::key)
                        .collect(Collectors.joining(", ")));
        assertThat(row.get(2)).isEqualTo(metric.direction().key());
        assertThat(row.get(3)).as("definition").isNotEmpty();
        assertThat(row.get(6)).isEqualTo(parameters(metric));
        assertThat(row.get(7)).isEqualTo(interval(metric));
    }

    private String parameters(Metric metric) {
        return metric == Metric.EXPECTED_COST
                ? "`fn` and `fp`, also `tn` and `tp`; or `matrix`"
                : metric.parameter().map(this::inWords).orElse("");
    }

    private String inWords(Metric.Parameter parameter) {
        String standard = parameter.standard() == null ? "must be given" : "standard " + number(parameter.standard());
        return "`" + parameter.name() + "`, " + parameter.range().text() + ", " + standard;
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    /** The methods of the intervals that the metric has on few and on many rows that define it. */
    private static String interval(Metric metric) {
        CatalogueKey key = metric == Metric.EXPECTED_COST
                ? CatalogueKey.parse("expected_cost(fn=2,fp=1)")
                : CatalogueKey.standard(metric).orElse(null);
        return Stream.of(binary(1), binary(30), multiclass())
                .filter(outcomes -> key != null
                        && metric.family().isOfAnswers()
                        && metric.appliesTo(outcomes.task())
                        && (metric != Metric.EXPECTED_COST || outcomes.task() == Task.BINARY))
                .map(outcomes -> ShownIntervals.of(
                                Metrics.measure(outcomes, Set.of(key)), Metrics.statistics(outcomes, Set.of(key)))
                        .get(key.toString()))
                .filter(value -> value.interval() != null)
                .map(MetricValue::interval)
                .map(Interval::method)
                .distinct()
                .reduce((few, many) -> few + ", " + many)
                .orElse("-");
    }

    private static ClassificationOutcomes binary(int times) {
        ClassificationOutcomes.Builder builder =
                ClassificationOutcomes.builder(Task.BINARY, List.of("a", "b"), 1, Scores.POSITIVE_PROBABILITY);
        for (int i = 0; i < times; i++) {
            builder.add(0, 0, 0.25).add(0, 1, 0.625).add(1, 0, 0.375).add(1, 1, 0.75);
        }
        return builder.build();
    }

    private static ClassificationOutcomes multiclass() {
        return ClassificationOutcomes.builder(
                        Task.MULTICLASS,
                        List.of("a", "b", "c"),
                        ClassificationOutcomes.NO_POSITIVE,
                        Scores.PROBABILITIES)
                .add(0, 0, 0.5, 0.25, 0.25)
                .add(1, 0, 0.5, 0.25, 0.25)
                .add(2, 2, 0.25, 0.25, 0.5)
                .build();
    }

    private static Map<String, List<String>> rows() {
        try (Stream<String> lines = Files.lines(PAGE)) {
            Map<String, List<String>> rows = new LinkedHashMap<>();
            lines.filter(line -> line.startsWith("| `"))
                    .map(MetricsDocumentationTest::cells)
                    .forEach(cells -> {
                        assertThat(cells).as("%s", cells).hasSize(COLUMNS);
                        String key = cells.get(0).substring(1, cells.get(0).indexOf('`', 1));
                        assertThat(rows.put(key, cells))
                                .as("second row of %s", key)
                                .isNull();
                    });
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.substring(1, line.lastIndexOf('|')).split("(?<!\\\\)\\|", -1))
                .map(String::strip)
                .toList();
    }
}
