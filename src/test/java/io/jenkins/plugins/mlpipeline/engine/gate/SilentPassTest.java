package io.jenkins.plugins.mlpipeline.engine.gate;

import static io.jenkins.plugins.mlpipeline.engine.gate.GateEvaluatorTest.assertOnly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.DataRef;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.evaluation.ModelRef;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.metric.Direction;
import io.jenkins.plugins.mlpipeline.engine.spec.GateReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What passes silently elsewhere (gate findings of other tools) and every relative of it: here all of it blocks. */
class SilentPassTest {
    /** MLflow passes a NaN under a relative threshold. */
    @Test
    void undefinedUnderARelativeThresholdIsInconclusive() {
        assertOnly(
                new Evaluations()
                        .with("roc_auc", MetricValue.undefined("only the label \"good\" occurs"))
                        .judge("roc_auc>=baseline-0.005"),
                Verdict.INCONCLUSIVE,
                "roc_auc has no value on these rows (only the label \"good\" occurs), so it can't be told whether the"
                        + " demand >= baseline - 0.005 is met.");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void aMetricCanNotBeNaN(double value) {
        assertThatThrownBy(() -> MetricValue.of(value, 10)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"value\": NaN}",
                "{\"value\": Infinity}",
                "{\"value\": \"NaN\"}",
                "{\"value\": 1e999}",
                "{\"value\": null}",
                "{}",
                "{\"value\": 0.9, \"undefined\": \"one class\"}"
            })
    void anEvaluationWithNaNOrNeitherValueNorReasonIsNotRead(String metric) {
        String json = "{\"schemaVersion\": 1, \"task\": \"binary\", \"labels\": [\"a\", \"b\"],"
                + " \"data\": {\"rows\": 10}, \"metrics\": {\"accuracy\": " + metric + "}}";
        assertThatThrownBy(() -> Json.parse(json, Evaluation.class, "evaluation.json"))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("evaluation.json: ");
    }

    /** scikit-learn's NaN (one class, one row ...) is an undefined value here. */
    @Test
    void undefinedUnderAnAbsoluteThresholdIsInconclusive() {
        GateResult result = new Evaluations()
                .with("roc_auc", MetricValue.undefined("only the label \"good\" occurs"))
                .judge("roc_auc>=0.5");
        assertOnly(
                result,
                Verdict.INCONCLUSIVE,
                "roc_auc has no value on these rows (only the label \"good\" occurs), so it can't be told whether the"
                        + " required 0.5 is met.");
        assertThat(result.consequence().exitCode()).isEqualTo(3);
        assertThat(result.deployable()).isFalse();
    }

    @Test
    void undefinedUnderAMaximumIsInconclusive() {
        GateResult result = new Evaluations()
                .with("log_loss", MetricValue.undefined("the model gives no probabilities."))
                .judge("log_loss<=0.5");
        assertOnly(
                result,
                Verdict.INCONCLUSIVE,
                "log_loss has no value on these rows (the model gives no probabilities), so it can't be told whether"
                        + " the allowed 0.5 is met.");
    }

    /** deepchecks passes a NaN beside a good metric. */
    @Test
    void undefinedBesideAGoodMetricIsInconclusive() {
        GateResult result = Evaluations.of("accuracy", 0.99)
                .with("recall", MetricValue.undefined("no row has the positive label"))
                .judge("accuracy>=0.9", "recall>=0.1");
        assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(result.summary()).isEqualTo("1 of 2 gates can't be decided: recall.");
    }

    /** MLflow passes an empty threshold dictionary. */
    @Test
    void noGatesAreAnError() {
        GateResult result = Evaluations.of("accuracy", 0.99).judge(Gates.NONE);
        assertThat(result.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(result.summary())
                .isEqualTo("No gate is given, so nothing was checked; add at least one, for example accuracy>=0.9.");
        assertThat(result.consequence().exitCode()).isEqualTo(2);
        assertThat(result.deployable()).isFalse();
    }

    @Test
    void aGateWithoutThresholdIsRefused() {
        assertThatThrownBy(() -> GateReader.of(Map.of("metric", "accuracy"), "gates[0]"))
                .hasMessage(
                        "gates[0]: the gate on accuracy has no threshold; add \"min: ...\". A gate without one would"
                                + " let everything pass.");
        assertThatThrownBy(() -> GateReader.of(Map.of(), "gates[0]"))
                .hasMessage("gates[0]: the gate names no metric; add for example \"metric: accuracy\".");
    }

    /** Great Expectations passes zero rows. */
    @Test
    void zeroRowsAreAnError() {
        GateResult result = Evaluations.of("accuracy", 1).rows(0).judge("accuracy>=0.9");
        assertOnly(result, Verdict.ERROR, "The evaluation is about no rows, so it says nothing about the model.");
        assertThat(result.summary()).isEqualTo("The evaluation is about no rows, so it says nothing about the model.");
        assertThat(result.verdict()).isEqualTo(Verdict.ERROR);
    }

    @Test
    void rowsThatAreNotToldAreAnError() {
        assertOnly(
                Evaluations.of("accuracy", 1).data(null).judge("accuracy>=0.9"),
                Verdict.ERROR,
                "The evaluation does not say which rows it is about.");
        assertOnly(
                Evaluations.of("accuracy", 1)
                        .data(new DataRef("test.csv", null, null, null, null))
                        .judge("accuracy>=0.9"),
                Verdict.ERROR,
                "The evaluation does not say how many rows it is about.");
    }

    @Test
    void filesWhoseRowsAreNotThoseOfTheEvaluationAreAnError() {
        for (List<Long> rows : List.of(
                List.of(400L, 500L),
                List.of(1000L, 1000L),
                List.of(1000L, 0L),
                List.of(1100L, -100L),
                List.<Long>of())) {
            assertOnly(
                    Evaluations.of("accuracy", 1).data(ofFiles(rows)).judge("accuracy>=0.9"),
                    Verdict.ERROR,
                    "The evaluation contradicts itself: the rows of its files are not its 1,000 rows.");
        }
        assertThat(Evaluations.of("accuracy", 1)
                        .data(ofFiles(List.of(400L, 600L)))
                        .judge("accuracy>=0.9")
                        .verdict())
                .isEqualTo(Verdict.PASS);
    }

    private static DataRef ofFiles(List<Long> rows) {
        return new DataRef(
                "a.csv, b.csv",
                Digest.ofText("list"),
                1000L,
                null,
                null,
                null,
                null,
                null,
                rows.stream()
                        .map(n -> new DataRef.DataFile("f" + n, Digest.ofText("f" + n), n))
                        .toList());
    }

    @Test
    void aValueThatNoRowCountsForIsInconclusiveWhenItWouldPass() {
        Evaluations evaluation =
                new Evaluations().with("recall", new MetricValue(0.0, 0L, null, null, "0/0 taken as 0"));
        assertOnly(
                evaluation.judge("recall>=0"),
                Verdict.INCONCLUSIVE,
                "recall is 0 by convention alone, since no row counts for it; it can't be told whether the required 0 is"
                        + " met.");
        assertOnly(
                evaluation.judge("recall>=0.5"),
                Verdict.FAIL,
                "recall is 0 (n = 0, 0/0 taken as 0), below the required 0.5.");
    }

    /** Jenkins' coverage plugin counts a missing metric as passed. */
    @Test
    void aMissingMetricIsAnErrorWithNearNames() {
        assertOnly(
                Evaluations.of("precision_macro", 0.9).with("recall_macro", 0.9).judge("precision>=0.5"),
                Verdict.ERROR,
                "precision is not in the evaluation. Did you mean \"precision_macro\"?");
        assertOnly(
                Evaluations.of("accuracy", 0.9).judge("r2>=0.5"),
                Verdict.ERROR,
                "r2 is not in the evaluation: metric r2 does not apply to a binary task; it is a metric of predicted numbers.");
        assertOnly(
                new Evaluations().task(Task.REGRESSION, null).with("r2", 0.9).judge("f1>=0.5"),
                Verdict.ERROR,
                "f1 is not in the evaluation: metric f1 does not apply to a regression task; it is a metric of labels.");
    }

    @Test
    void aMetricThatIsNotForTheTaskNamesTheOneToTake() {
        assertOnly(
                new Evaluations()
                        .task(Task.MULTICLASS, List.of("a", "b", "c"))
                        .with("accuracy", 0.9)
                        .judge("precision>=0.5"),
                Verdict.ERROR,
                "precision is not in the evaluation: metric precision does not apply to a multiclass task; use"
                        + " precision_macro, precision_micro or precision_weighted.");
        assertOnly(
                Evaluations.of("accuracy", 0.9).judge("latency_ms_p95<=5"),
                Verdict.ERROR,
                "latency_ms_p95 is not in the evaluation: metric latency_ms_p95 is measured while the model runs, not"
                        + " computed from its answers; validate the model itself to have it.");
    }

    @Test
    void aMisspeltMetricIsRefusedWithNearNames() {
        assertThatThrownBy(() -> GateReader.parse("acuracy>=0.9"))
                .hasMessage(
                        "gate \"acuracy>=0.9\": metric \"acuracy\" is unknown. Did you mean \"accuracy\"? A metric of"
                                + " another tool needs its direction stated: higher or lower.");
    }

    /** fairlearn calls a single group perfectly fair. */
    @Test
    void aSingleGroupIsNotFair() {
        GateResult result = Evaluations.of("accuracy", 0.9)
                .with("demographic_parity_difference(by=sex)", MetricValue.undefined("there is only one group"))
                .judge("demographic_parity_difference(by=sex)<=0.1");
        assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    /** DJL's float32 accumulation fails 9/10 >= 0.9; deciding in float32 would also pass what misses by little. */
    @Test
    void decidesInDoublePrecision() {
        assertThat(new Evaluations()
                        .counted("accuracy", 9, 10)
                        .judge("accuracy>=0.9")
                        .verdict())
                .isEqualTo(Verdict.PASS);
        assertThat(new Evaluations()
                        .counted("accuracy", 899_999_999, 1_000_000_000)
                        .judge("accuracy>=0.9")
                        .verdict())
                .isEqualTo(Verdict.FAIL);
    }

    @Test
    void twoGatesWithOneIdAreRefused() {
        assertThatThrownBy(() -> GateReader.parse(List.of("accuracy>=0.9", "accuracy>=0.8")))
                .hasMessage(
                        "two gates have the id \"accuracy\"; give each its own with \"id\" (it is the metric when left"
                                + " out).");
    }

    @Test
    void theOtherSchemaIsAnError() {
        assertOnly(
                Evaluations.of("accuracy", 1).schemaVersion(2).judge("accuracy>=0.9"),
                Verdict.ERROR,
                "The evaluation has schema version 2; this version reads 1.");
    }

    @Test
    void anEvaluationWithoutMetricsModelDigestOrLabelsIsAnError() {
        assertOnly(new Evaluations().judge("accuracy>=0.9"), Verdict.ERROR, "The evaluation holds no metrics.");
        assertOnly(
                Evaluations.of("accuracy", 1)
                        .model(new ModelRef("m", "latest", "onnx", 1L))
                        .judge("accuracy>=0.9"),
                Verdict.ERROR,
                "The evaluation names a model without its digest, so the verdict would be about nothing.");
        assertOnly(
                Evaluations.of("accuracy", 1).task(Task.BINARY, List.of("a")).judge("accuracy>=0.9"),
                Verdict.ERROR,
                "The evaluation of a classification needs a list of two or more different labels.");
    }

    @Test
    void aValueThatCanNotBeIsAnError() {
        assertOnly(
                Evaluations.of("accuracy", 94).judge("accuracy>=0.94"),
                Verdict.ERROR,
                "The evaluation can't be right: accuracy is 94, and it is never above 1.");
        // scikit-learn's scorer neg_log_loss is negative: as a loss it would pass every maximum.
        assertOnly(
                Evaluations.of("neg_log_loss", -0.7).judge("log_loss<=0.5"),
                Verdict.ERROR,
                "The evaluation can't be right: log_loss is -0.7, and it is never below 0.");
    }

    @Test
    void countsThatContradictTheValueAreAnError() {
        assertOnly(
                Evaluations.of("accuracy", 0.99).claiming("accuracy", 85, 100).judge("accuracy>=0.94"),
                Verdict.ERROR,
                "The evaluation contradicts itself: accuracy is 0.99, and its counts are 85 of 100.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"accuracy>=NaN", "accuracy>=-Infinity", "accuracy>=", "accuracy>=0,9", "accuracy>=1e999"})
    void aThresholdThatIsNoNumberIsRefused(String expression) {
        assertThatThrownBy(() -> GateReader.parse(expression))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("gate \"" + expression + "\": ");
    }

    @Test
    void aThresholdThatIsNoNumberIsRefusedInMapsToo() {
        assertThatThrownBy(() -> GateReader.of(Map.of("metric", "accuracy", "min", Double.NaN), "gates[0]"))
                .hasMessage("gates[0].min is NaN; a finite number is expected.");
        assertThatThrownBy(() -> new Gate(
                        "id", "val", Direction.HIGHER, Double.NaN, Criticality.NOTE, OnInconclusive.UNSTABLE, null))
                .hasMessage("gate \"id\": the threshold is NaN; a finite number is expected.");
    }

    @Test
    void aThresholdThatEverythingWouldPassIsRefused() {
        assertThatThrownBy(() -> GateReader.parse("accuracy>=-1"))
                .hasMessage("gate \"accuracy>=-1\": the threshold -1 makes no sense, since accuracy is never below 0:"
                        + " everything would pass.");
        assertThatThrownBy(() -> GateReader.parse("expected_calibration_error<=5"))
                .hasMessage("gate \"expected_calibration_error<=5\": the threshold 5 makes no sense, since"
                        + " expected_calibration_error is never above 1: everything would pass. Write 0.05 for 5 %.");
    }
}
