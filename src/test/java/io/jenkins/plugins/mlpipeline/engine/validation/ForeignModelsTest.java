package io.jenkins.plugins.mlpipeline.engine.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Models as scikit-learn, XGBoost, LightGBM and PyTorch export them: metrics equal Python's on the same answers. */
class ForeignModelsTest {
    private static final double TOLERANCE = 1e-9;

    @ParameterizedTest
    @MethodSource("io.jenkins.plugins.mlpipeline.engine.validation.ForeignCase#all")
    void metricsEqualThoseOfPython(ForeignCase expected) throws Exception {
        Evaluation evaluation = Validation.run(expected.request(), ValidationListener.SILENT, Clock.systemUTC());

        assertThat(evaluation.task().key())
                .isEqualTo(expected.expected().path("task").asText());
        Map<String, MetricValue> metrics = evaluation.metrics();
        assertThat(expected.expected().path("metrics").size()).isGreaterThan(5);
        expected.expected().path("metrics").properties().forEach(metric -> {
            MetricValue value = metrics.get(metric.getKey());
            assertThat(value).as(metric.getKey()).isNotNull();
            assertThat(value.value())
                    .as(metric.getKey() + ": " + value.undefined())
                    .isNotNull();
            double wanted = metric.getValue().asDouble();
            assertThat(value.value())
                    .as(metric.getKey())
                    .isCloseTo(wanted, within(TOLERANCE * Math.max(1, Math.abs(wanted))));
        });
    }

    private static JsonSchema schema() throws IOException {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(Path.of("docs/schemas/evaluation.schema.json")));
    }
}
