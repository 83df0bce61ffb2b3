package io.jenkins.plugins.mlpipeline.engine.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.gate.Criticality;
import io.jenkins.plugins.mlpipeline.engine.gate.Gate;
import io.jenkins.plugins.mlpipeline.engine.gate.Gates;
import io.jenkins.plugins.mlpipeline.engine.gate.OnInconclusive;
import io.jenkins.plugins.mlpipeline.engine.metric.Direction;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateReaderTest {
    @Test
    void readsExpressions() {
        assertThat(GateReader.parse("accuracy>=0.94")).isEqualTo(Gate.of("accuracy", Direction.HIGHER, 0.94));
        assertThat(GateReader.parse("  latency_ms_p95 <= 4e1 "))
                .isEqualTo(Gate.of("latency_ms_p95", Direction.LOWER, 40));
        assertThat(GateReader.parse("fbeta( beta = 2.0 )>=.8"))
                .isEqualTo(Gate.of("fbeta(beta=2)", Direction.HIGHER, 0.8));
        assertThat(GateReader.parse("mae<=3")).isEqualTo(Gate.of("mean_absolute_error", Direction.LOWER, 3));
        assertThat(GateReader.parse("r2>=-0.5")).isEqualTo(Gate.of("r2", Direction.HIGHER, -0.5));
        assertThat(GateReader.parse("val/auc top-1 (direction=higher) >= 0.9"))
                .isEqualTo(Gate.of("val/auc top-1", Direction.HIGHER, 0.9));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    accuracy               | is not understood. Write metric>=value or metric<=value, for example accuracy>=0.94.
                    >=0.9                  | is not understood. Write metric>=value or metric<=value, for example accuracy>=0.94.
                    accuracy(>=0.9         | is not understood. Write metric>=value or metric<=value, for example accuracy>=0.94.
                    accuracy>0.9           | : the comparison ">" is not one of >= and <=; thresholds are inclusive.
                    accuracy==0.9          | : the comparison "==" is not one of >= and <=; thresholds are inclusive.
                    accuracy<=0.9          | : accuracy is better when greater, so its gate needs >=.
                    log_loss>=0.9          | : log_loss is better when smaller, so its gate needs <=.
                    accuracy>=94%          | : a threshold is not given in percent; write 0.94 for 94 %.
                    accuracy>=94           | : the threshold 94 makes no sense, since accuracy is never above 1: nothing could pass. Write 0.94 for 94 %.
                    accuracy>=high         | : "high" is not a number. Write metric>=value or metric<=value, for example accuracy>=0.94.
                    fbeta>=0.9             | : metric fbeta needs its parameter beta, for example fbeta(beta=2).
                    fbeta(beta)>=0.9       | : "beta" is not a parameter such as beta=2.
                    fbeta(beta=x)>=0.9     | : beta is "x"; a number is expected.
                    fbeta(beta=1,beta=2)>=0.9 | : the parameter beta is given twice.
                    accuracy(k=2)>=0.9     | : metric accuracy has no parameter "k"; it takes none.
                    top_k_accuracy(k=0)>=0 | : metric top_k_accuracy: k is 0; it must be an integer of at least 1.
                    accuracy(direction=lower)>=0.9 | : accuracy is better when greater, whatever its direction is said to be; leave direction out.
                    mine(direction=up)>=1  | : direction is "up". Known: higher, lower.
                    mine(direction=higher,k=1)>=1 | : metric "mine" is not one of ours and takes no parameters.
                    mine(direction=higher)<=1 | : mine is better when greater, so its gate needs >=.
                    """)
    void refusesExpressions(String expression, String message) {
        assertThatThrownBy(() -> GateReader.parse(expression))
                .isInstanceOf(UserError.class)
                .hasMessage("gate \"" + expression + "\"" + (message.startsWith(":") ? "" : " ") + message);
    }

    @Test
    void readsMapsOfAJenkinsfile() {
        assertThat(GateReader.of(
                        Map.of(
                                "metric",
                                "fbeta",
                                "beta",
                                2,
                                "min",
                                "0.8",
                                "id",
                                "floor",
                                "criticality",
                                "unstable",
                                "onInconclusive",
                                "FAILURE",
                                "description",
                                "Agreed with risk.",
                                "decide",
                                "point"),
                        "gates[0]"))
                .isEqualTo(new Gate(
                        "floor",
                        "fbeta(beta=2)",
                        Direction.HIGHER,
                        0.8,
                        Criticality.UNSTABLE,
                        OnInconclusive.FAILURE,
                        "Agreed with risk."));
        assertThat(GateReader.of(Map.of("metric", "val_loss", "direction", "lower", "max", 1), "gates[0]"))
                .isEqualTo(Gate.of("val_loss", Direction.LOWER, 1));
        assertThat(GateReader.of(Map.of("metric", "fbeta(beta=2)", "min", 1), "gates[0]")
                        .metric())
                .isEqualTo("fbeta(beta=2)");
        assertThat(GateReader.of(Map.of("metric", new StringBuilder("accuracy"), "min", 1), "gates[0]")
                        .metric())
                .isEqualTo("accuracy");
    }

    @Test
    void refusesMaps() {
        refuses(
                Map.of("metric", "accuracy", "mim", 0.9),
                "gates[1].mim: the key \"mim\" is unknown here. Did you mean \"min\"?");
        refuses(
                Map.of("metric", "accuracy", "max", 0.9),
                "gates[1].max: accuracy is better when greater, so its gate takes \"min\", not \"max\".");
        refuses(
                Map.of("metric", "rmse", "min", 0.9),
                "gates[1].min: root_mean_squared_error is better when smaller, so its gate takes \"max\", not \"min\".");
        refuses(
                Map.of("metric", "accuracy", "min", 0.9, "max", 1),
                "gates[1].max: accuracy is better when greater, so its gate takes \"min\", not \"max\".");
        refuses(Map.of("metric", "accuracy", "min", "high"), "gates[1].min: min is \"high\"; a number is expected.");
        refuses(Map.of("metric", "accuracy", "min", List.of(1)), "gates[1].min: min is a list; a number is expected.");
        refuses(
                Map.of("metric", "accuracy", "min", 0.9, "criticality", "FATAL"),
                "gates[1].criticality: criticality \"FATAL\" is unknown. Known: NOTE, UNSTABLE, ERROR, FAILURE.");
        refuses(
                Map.of("metric", "accuracy", "min", 0.9, "onInconclusive", "PASS"),
                "gates[1].onInconclusive: onInconclusive \"PASS\" is unknown. Known: UNSTABLE, FAILURE.");
        refuses(
                Map.of("metric", "accuracy", "min", 0.9, "id", "a\nb"),
                "gates[1]: a gate's id has 1 to 100 characters and no control characters.");
        refuses(
                Map.of("metric", "accuracy", "min", new Object()),
                "gates[1].min is a Object; a text, a number, true or false, a list or a map is expected.");
        refuses(
                Map.of("metric", "auc", "min", 0.9),
                "gates[1].metric: metric \"auc\" is unknown. Did you mean"
                        + " \"roc_auc\" or \"roc_auc_ovo\" or \"roc_auc_ovr\"? A metric of another tool needs its direction"
                        + " stated: higher or lower.");
    }

    @Test
    void optionsReplaceGatesOfTheSameIdAndSaySo() {
        Gates spec = GateReader.parse(List.of("accuracy>=0.9", "recall>=0.8"));
        Gates merged = spec.overriddenBy(GateReader.parse(List.of("accuracy>=0.5", "f1>=0.7")));
        assertThat(merged.gates()).extracting(Gate::metric).containsExactly("accuracy", "recall", "f1");
        assertThat(merged.gates().get(0).required()).isEqualTo(">= 0.5");
        assertThat(merged.notes())
                .containsExactly("Gate \"accuracy\" was given as accuracy >= 0.5 (FAILURE) in place of the spec's"
                        + " accuracy >= 0.9 (FAILURE).");
        assertThat(spec.overriddenBy(Gates.NONE)).isEqualTo(spec);
    }

    @Test
    void furtherQuestionsAboutAMetricNeedNoId() {
        assertThat(GateReader.parse(List.of(
                                "roc_auc>=0.7",
                                "roc_auc(decide=lowerBound)>=0.65",
                                "roc_auc>=baseline-0.02",
                                "roc_auc(decide=paired)>=baseline-0.05",
                                "recall(decide=lowerBound)>=0.1",
                                "recall>=0.2"))
                        .gates())
                .extracting(Gate::id)
                .containsExactly(
                        "roc_auc",
                        "roc_auc-lowerBound",
                        "roc_auc-baseline",
                        "roc_auc-baseline-paired",
                        "recall",
                        "recall-point");
        // What is asked twice is asked with two limits, one of which is a slip.
        assertThatThrownBy(() ->
                        GateReader.parse(List.of("roc_auc>=0.7", "roc_auc>=baseline-0.02", "roc_auc>=baseline-0.01")))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "two gates have the id \"roc_auc\"; give each its own with \"id\" (it is the metric when left out).");
    }

    @Test
    void namesTheMetricsToCompute() {
        assertThat(GateReader.parse(List.of("fbeta(beta=2)>=0.1", "accuracy>=0.1", "mine(direction=lower)<=3"))
                        .keys())
                .extracting(Object::toString)
                .containsExactly("fbeta(beta=2)", "accuracy");
    }

    private static void refuses(Map<String, ?> map, String message) {
        assertThatThrownBy(() -> Gates.of(List.of(
                        GateReader.of(Map.of("metric", "accuracy", "min", 1), "gates[0]"),
                        GateReader.of(map, "gates[1]"))))
                .isInstanceOf(UserError.class)
                .hasMessage(message);
    }

    /** A pattern that tries every way to share blanks between its parts takes minutes for these. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "accuracy B >= B 0.9 B",
                "B accuracy>=0.9",
                "accuracy B ( B id=a B ) B >=0.9",
                "accuracy>=baseline B - B 0.1",
            })
    void blanksCostNothing(String expression) {
        Gate gate = GateReader.parse(expression.replace("B", " ".repeat(40_000)));
        assertThat(gate.metric()).isEqualTo("accuracy");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "accuracy B x",
                "accuracy B = B",
                "accuracy B",
                "( B ) B x",
                "accuracy>=1 B x",
                "accuracy>=D",
                "accuracy(k=D)>=1",
                "L>=1",
                "L(",
            })
    void longNonsenseIsRefused(String expression) {
        String text = expression
                .replace("B", " ".repeat(40_000))
                .replace("D", "1".repeat(1_000_000) + "x")
                .replace("L", "a".repeat(1_000_000));
        assertThatThrownBy(() -> GateReader.parse(text)).isInstanceOf(UserError.class);
    }
}
