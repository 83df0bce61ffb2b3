package io.jenkins.plugins.mlpipeline.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.CostCurve;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Cost;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.CostTable;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Scores;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CostKeyTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            expected_cost(fp=5, fn=100) | expected_cost(fn=100,fp=5)
            expected_cost( fn = 1e2 , fp = 5.0 ) | expected_cost(fn=100,fp=5)
            expected_cost(fn=amount,fp=0.5) | expected_cost(fn=amount,fp=0.5)
            expected_cost(fn=net amount,fp=0) | expected_cost(fn=net amount,fp=0)
            expected_cost(tp=2,tn=0,fn=1,fp=-0) | expected_cost(fn=1,fp=0,tp=2)
            expected_cost(fn=1,fp=1,tn=handling,tp=3) | expected_cost(fn=1,fp=1,tn=handling,tp=3)
            expected_cost(matrix=triage) | expected_cost(matrix=triage)
            """)
    void isWrittenInOneWay(String written, String key) {
        assertThat(CatalogueKey.parse(written)).hasToString(key).isEqualTo(CatalogueKey.parse(key));
        assertThat(MetricKey.known(key)).contains(CatalogueKey.parse(written));
    }

    @ParameterizedTest
    @ValueSource(strings = {"expected_cost", "expected_cost()", "expected_cost(fn)", "expected_cost(fn=1,fn=2)"})
    void anIncompleteOneInADocumentIsTheNameOfAnotherTool(String written) {
        assertThat(MetricKey.known(written)).isEmpty();
        assertThat(MetricKey.of(written, Direction.LOWER)).isEqualTo(new ForeignKey(written, Direction.LOWER));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            expected_cost | metric expected_cost needs the cost of both errors, and fn is not given; write fn=0 where that error costs nothing. FORM
            expected_cost(fn=100) | metric expected_cost needs the cost of both errors, and fp is not given; write fp=0 where that error costs nothing. FORM
            expected_cost(fn=100,fp=5,tx=1) | metric expected_cost has no parameter "tx". FORM
            expected_cost(matrix=triage,fn=1) | metric expected_cost takes a matrix or the costs of errors, not both. FORM
            expected_cost(fn=-1,fp=5) | metric expected_cost: the cost fn is -1; a cost is a finite number of at least 0, or the name of a column that holds such numbers.
            expected_cost(fn=1,fp=1e999) | metric expected_cost: the cost fp is 1e999; a cost is a finite number of at least 0, or the name of a column that holds such numbers.
            expected_cost(fn=1,fn=2) | metric "expected_cost(fn=1,fn=2)": the parameter fn is given twice.
            expected_cost(fn=1,2) | metric "expected_cost(fn=1,2)": "2" is not a parameter such as beta=2.
            expected_cost(fn=1,fp=a(b)) | metric expected_cost: the cost fp is "a(b)", which is neither a number nor the name of a column that a key can hold: one without parentheses, commas, quotes and the signs = < > !. Rename the column.
            expected_cost(matrix=a b) | the name of a cost matrix is "a b"; 1 to 50 letters, digits and the signs _ . - are expected.
            """)
    void errorsSayWhatIsWrongAndWhatIsRight(String written, String message) {
        assertThatThrownBy(() -> CatalogueKey.parse(written))
                .isInstanceOf(UserError.class)
                .hasMessage(message.replace(
                        "FORM",
                        "Write expected_cost(fn=100,fp=5), with the name of a column in place of a number where rows cost"
                                + " their own amount, or expected_cost(matrix=NAME) with a matrix of validate.costs."));
    }

    @Test
    void theCostsOfErrorsAreForTwoLabels() {
        CatalogueKey key = CatalogueKey.parse("expected_cost(fn=100,fp=5)");

        assertThatThrownBy(() -> Metrics.requireApplies(key, Task.MULTICLASS))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "metric expected_cost(fn=100,fp=5) is about the two errors of a binary task, and this one is"
                                + " multiclass; give the costs of all labels under validate.costs and write"
                                + " expected_cost(matrix=NAME).");
        assertThatThrownBy(() -> Metrics.requireApplies(key, Task.REGRESSION))
                .isInstanceOf(UserError.class)
                .hasMessage("metric expected_cost does not apply to a regression task; it is a metric of labels.");
    }

    @Test
    void aMatrixHasACostForEveryError() {
        List<String> labels = List.of("healthy", "sick");
        Map<String, Cost> missed = Map.of("healthy", Cost.read("x", "100"));

        assertThatThrownBy(() -> new CostTable(Map.of("sick", missed)).matrix("triage", labels))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "the cost matrix \"triage\" does not say what it costs to answer \"sick\" where \"healthy\" is"
                                + " true; add it, 0 when it costs nothing.");
        assertThatThrownBy(() -> new CostTable(Map.of("sik", missed)).matrix("triage", labels))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "the cost matrix \"triage\" names the label \"sik\", which is not one of the labels. Did you"
                                + " mean \"sick\"?");
    }

    @Test
    void withoutAPositiveLabelItIsUndefined() {
        ClassificationOutcomes rows = ClassificationOutcomes.builder(
                        Task.BINARY, List.of("a", "b"), ClassificationOutcomes.NO_POSITIVE, Scores.NONE)
                .add(0, 1)
                .build();

        assertThat(Metrics.measure(rows, CatalogueKey.parse("expected_cost(fn=100,fp=5)"))
                        .undefined())
                .isEqualTo("no positive label is declared (posLabel)");
    }

    @Test
    void costsThatAreTooGreatAreNotAddedUp() {
        ClassificationOutcomes rows = ClassificationOutcomes.builder(
                        Task.BINARY, List.of("a", "b"), 1, Scores.POSITIVE_PROBABILITY)
                .add(1, 0, 0.25)
                .add(1, 0, 0.375)
                .build();

        assertThat(Metrics.measure(rows, CatalogueKey.parse("expected_cost(fn=1.7e308,fp=5)"))
                        .undefined())
                .isEqualTo("the costs are too great to be added up in double precision");
        assertThat(CostCurves.of(rows, List.of(CatalogueKey.parse("expected_cost(fn=1.7e308,fp=5)"))))
                .isNull();
    }

    @Test
    void ofThresholdsThatCostTheSameTheOneThatFlagsFewestIsTheLeast() {
        ClassificationOutcomes rows = ClassificationOutcomes.builder(
                        Task.BINARY, List.of("a", "b"), 1, Scores.POSITIVE_SCORE)
                .add(1, 1, 3)
                .add(0, 1, 2)
                .add(1, 1, 1)
                .add(0, 0, -1)
                .build();

        assertThat(CostCurves.of(rows, List.of(CatalogueKey.parse("expected_cost(fn=0.1,fp=0.1)")))
                        .get(0)
                        .least()
                        .threshold())
                .isEqualTo(3);
    }

    @Test
    void aLongCurveIsThinnedAndKeepsItsEnds() {
        ClassificationOutcomes.Builder rows =
                ClassificationOutcomes.builder(Task.BINARY, List.of("a", "b"), 1, Scores.POSITIVE_PROBABILITY);
        for (int i = 0; i <= 1000; i++) {
            rows.add(i > 600 ? 1 : 0, 1, i / 1000.0);
        }

        CostCurve curve = CostCurves.of(rows.build(), List.of(CatalogueKey.parse("expected_cost(fn=1,fp=1)")))
                .get(0);

        assertThat(curve.points()).hasSize(200);
        assertThat(curve.points().get(0).threshold()).isNull();
        assertThat(curve.points().get(199).threshold()).isZero();
        assertThat(curve.least().threshold()).isEqualTo(0.601);
        assertThat(curve.least().cost()).isZero();
    }
}
