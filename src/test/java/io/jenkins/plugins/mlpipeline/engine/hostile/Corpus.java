package io.jenkins.plugins.mlpipeline.engine.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.dataset.Column;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnType;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.ModelManifest;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.ModelPackage;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.PackageFiles;
import io.jenkins.plugins.mlpipeline.engine.validation.ScoreKind;
import io.jenkins.plugins.mlpipeline.engine.validation.TargetOptions;
import io.jenkins.plugins.mlpipeline.engine.validation.ValidationRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The real files that are damaged: documents of this project, models and predictions of other tools. */
final class Corpus {
    private static final Path RESOURCES = Path.of("src/test/resources/io/jenkins/plugins/mlpipeline/engine");
    private static final Path FOREIGN = RESOURCES.resolve("model/foreign");
    private static final Path CREDIT = Path.of("docs/examples/german-credit");
    private static final Path KUBERNETES = Path.of("docs/examples/kubernetes");
    private static final int ROWS = 25;

    private Corpus() {}

    static List<Target> targets(Path folder) throws IOException {
        List<Target.Sample> evaluations = files(RESOURCES.resolve("report"), ".evaluation.json");
        Target.Sample wine = named(evaluations, "wine.evaluation.json");
        byte[] model = Files.readAllBytes(FOREIGN.resolve("forest_str_tensor.onnx"));
        return List.of(
                JsonTargets.evaluation(evaluations),
                DataTargets.csv(List.of(head(CREDIT.resolve("german_credit.csv"))), "credit_risk"),
                onnx(folder),
                JsonTargets.gate(List.of(wine)),
                DataTargets.predictions("csv", List.of(head(FOREIGN.resolve("predictions.csv"))), TextMutator.csv()),
                DataTargets.spec(specs()),
                manifest(folder),
                DataTargets.predictions(
                        "jsonl", List.of(head(FOREIGN.resolve("predictions.jsonl"))), TextMutator.jsonLines()),
                JsonTargets.metrics(metrics()),
                JsonTargets.training(
                        files(RESOURCES.resolve("report"), ".training.json"),
                        named(evaluations, "german-credit.evaluation.json")),
                ClusterTargets.manifests(files(KUBERNETES, ".yaml")),
                ClusterTargets.kubeconfig(),
                ClusterTargets.log(),
                ServerTargets.prometheus(),
                ServerTargets.artefacts(model),
                ServerTargets.mlflow(model),
                ServerTargets.attestations(),
                ServerTargets.served(),
                LaterTargets.alerts(),
                LaterTargets.looks(),
                LaterTargets.asked(),
                LaterTargets.history(),
                LaterTargets.folder(head(CREDIT.resolve("german_credit.csv")), "credit_risk"),
                LaterTargets.rendered(files(KUBERNETES, ".yaml")),
                LaterTargets.names());
    }

    private static Target onnx(Path folder) throws IOException {
        List<Target.Sample> models = files(FOREIGN, ".onnx");
        Map<String, ValidationRequest> requests = new LinkedHashMap<>();
        for (Target.Sample model : models) {
            JsonNode facts = Json.readTree(FOREIGN.resolve(model.name().replace(".onnx", ".json")));
            JsonNode said = facts.path("request");
            List<String> labels = new ArrayList<>();
            said.path("labels").forEach(l -> labels.add(l.asText()));
            Path data = folder.resolve("rows-of-" + facts.path("data").asText());
            Files.write(data, head(FOREIGN.resolve(facts.path("data").asText())).bytes());
            requests.put(
                    model.name(),
                    ValidationRequest.of(folder, data, facts.path("label").asText())
                            .with(new TargetOptions(
                                    said.has("task") ? Task.of(said.path("task").asText()) : null,
                                    labels,
                                    said.path("posLabel").asText(null)))
                            .with(
                                    said.has("scores")
                                            ? ScoreKind.of(said.path("scores").asText())
                                            : null,
                                    null));
        }
        return ModelTargets.onnx(models, requests);
    }

    private static Target manifest(Path folder) throws IOException {
        byte[] onnx = Files.readAllBytes(FOREIGN.resolve("pipeline_float_tensor.onnx"));
        Path home = Files.createDirectories(folder.resolve("original"));
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("bad", 200L);
        counts.put("good", 500L);
        ModelPackage.write(
                home,
                new ModelManifest(
                        ModelManifest.SCHEMA_VERSION,
                        Task.BINARY,
                        "credit_risk",
                        List.of("bad", "good"),
                        "bad",
                        List.of(
                                new Column(
                                        "housing", ColumnType.CATEGORY, List.of("for free", "own", "rent"), null, null),
                                new Column("age", ColumnType.NUMBER, null, 19.0, 60.0),
                                Column.number("duration_months")),
                        List.of("unknown"),
                        new ModelManifest.Outputs("label", "probabilities", null),
                        new ModelManifest.TrainingPart(
                                "sha256:" + "0".repeat(64), 700, counts, null, null, null, null, null),
                        "random_forest",
                        Map.of("n_estimators", 10),
                        42,
                        Map.of("djl", "0.36.0"),
                        null),
                out -> out.write(onnx));
        Path holdout = folder.resolve("holdout.csv");
        Files.write(holdout, head(FOREIGN.resolve("german.csv")).bytes());
        return ModelTargets.manifest(List.of(sample(home.resolve(PackageFiles.MANIFEST))), onnx, holdout);
    }

    private static List<Target.Sample> specs() throws IOException {
        String everything = """
                apiVersion: ml-pipeline/v1
                task: binary
                label: outcome
                labels: [no, yes]
                posLabel: yes
                rowId: id
                ignore: [name]
                csv: {delimiter: ";", charset: UTF-8, missing: [NA]}
                train:
                  data: train.csv
                  split: group:customer
                  algorithm: random_forest
                  hyperparameters: {n_estimators: 100, max_depth: 5}
                  seed: 42
                validate:
                  predictions: scored.csv
                  predictionColumn: predicted
                  scoreColumns: {yes: p_yes}
                gates:
                  - {id: floor, metric: roc_auc, min: 0.75}
                  - {id: f2, metric: fbeta, beta: 2, min: 0.5, criticality: UNSTABLE}
                  - accuracy>=0.9
                """;
        return List.of(
                sample(CREDIT.resolve("ml-pipeline.yaml")),
                new Target.Sample("everything.yaml", everything.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Target.Sample> metrics() {
        return Stream.of(
                        "{\"accuracy\": 0.91, \"f1\": 0.8, \"note\": \"x\"}",
                        "{\"test\": {\"accuracy\": 0.91}, \"accuracy\": 0.7, \"history\": [1, 2]}",
                        "[{\"key\": \"accuracy\", \"value\": 0.9, \"step\": 1}, {\"key\": \"accuracy\", \"value\": 0.95,"
                                + " \"step\": 2}]")
                .map(text -> new Target.Sample("metrics.json", text.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    private static List<Target.Sample> files(Path folder, String end) throws IOException {
        List<Target.Sample> samples = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(end)).sorted().toList()) {
                samples.add(sample(file));
            }
        }
        return samples;
    }

    private static Target.Sample named(List<Target.Sample> samples, String name) {
        return samples.stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
    }

    private static Target.Sample sample(Path file) throws IOException {
        return new Target.Sample(String.valueOf(file.getFileName()), Files.readAllBytes(file));
    }

    /** The first rows of a file. */
    private static Target.Sample head(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            String text = lines.limit(ROWS).collect(Collectors.joining("\n", "", "\n"));
            return new Target.Sample(String.valueOf(file.getFileName()), text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
