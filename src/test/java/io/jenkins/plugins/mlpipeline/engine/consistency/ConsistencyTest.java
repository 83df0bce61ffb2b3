package io.jenkins.plugins.mlpipeline.engine.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mlpipeline.engine.analysis.AnalysisRequest;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvFormat;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.validation.PredictionsFile;
import io.jenkins.plugins.mlpipeline.engine.validation.PredictionsRequest;
import io.jenkins.plugins.mlpipeline.engine.validation.TargetOptions;
import io.jenkins.plugins.mlpipeline.engine.validation.ValidationListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsistencyTest {
    private static final int RANDOM = 120;

    /** What the document says of these elsewhere are bounds that leave room for an edit of a tenth. */
    private static final Set<String> BOUNDED = Set.of(
            "roc_auc_ovr",
            "roc_auc_ovo",
            "roc_auc_ovr_weighted",
            "roc_auc_ovo_weighted",
            "expected_calibration_error(bins=7)",
            "median_absolute_error",
            "max_error",
            "explained_variance",
            "average_precision");

    @TempDir
    private Path folder;

    @Test
    void whatValidateWritesAgreesWithItself() throws IOException {
        for (long seed = 0; seed < RANDOM; seed++) {
            Evaluation evaluation = RandomEvaluations.of(folder, seed);
            assertThat(Consistency.contradiction(evaluation)).as("seed " + seed).isEmpty();
            Evaluation again = Json.parse(Json.write(evaluation), Evaluation.class, "evaluation");
            assertThat(Consistency.contradiction(again)).as("seed " + seed).isEmpty();
        }
    }

    @Test
    void aMetricThatWasEditedAloneIsFound() throws IOException {
        Map<String, Integer> missed = new TreeMap<>();
        Set<String> edited = new TreeSet<>();
        for (long seed = 0; seed < RANDOM; seed++) {
            ObjectNode whole = (ObjectNode) Json.tree(RandomEvaluations.of(folder, seed));
            // What the whole says of itself must do; the slices take most of the time.
            whole.remove("slices");
            Evaluation evaluation = Json.convert(whole, Evaluation.class, "evaluation");
            for (Map.Entry<String, MetricValue> metric : evaluation.metrics().entrySet()) {
                Double value = metric.getValue().value();
                // A gate on a share of rows compares it with its counts itself.
                if (value != null && !evaluation.statistics().proportions().containsKey(metric.getKey())) {
                    edited.add(metric.getKey());
                    if (Consistency.contradiction(
                                    edited(whole, metric.getKey(), value < 0.5 ? value + 0.1 : value * 0.9))
                            .isEmpty()) {
                        missed.merge(metric.getKey(), 1, Integer::sum);
                    }
                }
            }
        }
        assertThat(BOUNDED).containsAll(missed.keySet());
        assertThat(edited)
                .contains("f1", "log_loss", "r2", "jaccard_macro", "cohen_kappa", "expected_calibration_error");
    }

    /** Of more distinct scores than a curve has points the greatest one is none of them, and least of all by chance. */
    @Test
    void theGreatestScoreNeedNotBeOnAThinnedCurve() throws IOException {
        StringBuilder csv = new StringBuilder("y,s\nno,0.999\n");
        for (int row = 1; row < 1000; row++) {
            csv.append(row % 3 == 0 ? "yes" : "no")
                    .append(',')
                    .append(0.05 + row * 0.0008)
                    .append('\n');
        }
        Path file = Files.writeString(folder.resolve("predictions.csv"), csv);
        Evaluation evaluation = PredictionsFile.evaluate(
                new PredictionsRequest(
                        null,
                        file,
                        CsvFormat.DEFAULT,
                        "y",
                        null,
                        Map.of("yes", "s"),
                        new TargetOptions(null, List.of("no", "yes"), "yes"),
                        null,
                        null,
                        Set.of(),
                        null,
                        null,
                        null,
                        AnalysisRequest.NONE),
                ValidationListener.SILENT,
                Clock.systemUTC());
        assertThat(Consistency.contradiction(evaluation)).isEmpty();
    }

    private static Evaluation edited(ObjectNode evaluation, String metric, double value) {
        ObjectNode entry = (ObjectNode) evaluation.path("metrics").path(metric);
        JsonNode before = entry.replace("value", DoubleNode.valueOf(value));
        Evaluation edited = Json.convert(evaluation, Evaluation.class, "evaluation");
        entry.set("value", before);
        return edited;
    }
}
