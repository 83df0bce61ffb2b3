package io.jenkins.plugins.mlpipeline.form;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.gate.Criticality;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.spec.GateReader;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the form of gates chooses from. */
class GateCatalogueTest {
    private final JsonNode catalogue = Json.parse(GateCatalogue.json(), JsonNode.class, "catalogue");

    @Test
    void everyMetricOfItMakesAGateByItsNameAlone() {
        List<String> keys = catalogue.get("metrics").findValuesAsText("key");
        assertThat(keys)
                .contains("accuracy", "roc_auc", "root_mean_squared_error")
                .doesNotContain("psi", "expected_cost", "latency_ms_p95");
        for (JsonNode metric : catalogue.get("metrics")) {
            String key = metric.get("key").textValue();
            String gate = key + (metric.get("higher").booleanValue() ? ">=0.5" : "<=0.5");
            assertThat(GateReader.parse(gate).metric().toString()).startsWith(key);
        }
    }

    @Test
    void aMetricSaysWhatItMeansWhatIsBetterAndWhichValuesItHas() {
        assertThat(metric("accuracy").toString())
                .isEqualTo(
                        "{\"key\":\"accuracy\",\"about\":\"share of rows predicted right\",\"higher\":true,\"range\":\"0 to 1\"}");
        assertThat(metric("root_mean_squared_error").get("higher").booleanValue())
                .isFalse();
        assertThat(metric("root_mean_squared_error").get("range").textValue()).isEqualTo("0 and more");
        assertThat(metric("r2").get("range").textValue()).isEqualTo("1 and less");
    }

    @Test
    void whatFollowsIsChosenToo() {
        assertThat(catalogue.get("criticalities")).hasSize(Criticality.values().length);
    }

    private JsonNode metric(String key) {
        for (JsonNode metric : catalogue.get("metrics")) {
            if (metric.get("key").textValue().equals(key)) {
                return metric;
            }
        }
        throw new AssertionError(key);
    }
}
