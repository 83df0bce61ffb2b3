package io.jenkins.plugins.mlpipeline.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.ConfusionMatrix;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.metric.Direction;
import io.jenkins.plugins.mlpipeline.engine.spec.GateReader;
import io.jenkins.plugins.mlpipeline.engine.spec.Spec;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GateEvaluatorTest {
    @Test
    void failsBelowTheMinimum() {
        GateResult result = Evaluations.of("accuracy", 0)
                .with("accuracy", 0.85, 0.8265, 0.8709)
                .judge("accuracy>=0.94");
        assertOnly(
                result,
                Verdict.FAIL,
                "accuracy is 0.85 (95 % interval 0.8265 to 0.8709, n = 1,000), below the required 0.94.");
        assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(result.summary()).isEqualTo("The gate failed: accuracy.");
        assertThat(result.consequence().exitCode()).isEqualTo(1);
    }

    @Test
    void passesAboveTheMinimum() {
        GateResult result = Evaluations.of("roc_auc", 0.87654).judge("roc_auc>=0.75");
        assertOnly(result, Verdict.PASS, "roc_auc is 0.8765 (n = 1,000), above the required 0.75.");
        assertThat(result.summary()).isEqualTo("The gate passed.");
    }

    @Test
    void thresholdsAreInclusive() {
        assertOnly(
                Evaluations.of("f1", 0.5).judge("f1>=0.5"),
                Verdict.PASS,
                "f1 is 0.5 (n = 1,000), exactly the required 0.5.");
        assertOnly(
                Evaluations.of("log_loss", 0.5).judge("log_loss<=0.5"),
                Verdict.PASS,
                "log_loss is 0.5 (n = 1,000), exactly the allowed 0.5.");
    }

    @Test
    void judgesMaximaTheOtherWayRound() {
        Evaluations latency = new Evaluations().with("latency_ms_p95", new MetricValue(45.125, null, null, null, null));
        assertOnly(latency.judge("latency_ms_p95<=40"), Verdict.FAIL, "latency_ms_p95 is 45.13, above the allowed 40.");
        assertOnly(latency.judge("latency_ms_p95<=50"), Verdict.PASS, "latency_ms_p95 is 45.13, below the allowed 50.");
    }

    @Test
    void aValueIsNeverRoundedOntoTheThresholdThatItMisses() {
        assertOnly(
                Evaluations.of("roc_auc", 0.93996).judge("roc_auc>=0.94"),
                Verdict.FAIL,
                "roc_auc is 0.93996 (n = 1,000), below the required 0.94.");
        assertOnly(
                Evaluations.of("roc_auc", Math.nextDown(0.94)).judge("roc_auc>=0.94"),
                Verdict.FAIL,
                "roc_auc is 0.9399999999999998 (n = 1,000), below the required 0.94.");
    }

    @Test
    void sharesOfRowsAreDecidedFromTheirCounts() {
        assertOnly(
                new Evaluations().counted("accuracy", 9, 10).judge("accuracy>=0.9"),
                Verdict.PASS,
                "accuracy is 0.9 (n = 10), exactly the required 0.9.");
        // 0.07 * 100 is 7.000000000000001 in doubles: multiplying in place of dividing would fail a gate that is met.
        assertThat(new Evaluations()
                        .counted("recall", 7, 100)
                        .judge("recall>=0.07")
                        .verdict())
                .isEqualTo(Verdict.PASS);
        assertThat(new Evaluations()
                        .counted("recall", 6, 100)
                        .judge("recall>=0.07")
                        .verdict())
                .isEqualTo(Verdict.FAIL);
    }

    @Test
    void aValueThatWasSummedUpSloppilyIsDecidedByItsCounts() {
        double sloppy = 0.1 + 0.1 + 0.1 + 0.1 + 0.1 + 0.1 + 0.1 + 0.1;
        assertThat(sloppy).isLessThan(0.8);
        assertOnly(
                Evaluations.of("accuracy", sloppy).claiming("accuracy", 8, 10).judge("accuracy>=0.8"),
                Verdict.PASS,
                "accuracy is 0.8 (n = 1,000), exactly the required 0.8.");
    }

    @Test
    void everyShareOfUpToTwentyRowsMeetsItselfAndMissesTheNext() {
        for (int n = 1; n <= 20; n++) {
            for (int k = 0; k < n; k++) {
                Evaluations evaluation = new Evaluations().counted("accuracy", k, n);
                assertThat(verdict(evaluation, (double) k / n)).isEqualTo(Verdict.PASS);
                assertThat(verdict(evaluation, (k + 1.0) / n)).isEqualTo(Verdict.FAIL);
            }
        }
    }

    @Test
    void twoGatesOnOneMetricAndAllAreEvaluated() {
        Gates gates = Spec.of(
                        Map.of(
                                "gates",
                                List.of(
                                        Map.of("id", "floor", "metric", "accuracy", "min", 0.8),
                                        Map.of(
                                                "id",
                                                "goal",
                                                "metric",
                                                "accuracy",
                                                "min",
                                                0.9,
                                                "criticality",
                                                "UNSTABLE"),
                                        Map.of("metric", "recall", "min", 0.5),
                                        Map.of("metric", "f1", "min", 0.5))),
                        "options")
                .gates();
        GateResult result = Evaluations.of("accuracy", 0.85)
                .with("recall", MetricValue.undefined("no row has the positive label"))
                .judge(gates);
        assertThat(result.gates())
                .extracting(GateOutcome::verdict)
                .containsExactly(Verdict.PASS, Verdict.FAIL, Verdict.INCONCLUSIVE, Verdict.ERROR);
        assertThat(result.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(result.summary())
                .isEqualTo("1 of 4 gates could not be evaluated: f1; 1 failed: goal; 1 can't be decided: recall.");
    }

    @Test
    void aNoteThatIsNotMetIsNamedAndBlocksNothing() {
        Gates gates = Spec.of(
                        Map.of(
                                "gates",
                                List.of(
                                        Map.of("metric", "accuracy", "min", 0.8),
                                        Map.of(
                                                "id",
                                                "hope",
                                                "metric",
                                                "accuracy",
                                                "min",
                                                0.99,
                                                "criticality",
                                                "note"))),
                        "options")
                .gates();
        GateResult result = Evaluations.of("accuracy", 0.85).judge(gates);
        assertThat(result.verdict()).isEqualTo(Verdict.PASS);
        assertThat(result.summary()).isEqualTo("The gate passed. Noted, without consequence: hope.");
        assertThat(result.consequence().deployable()).isTrue();
    }

    @Test
    void notesAloneSayThatNothingCanBlock() {
        Gates gates = Spec.of(
                        Map.of("gates", List.of(Map.of("metric", "accuracy", "min", 0.99, "criticality", "NOTE"))),
                        "options")
                .gates();
        GateResult result = Evaluations.of("accuracy", 0.85).judge(gates);
        assertThat(result.verdict()).isEqualTo(Verdict.PASS);
        assertThat(result.summary())
                .isEqualTo("No gate can block, since the only one is a note; not passed: accuracy.");
    }

    @Test
    void parametersArePartOfTheMetric() {
        Evaluations evaluation =
                Evaluations.of("fbeta(beta=2)", 0.7).with("top_k_accuracy", 0.9).with("fbeta(beta=0.5)", 0.6);
        assertThat(evaluation.judge("fbeta(beta=2.0)>=0.7").verdict()).isEqualTo(Verdict.PASS);
        assertThat(evaluation.judge("fbeta(beta=.5)>=0.7").verdict()).isEqualTo(Verdict.FAIL);
        assertThat(evaluation.judge("top_k_accuracy(k=2)>=0.9").verdict()).isEqualTo(Verdict.PASS);
        assertOnly(
                evaluation.task(Task.MULTICLASS, List.of("a", "b", "c")).judge("top_k_accuracy(k=3)>=0.9"),
                Verdict.ERROR,
                "top_k_accuracy(k=3) is not in the evaluation. validate computes it when the spec that it is given asks"
                        + " for it. Did you mean \"top_k_accuracy\"?");
        assertOnly(
                evaluation.judge("demographic_parity_difference(by=sex)<=0.1"),
                Verdict.ERROR,
                "demographic_parity_difference(by=sex) is not in the evaluation. validate computes it when the spec that it"
                        + " is given asks for it. Known: fbeta(beta=2), top_k_accuracy, fbeta(beta=0.5).");
    }

    @Test
    void anotherToolsAliasesAreFound() {
        Evaluations evaluation = new Evaluations().task(Task.REGRESSION, null).with("mae", 2.5);
        assertThat(evaluation.judge("mean_absolute_error<=3").verdict()).isEqualTo(Verdict.PASS);
        assertThat(evaluation.judge("mae<=2").verdict()).isEqualTo(Verdict.FAIL);
        assertOnly(
                evaluation.with("mean_absolute_error", 1).with("mae", 9).judge("mae<=2"),
                Verdict.PASS,
                "mean_absolute_error is 1 (n = 1,000), below the allowed 2.");
    }

    @Test
    void anotherToolsMetricNeedsItsDirectionAndMustNotContradictIt() {
        Evaluations evaluation = Evaluations.of("val.auc", 0.91).direction("val.auc", "higher");
        assertThat(evaluation.judge("val.auc(direction=higher)>=0.9").verdict()).isEqualTo(Verdict.PASS);
        assertOnly(
                evaluation.judge("val.auc(direction=lower)<=0.95"),
                Verdict.ERROR,
                "The evaluation says that val.auc is better when higher, and the gate that it is better when lower.");
    }

    @Test
    void theResultIsBoundToModelDataAndDocument() {
        Evaluations evaluation = Evaluations.of("accuracy", 0.9);
        GateResult result = evaluation.judge("accuracy>=0.9");
        assertThat(result.model()).isEqualTo(evaluation.build().model());
        assertThat(result.data().sha256()).isEqualTo(evaluation.build().data().sha256());
        assertThat(result.evaluation()).isEqualTo(Evaluations.DOCUMENT);
        assertThat(result.createdAt()).isEqualTo("2026-03-01T12:00:00Z");
        assertThat(result.deployable()).isTrue();
    }

    @Test
    void whatIsNotBoundToAModelIsNotDeployable() {
        GateResult result = Evaluations.of("accuracy", 0.9)
                .model(null)
                .judge(Gates.of(List.of(Gate.of("accuracy", Direction.HIGHER, 0.9))));
        assertThat(result.verdict()).isEqualTo(Verdict.PASS);
        assertThat(result.deployable()).isFalse();
    }

    static void assertOnly(GateResult result, Verdict verdict, String reason) {
        assertThat(result.gates()).singleElement().satisfies(gate -> {
            assertThat(gate.reason()).isEqualTo(reason);
            assertThat(gate.verdict()).isEqualTo(verdict);
        });
    }

    private static Verdict verdict(Evaluations evaluation, double threshold) {
        return evaluation
                .judge(Gates.of(List.of(Gate.of("accuracy", Direction.HIGHER, threshold))))
                .verdict();
    }

    @Test
    void anEvaluationThatContradictsItselfIsAnError() {
        List<String> labels = List.of("good", "bad");
        assertMatrix(new ConfusionMatrix(labels, new long[][] {{900, 50}, {25, 25}}, null), null);
        assertMatrix(new ConfusionMatrix(labels, new long[][] {{900, 40}, {25, 25}}, new long[] {4, 6}), null);
        assertMatrix(
                new ConfusionMatrix(labels, new long[][] {{900, 50}, {25, 24}}, null),
                "The evaluation contradicts itself: 1,000 rows, and a confusion matrix of 999.");
        String misfit = "The evaluation's confusion matrix does not fit its labels.";
        assertMatrix(new ConfusionMatrix(null, new long[][] {{900, 50}, {25, 25}}, null), misfit);
        assertMatrix(new ConfusionMatrix(labels, null, null), misfit);
        assertMatrix(new ConfusionMatrix(labels, new long[][] {{900, 100}}, null), misfit);
        assertMatrix(new ConfusionMatrix(labels, new long[][] {{900, 50}, null}, null), misfit);
        assertMatrix(new ConfusionMatrix(labels, new long[][] {{900, 50}, {50}}, null), misfit);
        assertMatrix(
                new ConfusionMatrix(labels, new long[][] {{1000, 50}, {-50, 0}}, null),
                "The evaluation's confusion matrix has a negative count.");
        assertOnly(
                Evaluations.of("accuracy", 0.9).posLabel("worse").judge("accuracy>=0.9"),
                Verdict.ERROR,
                "The evaluation's positive label \"worse\" is not one of its labels.");
        assertThat(Evaluations.of("accuracy", 0.9)
                        .posLabel("bad")
                        .judge("accuracy>=0.9")
                        .verdict())
                .isEqualTo(Verdict.PASS);
        assertOnly(
                Evaluations.of("accuracy", 0.9).task(null, null).judge("accuracy>=0.9"),
                Verdict.ERROR,
                "The evaluation does not say what the model predicts (task).");
    }

    private static void assertMatrix(ConfusionMatrix matrix, String problem) {
        GateResult result = Evaluations.of("accuracy", 0.925).matrix(matrix).judge("accuracy>=0.9");
        if (problem == null) {
            assertThat(result.verdict()).isEqualTo(Verdict.PASS);
        } else {
            assertOnly(result, Verdict.ERROR, problem);
        }
    }

    /** Aborting a build interrupts the thread that judges. */
    @Test
    void anInterruptedThreadStopsJudging() {
        Evaluations some = Evaluations.of("accuracy", 0.9);
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> some.judge("accuracy>=0.5")).isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(some.judge("accuracy>=0.5").verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void gatesAreLimited() {
        List<String> gates = IntStream.rangeClosed(1, 1_001)
                .mapToObj(n -> "accuracy(id=g" + n + ")>=0.5")
                .toList();
        assertThat(GateReader.parse(gates.subList(0, 1_000)).gates()).hasSize(1_000);
        assertThatThrownBy(() -> GateReader.parse(gates))
                .isInstanceOf(UserError.class)
                .hasMessage("there are 1,001 gates; at most 1,000 are judged together, so write fewer.");
    }
}
