package io.jenkins.plugins.mlpipeline.engine.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.CostCurve;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.gate.GateEvaluator;
import io.jenkins.plugins.mlpipeline.engine.gate.GateOutcome;
import io.jenkins.plugins.mlpipeline.engine.job.ValidationJob;
import io.jenkins.plugins.mlpipeline.engine.spec.Spec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From a spec with costs and files of predictions to an evaluation and its gates. */
class CostAnalysisTest {
    private static final String BINARY =
            "apiVersion: ml-pipeline/v1\nlabel: truth\nlabels: [ok, fraud]\n" + "posLabel: fraud\nrowId: id\n";
    private static final String HEADER = "id,country,amount,truth,p\n";
    private static final String AMOUNTS = "expected_cost(fn=amount,fp=5)";

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        // Frauds of 10 to 300; the candidate misses the one of 20 and flags one honest row for nothing.
        Files.writeString(
                folder.resolve("candidate.csv"),
                HEADER + "1,de,300,fraud,0.9\n2,de,20,fraud,0.3\n3,fr,10,fraud,0.8\n4,fr,50,ok,0.6\n5,fr,7,ok,0.1\n");
        // In another order; misses the one of 300.
        Files.writeString(
                folder.resolve("baseline.csv"),
                HEADER + "5,fr,7,ok,0.2\n4,fr,50,ok,0.1\n3,fr,10,fraud,0.9\n2,de,20,fraud,0.7\n1,de,300,fraud,0.4\n");
    }

    @Test
    void aMissedFraudCostsItsAmount() throws IOException {
        Evaluation evaluation = evaluate("candidate.csv", "", "gates: ['" + AMOUNTS + "<=10']\n");

        assertThat(evaluation.metrics().get(AMOUNTS).value()).isEqualTo(5);
        assertThat(evaluation.metrics().get(AMOUNTS).interval().method()).isEqualTo("gaffke");
        // The most frequent label is fraud: every honest row is flagged.
        assertThat(evaluation.dummy().metrics().get(AMOUNTS).value()).isEqualTo(2);
        assertThat(evaluation.statistics().estimates().get(AMOUNTS).value()).isEqualTo(5);
        CostCurve curve = evaluation.curves().cost().get(0);
        assertThat(curve.metric()).isEqualTo(AMOUNTS);
        assertThat(curve.least()).isEqualTo(new CostCurve.Point(0.3, 1));
    }

    @Test
    void anEvaluationWithoutCostsSaysNothingOfThem() throws IOException {
        assertThat(evaluate("candidate.csv", "", "").curves().cost()).isNull();
    }

    @Test
    void aBaselineIsComparedRowByRowAtTheSameCosts() throws IOException {
        String baseline = "baseline: {from: file, file: " + folder.resolve("b.gz") + "}";
        evaluate("baseline.csv", "outcomes: " + folder.resolve("b.gz"), "");

        Evaluation evaluation = evaluate(
                "candidate.csv",
                baseline + "\n  slices: [{by: country}]",
                "gates: [{metric: expected_cost, fn: amount, fp: 5, vs: baseline, minGain: 0}]\n");

        // Ours 20 and 5, theirs 300, of five rows.
        assertThat(evaluation
                        .comparisons()
                        .get("baseline")
                        .metrics()
                        .get(AMOUNTS)
                        .difference()
                        .value())
                .isCloseTo(-55, within(1e-12));
        assertThat(evaluation
                        .slices()
                        .get(0)
                        .slices()
                        .get(0)
                        .metrics()
                        .get(AMOUNTS)
                        .value())
                .isEqualTo(10);
        assertThat(evaluation
                        .slices()
                        .get(0)
                        .slices()
                        .get(1)
                        .comparisons()
                        .get("baseline")
                        .metrics()
                        .get(AMOUNTS)
                        .difference()
                        .value())
                .isCloseTo(5.0 / 3, within(1e-12));
    }

    @Test
    void aGateIsDecidedByABound() throws IOException {
        StringBuilder rows = new StringBuilder(HEADER);
        for (int i = 0; i < 100; i++) {
            boolean fraud = i % 4 == 0;
            rows.append(i)
                    .append(",de,")
                    .append(10 + i)
                    .append(fraud ? ",fraud," : ",ok,")
                    .append(i % 7 < 3 ? 0.9 : 0.1)
                    .append('\n');
        }
        Files.writeString(folder.resolve("many.csv"), rows);
        String gates =
                "gates: ['expected_cost(fn=amount,fp=5,decide=upperBound)<=15', 'expected_cost(fn=1,fp=1)<=0.5']\n";

        Evaluation evaluation = evaluate("many.csv", "", gates);

        GateOutcome outcome = GateEvaluator.evaluate(
                        evaluation, spec("many.csv", "", gates).gates(), null, null, Instant.EPOCH)
                .gates()
                .get(0);
        assertThat(outcome.metric()).isEqualTo(AMOUNTS);
        assertThat(outcome.evidence().upper()).isGreaterThan(outcome.value());
    }

    @Test
    void aMatrixGivesTheCostsOfManyLabels() throws IOException {
        Files.writeString(
                folder.resolve("triage.csv"),
                "id,stay,truth,prediction\n1,4,sick,healthy\n2,9,critical,sick\n3,1,healthy,healthy\n4,1,critical,critical\n");
        Spec spec = Spec.parse(
                "apiVersion: ml-pipeline/v1\nlabel: truth\nlabels: [healthy, sick, critical]\n"
                        + "validate:\n"
                        + "  predictions: " + folder.resolve("triage.csv") + "\n"
                        + "  predictionColumn: prediction\n"
                        + "  costs:\n"
                        + "    triage:\n"
                        + "      healthy: {sick: 5, critical: 20}\n"
                        + "      sick: {healthy: 100, critical: 10}\n"
                        + "      critical: {healthy: 1000, sick: stay, critical: 1}\n",
                "ml.yaml");

        Evaluation evaluation = run(spec);

        assertThat(evaluation.metrics().get("expected_cost(matrix=triage)").value())
                .isEqualTo((100 + 9 + 1) / 4.0);
    }

    @Test
    void aMatrixThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> evaluate("candidate.csv", "", "gates: ['expected_cost(matrix=triage)<=1']\n"))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "metric expected_cost(matrix=triage) names a cost matrix that is not under validate.costs. Give"
                                + " validate a spec with it.");
        assertThatThrownBy(() -> evaluate(
                        "candidate.csv",
                        "costs: {triag: {ok: {fraud: 1}, fraud: {ok: 1}}}",
                        "gates: ['expected_cost(matrix=triage)<=1']\n"))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "metric expected_cost(matrix=triage) names a cost matrix that is not under validate.costs. Did"
                                + " you mean \"triag\"?");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {t: 1} | : t is "1"; a mapping of each true label to the costs of answers, such as {sick: {healthy: 100}} is expected.
            {t: {ok: 5}} | : ok is "5"; a mapping of each true label to the costs of answers, such as {sick: {healthy: 100}} is expected.
            {t: {ok: {fraud: -5}}} | : the cost of answering "fraud" for "ok" is -5; a cost is a finite number of at least 0, or the name of a column that holds such numbers.
            {t: {ok: {fraud: [1]}}} | : fraud is a list; a number or the name of a column is expected.
            {a b: {ok: {fraud: 1}}} | : the name of a cost matrix is "a b"; 1 to 50 letters, digits and the signs _ . - are expected.
            """)
    void aMatrixThatIsNoneIsRefused(String costs, String message) {
        assertThatThrownBy(() -> spec("candidate.csv", "costs: " + costs, ""))
                .isInstanceOf(UserError.class)
                .hasMessageMatching("ml\\.yaml:8:\\d+.*")
                .hasMessageEndingWith(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            20|  | the cost is missing; every row needs one
            20| -20 | the cost is -20; every row needs one
            """)
    void everyRowNeedsACost(String amount, String instead, String message) throws IOException {
        Path file = folder.resolve("candidate.csv");
        Files.writeString(
                file, Files.readString(file).replace("," + amount + ",", "," + (instead == null ? "" : instead) + ","));

        assertThatThrownBy(() -> evaluate("candidate.csv", "", "gates: ['" + AMOUNTS + "<=10']\n"))
                .isInstanceOf(UserError.class)
                .hasMessage(file + ": line 3, column \"amount\": " + message
                        + ", a finite number of at least 0. Put it right, or take the row out.");
    }

    @Test
    void costsStandInAFewColumns() {
        String gates = IntStream.range(0, 21)
                .mapToObj(i -> "'expected_cost(fn=c" + i + ",fp=5)<=10'")
                .collect(Collectors.joining(", ", "gates: [", "]\n"));

        assertThatThrownBy(() -> evaluate("candidate.csv", "", gates))
                .isInstanceOf(UserError.class)
                .hasMessage("costs stand in 21 columns; at most 20 are read.");
    }

    @Test
    void aColumnThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> evaluate("candidate.csv", "", "gates: ['expected_cost(fn=amont,fp=5)<=10']\n"))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        folder.resolve("candidate.csv") + ": there is no column \"amont\". Did you mean \"amount\"?");
    }

    private Evaluation evaluate(String file, String validate, String gates) throws IOException {
        return run(spec(file, validate, gates));
    }

    private Spec spec(String file, String validate, String gates) {
        return Spec.parse(
                BINARY + "validate:\n  predictions: " + folder.resolve(file) + "\n"
                        + (validate.isEmpty() ? "" : "  " + validate + "\n")
                        + "  scoreColumns: {fraud: p}\n  threshold: 0.5\n" + gates,
                "ml.yaml");
    }

    private static Evaluation run(Spec spec) throws IOException {
        return ValidationJob.run(spec, null, Set.of(), false, rows -> {}, Clock.systemUTC());
    }
}
