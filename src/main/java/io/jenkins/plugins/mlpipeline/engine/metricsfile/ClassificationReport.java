package io.jenkins.plugins.mlpipeline.engine.metricsfile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.util.Map;
import java.util.Optional;

/** {@code sklearn.metrics.classification_report(..., output_dict=True)}: an object a label, and one an average. */
final class ClassificationReport implements ToolFormat {
    private static final String F1 = "f1-score";
    private static final Map<String, String> AVERAGES = Map.of(
            "macro avg", "_macro",
            "weighted avg", "_weighted",
            "micro avg", "_micro");
    private static final Map<String, String> METRICS = Map.of("precision", "precision", "recall", "recall", F1, "f1");

    @Override
    public Optional<Taken> read(JsonNode document) {
        if (!document.path("macro avg").has(F1)
                || !document.path("weighted avg").has(F1)) {
            return Optional.empty();
        }
        ObjectNode metrics = Json.object(document).deepCopy();
        AVERAGES.forEach((average, ending) -> METRICS.forEach((theirs, ours) -> {
            JsonNode value = document.path(average).path(theirs);
            if (value.isNumber() && !metrics.has(ours + ending)) {
                metrics.set(ours + ending, value);
            }
        }));
        return Optional.of(new Taken(
                metrics,
                "taken for a classification_report of scikit-learn: the averages are there under our names too, \"macro avg\""
                        + " as precision_macro, recall_macro and f1_macro"));
    }
}
