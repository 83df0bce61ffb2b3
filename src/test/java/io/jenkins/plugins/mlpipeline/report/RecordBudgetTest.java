package io.jenkins.plugins.mlpipeline.report;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordBudgetTest {
    private static ModelRecord model(String id, int metrics, int keyLength) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (int i = 0; i < metrics; i++) {
            values.put(String.valueOf(1_000_000 + i).repeat(1 + keyLength / 7).substring(0, keyLength), 0.5);
        }
        ModelRecord record = new ModelRecord(id);
        record.validated(new ModelRecord.Validated(
                "model.onnx", "sha256:" + "a".repeat(64), null, "binary", 1000L, values, List.of(), true));
        return record;
    }

    private static List<ModelRecord> models(int count, int metrics, int keyLength) {
        List<ModelRecord> models = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            models.add(model("m" + i, metrics, keyLength));
        }
        return models;
    }

    @Test
    void twoHundredModelsWithEveryMetricHaveRoom() {
        assertThatNoException().isThrownBy(() -> RecordBudget.check(models(200, 80, 40)));
    }

    @Test
    void sixIdsWithLongNamesAreMoreThanABuildTakes() {
        assertThatThrownBy(() -> RecordBudget.check(models(60, 500, 200)))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "The metrics of this build's models have more names than its record takes (4 MiB for all models"
                                + " together). Use fewer or shorter names, or several builds.");
    }

    @Test
    void thereIsAnEndOfIds() {
        assertThatNoException().isThrownBy(() -> RecordBudget.check(models(1000, 1, 7)));
        assertThatThrownBy(() -> RecordBudget.check(models(1001, 1, 7)))
                .isInstanceOf(UserError.class)
                .hasMessage("A build has at most 1000 models with an id of their own. Use another build for more.");
    }
}
