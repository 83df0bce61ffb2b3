package io.jenkins.plugins.mlpipeline.engine.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.gate.GateEvaluator;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.report.HtmlReport;
import io.jenkins.plugins.mlpipeline.engine.report.JunitReport;
import io.jenkins.plugins.mlpipeline.engine.report.MarkdownReport;
import io.jenkins.plugins.mlpipeline.engine.report.ReportInput;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.GateVerdict;
import io.jenkins.plugins.mlpipeline.engine.spec.GateReader;
import io.jenkins.plugins.mlpipeline.engine.validation.MetricsFile;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;

/** The JSON documents: what an agent or another tool sends, and gates and reports read. */
final class JsonTargets {
    private static final ObjectMapper LENIENT = new ObjectMapper();
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final int LARGEST_PAGE = 2_000_000;
    private static final Pattern NOT_DRAWN =
            Pattern.compile(" (d|points|x|y|x1|x2|y1|y2|cx|cy|r|width|height|transform)=\"[^\"]*(NaN|Infinity)");
    private static final double FLOOR = 0.6;
    private static final GateResult.Reference DOCUMENT =
            new GateResult.Reference("evaluation.json", Digest.ofText("evaluation"));

    private JsonTargets() {}

    static Target evaluation(List<Target.Sample> corpus) {
        return new Target(
                "evaluation.json", corpus, List.of(new JsonMutator(), BombMutator.json()), (of, bytes, folder) -> {
                    Path file = Files.write(folder.resolve("evaluation.json"), bytes);
                    Evaluation evaluation = Json.read(file, Evaluation.class);
                    String metric = of.name().startsWith("diabetes") ? "r2" : "accuracy";
                    double floor = metric.equals("r2") ? 0.3 : FLOOR;
                    GateResult gate = GateEvaluator.evaluate(
                            evaluation, GateReader.parse(List.of(metric + ">=" + floor)), DOCUMENT, null, NOW);
                    JsonNode tree = LENIENT.readTree(bytes);
                    if (gate.verdict() == Verdict.PASS) {
                        assertMayPass(tree, metric, floor);
                    }
                    render(evaluation, gate);
                    assertThat(Json.parse(Json.write(gate), GateResult.class, "gate")
                                    .verdict())
                            .isEqualTo(gate.verdict());
                });
    }

    static Target gate(List<Target.Sample> evaluations) {
        Evaluation evaluation = Json.parse(
                new String(evaluations.get(0).bytes(), StandardCharsets.UTF_8), Evaluation.class, "evaluation");
        GateResult judged = GateEvaluator.evaluate(
                evaluation, GateReader.parse(List.of("accuracy>=0.6", "log_loss<=0.1")), DOCUMENT, null, NOW);
        List<Target.Sample> corpus =
                List.of(new Target.Sample("gate.json", Json.write(judged).getBytes(StandardCharsets.UTF_8)));
        return new Target("gate.json", corpus, List.of(new JsonMutator(), BombMutator.json()), (of, bytes, folder) -> {
            Path file = Files.write(folder.resolve("gate.json"), bytes);
            // What a deployment reads; a verdict is taken as it stands, so nothing but reading is checked.
            GateVerdict.read(file);
            render(evaluation, Json.read(file, GateResult.class));
        });
    }

    static Target training(List<Target.Sample> corpus, Target.Sample judged) {
        Evaluation evaluation =
                Json.parse(new String(judged.bytes(), StandardCharsets.UTF_8), Evaluation.class, "evaluation");
        return new Target(
                "training.json", corpus, List.of(new JsonMutator(), BombMutator.json()), (of, bytes, folder) -> {
                    Path file = Files.write(folder.resolve("training.json"), bytes);
                    assertPage(HtmlReport.page(ReportInput.of(evaluation, null, Json.readTree(file))));
                });
    }

    static Target metrics(List<Target.Sample> corpus) {
        List<Mutator> mutators = List.of(new JsonMutator(), new ByteMutator(), BombMutator.json());
        return new Target("metrics.json", corpus, mutators, (of, bytes, folder) -> {
            Path file = Files.write(folder.resolve("metrics.json"), bytes);
            Evaluation evaluation = MetricsFile.read(file, null, Clock.systemUTC());
            GateResult gate = GateEvaluator.evaluate(
                    evaluation, GateReader.parse(List.of("accuracy>=" + FLOOR)), DOCUMENT, null, NOW);
            if (gate.verdict() == Verdict.PASS) {
                assertThat(numbers(LENIENT.reader()
                                .with(com.fasterxml.jackson.core.json.JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                                .readTree(bytes)))
                        .anyMatch(x -> x >= FLOOR && x <= 1);
            }
        });
    }

    private static Set<Double> numbers(JsonNode tree) {
        Set<Double> numbers = new HashSet<>();
        if (tree.isNumber()) {
            numbers.add(tree.asDouble());
        }
        tree.forEach(child -> numbers.addAll(numbers(child)));
        return numbers;
    }

    /** What must hold of a document that passed, said once more and without the code under test. */
    private static void assertMayPass(JsonNode document, String metric, double floor) {
        assertThat(document.path("schemaVersion").numberValue()).isEqualTo(1);
        assertThat(document.path("task").asText()).isIn("binary", "multiclass", "regression");
        assertThat(document.at("/data/rows").asLong()).isPositive();
        // Without a model the evaluation is not bound, and gates a build but no deployment.
        assertThat(
                        document.path("model").isObject()
                                ? document.at("/model/digest").asText()
                                : "sha256:" + "0".repeat(64))
                .matches("sha256:[0-9a-f]{64}");
        JsonNode measured = document.path("metrics").path(metric);
        assertThat(measured.path("value").isNumber()).isTrue();
        assertThat(measured.path("value").asDouble()).isBetween(floor, 1.0);
        assertThat(measured.path("undefined").isTextual()).isFalse();
        assertThat(measured.path("n").isNull()
                        || measured.path("n").isMissingNode()
                        || measured.path("n").asLong() > 0)
                .isTrue();
        if (measured.path("interval").isObject()) {
            assertThat(measured.at("/interval/lower").asDouble())
                    .isLessThanOrEqualTo(measured.at("/interval/upper").asDouble());
        }
        JsonNode counts = document.at("/confusionMatrix/counts");
        if (counts.isArray()) {
            long sum = 0;
            for (JsonNode row : counts) {
                assertThat(row).hasSameSizeAs(counts);
                for (JsonNode cell : row) {
                    assertThat(cell.asLong()).isNotNegative();
                    sum += cell.asLong();
                }
            }
            assertThat(sum).isEqualTo(document.at("/data/rows").asLong());
        }
        if (!document.path("task").asText().equals("regression")) {
            Set<String> labels = new HashSet<>();
            document.path("labels").forEach(l -> labels.add(l.asText()));
            assertThat(labels).hasSizeGreaterThan(1).hasSameSizeAs(document.path("labels"));
        }
    }

    private static void render(Evaluation evaluation, GateResult gate) throws Exception {
        ReportInput input = ReportInput.of(evaluation, gate, null);
        assertPage(HtmlReport.page(input));
        assertThat(MarkdownReport.of(input)).doesNotContain("<script").hasSizeLessThan(LARGEST_PAGE);
        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(JunitReport.of(evaluation, gate).getBytes(StandardCharsets.UTF_8)));
    }

    private static void assertPage(String page) {
        assertThat(page).doesNotContain("<script").hasSizeLessThan(LARGEST_PAGE);
        assertThat(NOT_DRAWN.matcher(page).find()).isFalse();
    }
}
