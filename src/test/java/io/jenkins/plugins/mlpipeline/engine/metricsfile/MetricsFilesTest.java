package io.jenkins.plugins.mlpipeline.engine.metricsfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of the tools themselves (src/test/python/metrics_formats.py) and files like theirs. */
class MetricsFilesTest {
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-01-02T12:00:00Z"), ZoneOffset.UTC);
    private static final String UNBOUND =
            "the metrics are not bound to a model, so they can gate a build but no deployment.";

    private final Map<String, String> files = new TreeMap<>();

    private final MetricsPlace place = new MetricsPlace() {
        @Override
        public List<String> matching(String pattern, int most) {
            PathPattern wanted = new PathPattern(pattern);
            return files.keySet().stream().filter(wanted::fits).limit(most).toList();
        }

        @Override
        public boolean isFolder(String path) {
            return files.keySet().stream().anyMatch(file -> file.startsWith(path + "/"));
        }

        @Override
        public Optional<byte[]> read(String path, int most) {
            return Optional.ofNullable(files.get(path)).map(text -> text.getBytes(StandardCharsets.UTF_8));
        }
    };

    private Evaluation read(String... asked) throws Exception {
        return MetricsFiles.read(Arrays.asList(asked), place, null, NOON);
    }

    private Evaluation only(String text) throws Exception {
        files.put("metrics.json", text);
        return read("metrics.json");
    }

    private static String resource(String name) throws IOException {
        try (var in = MetricsFilesTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static double golden(String name) throws IOException {
        return Json.parse(resource("golden.json"), JsonNode.class, "golden.json")
                .path(name)
                .doubleValue();
    }

    private static double value(Evaluation evaluation, String key) {
        assertThat(evaluation.metrics()).containsKey(key);
        return evaluation.metrics().get(key).value();
    }

    @Test
    void aFileOfNumbersIsNotTakenForAnythingElse() throws Exception {
        Evaluation evaluation = only("{\"accuracy\": 0.93, \"nested\": {\"f1\": 0.5}}");

        assertThat(evaluation.metrics()).containsOnlyKeys("accuracy", "nested.f1");
        assertThat(evaluation.warnings()).containsExactly(UNBOUND);
        assertThat(evaluation.data().name()).isEqualTo("metrics.json");
        assertThat(evaluation.createdAt()).isEqualTo("2026-01-02T12:00:00Z");
    }

    @Test
    void aClassificationReportOfScikitLearnHasOurNamesToo() throws Exception {
        Evaluation evaluation = only(resource("classification_report.json"));

        for (String key : List.of("accuracy", "f1_macro", "precision_weighted")) {
            assertThat(value(evaluation, key)).as(key).isEqualTo(golden(key));
        }
        assertThat(value(evaluation, "1.recall")).isEqualTo(golden("recall"));
        assertThat(evaluation.warnings())
                .containsExactly(
                        "metrics.json was taken for a classification_report of scikit-learn: the averages are there under our"
                                + " names too, \"macro avg\" as precision_macro, recall_macro and f1_macro.",
                        UNBOUND);
    }

    @Test
    void aRunOfMlflowIsReadWithoutItsParameters() throws Exception {
        Evaluation evaluation = only(resource("mlflow_run.json"));

        assertThat(evaluation.metrics()).containsOnlyKeys("broken", "accuracy", "val/recall");
        assertThat(value(evaluation, "accuracy")).isEqualTo(golden("accuracy"));
        assertThat(evaluation.metrics().get("broken").value()).isNull();
        assertThat(evaluation.directions()).containsEntry("val/recall", "higher");
        assertThat(evaluation.warnings())
                .first()
                .asString()
                .matches(
                        "metrics.json was taken for the MLflow run [0-9a-f]{32}: of each metric the last step counts\\.");
    }

    @Test
    void theAnswerOfMlflowsServerIsReadToo() throws Exception {
        Evaluation evaluation = only("{\"run\": {\"info\": {\"run_id\": \"abc\"}, \"data\": {\"metrics\": ["
                + "{\"key\": \"auc\", \"value\": 0.9, \"step\": \"2\"}, {\"key\": \"auc\", \"value\": 0.7, \"step\": \"1\"}],"
                + " \"params\": [{\"key\": \"depth\", \"value\": \"3\"}]}}}");

        assertThat(evaluation.metrics()).containsOnlyKeys("auc");
        assertThat(value(evaluation, "auc")).isEqualTo(0.9);
    }

    @Test
    void theFolderOfAnMlflowRunIsRead() throws Exception {
        for (String metric : List.of("accuracy", "broken", "val/recall")) {
            files.put("mlruns/0/abc/metrics/" + metric, resource("mlflow_folder/metrics/" + metric));
        }
        files.put("mlruns/0/abc/meta.yaml", "");

        Evaluation evaluation = read("mlruns/0/abc");

        assertThat(value(evaluation, "accuracy")).isEqualTo(golden("accuracy"));
        assertThat(value(evaluation, "val/recall")).isEqualTo(golden("recall"));
        assertThat(evaluation.metrics().get("broken").undefined()).isEqualTo("the file says \"nan\"");
        assertThat(evaluation.warnings())
                .first()
                .isEqualTo("abc was taken for the folder of an MLflow run: of each metric the last step counts.");

        files.put("mlruns/0/abc/metrics/f1", "yesterday much\n");
        assertThatThrownBy(() -> read("mlruns/0/abc"))
                .hasMessage(
                        "mlruns/0/abc/metrics/f1: \"yesterday much\" is no line of an MLflow metric, which has a time, a"
                                + " value and a step.");
    }

    @Test
    void dvcNamesTheFilesOfMetrics() throws Exception {
        files.put("dvclive/metrics.json", resource("dvclive/metrics.json"));
        files.put("dvclive/dvc.yaml", "metrics:\n- metrics.json\n");
        assertThat(value(read("dvclive/dvc.yaml"), "val/recall")).isEqualTo(golden("recall"));

        files.put("eval/test.json", "{\"accuracy\": 0.8}");
        files.put(
                "dvc.yaml",
                "stages:\n  eval:\n    cmd: python eval.py\n    metrics:\n    - eval/test.json:\n        cache: false\n"
                        + "metrics:\n- dvclive/metrics.json\n");
        assertThat(read("dvc.yaml").metrics())
                .containsOnlyKeys("metrics.accuracy", "metrics.val/recall", "test.accuracy");

        files.put("dvc.yaml", "metrics:\n- ../secret.json\n");
        assertThatThrownBy(() -> read("dvc.yaml"))
                .hasMessage(
                        "dvc.yaml: the metrics \"../secret.json\" are not beside or below it. Name the file itself.");
        files.put("dvc.yaml", "plots: []\n");
        assertThatThrownBy(() -> read("dvc.yaml"))
                .hasMessage("dvc.yaml: names no metrics. Name the file that holds them.");
    }

    @Test
    void whatDvcPrintsIsRead() throws Exception {
        assertThat(only("{\"\": {\"data\": {\"metrics.json\": {\"data\": {\"accuracy\": 0.9}}}}}")
                        .metrics())
                .containsOnlyKeys("accuracy");
        assertThat(only("{\"workspace\": {\"data\": {\"a/train.json\": {\"data\": {\"auc\": 1}},"
                                + " \"a/test.json\": {\"data\": {\"auc\": 0.9}}}}}")
                        .metrics())
                .containsOnlyKeys("train.auc", "test.auc");
    }

    @Test
    void aReportOfEvidentlyIsRead() throws Exception {
        Evaluation evaluation = only(resource("evidently.json"));

        for (String key : List.of("accuracy", "precision", "recall", "f1")) {
            assertThat(value(evaluation, key)).as(key).isCloseTo(golden(key), within(1e-12));
        }
        assertThat(evaluation.metrics()).containsKeys("f1_by_label.0", "drifted_columns_count.share", "value_drift.a");
        assertThat(evaluation.warnings()).first().isEqualTo("metrics.json was taken for a report of Evidently.");
    }

    @Test
    void metricsOfEvidently06HaveAnotherField() throws Exception {
        Evaluation evaluation =
                only("{\"metrics\": [{\"id\": \"1\", \"metric_id\": \"Accuracy()\", \"value\": 0.95}, {},"
                        + " {\"id\": \"2\", \"metric_id\": \"MeanValue(column=a)\", \"value\": 3}], \"tests\": []}");

        assertThat(evaluation.metrics()).containsOnlyKeys("accuracy", "mean_value.a");
    }

    @Test
    void aReportOfEvidentlysFormerFormIsRead() throws Exception {
        Evaluation evaluation =
                only("{\"version\": \"0.4.40\", \"metrics\": [{\"metric\": \"ClassificationQualityMetric\","
                        + " \"result\": {\"current\": {\"accuracy\": 0.9, \"f1\": 0.8}, \"reference\": {\"accuracy\": 0.95}}},"
                        + " {\"metric\": \"DatasetDriftMetric\", \"result\": {\"share_of_drifted_columns\": 0.25}}]}");

        assertThat(evaluation.metrics())
                .containsOnlyKeys(
                        "accuracy", "f1", "reference.accuracy", "dataset_drift_metric.share_of_drifted_columns");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'loss': [0.9, 0.4], 'val_accuracy': [0.7, 0.8]} | val_accuracy | 0.8",
                "{'validation_0': {'logloss': [0.6, 0.5]}, 'validation_1': {'logloss': [0.7, 0.65]}} | validation_1.logloss | 0.65",
            })
    void ofAHistoryTheLastEpochCounts(String text, String key, double expected) throws Exception {
        Evaluation evaluation = only(text.replace('\'', '"'));

        assertThat(value(evaluation, key)).isEqualTo(expected);
        assertThat(evaluation.warnings())
                .first()
                .isEqualTo(
                        "metrics.json was taken for a history of 2 epochs: the last one counts, which need not be the one"
                                + " whose weights were kept.");
    }

    @Test
    void listsOfDifferentLengthAreNoHistory() {
        assertThatThrownBy(() -> only("{\"loss\": [0.9, 0.4], \"accuracy\": [0.7]}"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("holds no numbers with names");
    }

    @Test
    void resultsOfHuggingFaceKnowTheirDirections() throws Exception {
        Evaluation evaluation = only("{\"epoch\": 3.0, \"eval_accuracy\": 0.91, \"eval_f1\": 0.9, \"eval_loss\": 0.3,"
                + " \"eval_runtime\": 4.2, \"eval_samples_per_second\": 100.0, \"train_loss\": 0.2}");

        assertThat(evaluation.directions())
                .isEqualTo(Map.of(
                        "eval_accuracy", "higher", "eval_f1", "higher", "eval_loss", "lower", "train_loss", "lower"));
        assertThat(evaluation.warnings())
                .first()
                .isEqualTo("metrics.json was taken for results of Hugging Face's Trainer.");
    }

    @Test
    void theStateOfATrainerHasItsLastEntries() throws Exception {
        Evaluation evaluation = only("{\"best_metric\": 0.9, \"global_step\": 20, \"log_history\": ["
                + "{\"loss\": 0.9, \"step\": 10}, {\"eval_accuracy\": 0.8, \"step\": 10},"
                + " {\"eval_accuracy\": 0.85, \"step\": 20}]}");

        assertThat(value(evaluation, "eval_accuracy")).isEqualTo(0.85);
        assertThat(value(evaluation, "loss")).isEqualTo(0.9);
    }

    @Test
    void theMetricsOfSeveralFilesBeginWithTheirNames() throws Exception {
        files.put("out/train.json", "{\"accuracy\": 0.99, \"text\": \"x\"}");
        files.put("out/test.json", "{\"accuracy\": 0.9}");
        files.put("out/notes.txt", "x");

        Evaluation evaluation = read("out/*.json");

        assertThat(evaluation.metrics()).containsOnlyKeys("test.accuracy", "train.accuracy");
        assertThat(evaluation.directions()).containsEntry("test.accuracy", "higher");
        assertThat(evaluation.data().name()).isEqualTo("out/*.json");
        assertThat(evaluation.warnings())
                .containsExactly(UNBOUND, "out/train.json: left out, since they are not numbers: text.");
        assertThat(read("out/test.json", "out/train.json").metrics())
                .containsOnlyKeys("test.accuracy", "train.accuracy");

        files.put("fold1/metrics.json", "{\"f1\": 0.5}");
        files.put("fold2/metrics.json", "{\"f1\": 0.6}");
        assertThat(read("fold*/metrics.json").metrics()).containsOnlyKeys("fold1.metrics.f1", "fold2.metrics.f1");
        assertThat(read("fold1/*.json").metrics()).containsOnlyKeys("metrics.f1");
    }

    @Test
    void mistakesAreNamed() {
        files.put("out/a.json", "{\"f1\": 1}");
        assertThatThrownBy(() -> read("none.json")).hasMessage("none.json: there is no such file.");
        assertThatThrownBy(() -> read("*.csv")).hasMessage("metrics: no file matches \"*.csv\".");
        assertThatThrownBy(() -> read("out"))
                .hasMessage(
                        "out: is a folder. Name a file in it, a pattern such as out/*.json, or the folder of an MLflow"
                                + " run.");
        for (int i = 0; i < 201; i++) {
            files.put("many/" + i + ".json", "{\"f1\": 1}");
        }
        assertThatThrownBy(() -> read("many/*"))
                .hasMessage("metrics names more than 200 files, which are the most that are read.");
    }

    @ParameterizedTest
    @CsvSource({
        "*.json, a.json, true",
        "*.json, b/a.json, false",
        "**/*.json, a.json, true",
        "**/*.json, b/c/a.json, true",
        "b/**, b/c/a.json, true",
        "b/**/a.?son, b/a.json, true",
        "b/*/a.json, b/c/d/a.json, false",
        "a*b*c, aXbbYc, true",
        "a*b*c, aXbbY, false",
        "{a}.json, {a}.json, true",
    })
    void patternsAreAsInAnt(String pattern, String path, boolean fits) {
        assertThat(new PathPattern(pattern).fits(path)).isEqualTo(fits);
    }
}
