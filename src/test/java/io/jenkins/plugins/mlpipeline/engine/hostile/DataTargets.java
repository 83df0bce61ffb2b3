package io.jenkins.plugins.mlpipeline.engine.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.engine.analysis.AnalysisRequest;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnSelection;
import io.jenkins.plugins.mlpipeline.engine.dataset.TableReader;
import io.jenkins.plugins.mlpipeline.engine.dataset.TrainingData;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvCursor;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvFormat;
import io.jenkins.plugins.mlpipeline.engine.evaluation.ConfusionMatrix;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.gate.GateEvaluator;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.spec.GateReader;
import io.jenkins.plugins.mlpipeline.engine.spec.Spec;
import io.jenkins.plugins.mlpipeline.engine.validation.PredictionsFile;
import io.jenkins.plugins.mlpipeline.engine.validation.PredictionsRequest;
import io.jenkins.plugins.mlpipeline.engine.validation.TargetOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rows and specs. */
final class DataTargets {
    private static final double SHARE = 1e-9;
    private static final GateResult.Reference DOCUMENT = new GateResult.Reference("evaluation.json", null);

    private DataTargets() {}

    static Target csv(List<Target.Sample> corpus, String label) {
        return new Target("csv", corpus, List.of(TextMutator.csv(), new ByteMutator()), (of, bytes, folder) -> {
            Path file = Files.write(folder.resolve("data.csv"), bytes);
            TrainingData data = TableReader.read(file, CsvFormat.DEFAULT, ColumnSelection.of(label), null, null);
            long rows = 0;
            try (CsvCursor cursor = CsvCursor.open(file, CsvFormat.DEFAULT)) {
                while (cursor.next()) {
                    rows++;
                }
                assertThat(cursor.header()).isEqualTo(data.header()).doesNotHaveDuplicates();
            }
            assertThat(data.rows()).isPositive().isEqualTo((int) rows);
            assertThat(data.features().names()).doesNotContain(label).isNotEmpty();
        });
    }

    static Target predictions(String name, List<Target.Sample> corpus, Mutator mutator) {
        boolean lines = name.equals("jsonl");
        List<Mutator> mutators =
                lines ? List.of(mutator, new ByteMutator(), BombMutator.json()) : List.of(mutator, new ByteMutator());
        return new Target("predictions " + name, corpus, mutators, (of, bytes, folder) -> {
            Path file = Files.write(folder.resolve(of.name()), bytes);
            Evaluation evaluation = PredictionsFile.evaluate(
                    new PredictionsRequest(
                            null,
                            file,
                            CsvFormat.DEFAULT,
                            "outcome",
                            "predicted",
                            Map.of("malignant", lines ? "scores.malignant" : "p_malignant"),
                            new TargetOptions(Task.BINARY, List.of("benign", "malignant"), "malignant"),
                            null,
                            null,
                            Set.of(),
                            null,
                            null,
                            null,
                            AnalysisRequest.NONE),
                    rows -> {},
                    Clock.systemUTC());
            assertConsistent(evaluation);
            GateResult gate = GateEvaluator.evaluate(
                    evaluation, GateReader.parse(List.of("accuracy>=0.5")), DOCUMENT, null, Instant.EPOCH);
            assertThat(gate.verdict())
                    .isEqualTo(evaluation.metrics().get("accuracy").value() >= 0.5 ? Verdict.PASS : Verdict.FAIL);
        });
    }

    static Target spec(List<Target.Sample> corpus) {
        return new Target(
                "spec",
                corpus,
                List.of(TextMutator.yaml(), new ByteMutator(), BombMutator.yaml()),
                (of, bytes, folder) -> {
                    Path file = Files.write(folder.resolve("ml-pipeline.yaml"), bytes);
                    Spec spec = Spec.read(file);
                    assertThat(new String(bytes, StandardCharsets.UTF_8)).contains(Spec.API_VERSION);
                    spec.gates().gates().forEach(g -> assertThat(g.required()).doesNotContain("NaN", "Infinity"));
                    assertThat(spec.gates().gates()).extracting("id").doesNotHaveDuplicates();
                });
    }

    /** What must hold of every evaluation that came from rows. */
    static void assertConsistent(Evaluation evaluation) {
        long rows = evaluation.data().rows();
        assertThat(rows).isPositive();
        Json.parse(Json.write(evaluation), Evaluation.class, "evaluation");
        for (Map.Entry<String, MetricValue> metric : evaluation.metrics().entrySet()) {
            MetricValue value = metric.getValue();
            assertThat(value.value() == null ? value.undefined() : value.value())
                    .isNotNull();
            // A latency is over repeated predictions.
            assertThat(value.n() == null || value.n() <= rows || metric.getKey().startsWith("latency"))
                    .as(metric.getKey())
                    .isTrue();
        }
        ConfusionMatrix matrix = evaluation.confusionMatrix();
        if (matrix != null) {
            long[][] counts = matrix.counts();
            long right = 0;
            for (int i = 0; i < counts.length; i++) {
                right += counts[i][i];
            }
            long others =
                    matrix.others() == null ? 0 : Arrays.stream(matrix.others()).sum();
            assertThat(Arrays.stream(counts).flatMapToLong(Arrays::stream).sum() + others)
                    .isEqualTo(rows);
            assertThat(Math.abs(evaluation.metrics().get("accuracy").value() - (double) right / rows))
                    .isLessThan(SHARE);
        }
    }
}
