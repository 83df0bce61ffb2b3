package io.jenkins.plugins.mlpipeline.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mlpipeline.engine.evaluation.CostCurve;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class CostChartTest {
    private static final String KEY = "expected_cost(fn=amount,fp=5)";
    private static final String ESTIMATE =
            ". This is an estimate from the same rows that the threshold was chosen by, so it is"
                    + " too low: judge the choice on other rows.";

    @Test
    void saysWhereTheCostWouldHaveBeenLeastAndThatThisIsNoJudgement() {
        String page = page(curve(new CostCurve.Point(0.3, 1.25)));

        assertThat(page)
                .contains("<figcaption>" + KEY + " by threshold</figcaption>")
                .contains(
                        "<p>These rows would have cost least, 1.25 each, at the threshold 0.3; as decided, they cost 2"
                                + ESTIMATE + "</p>")
                .contains("id=\"cost-chart-0-title\"");
    }

    @Test
    void leastMayBeToFlagNoRow() {
        assertThat(page(curve(new CostCurve.Point(null, 1.25))))
                .contains(
                        "These rows would have cost least, 1.25 each, with none predicted positive; as decided, they cost 2"
                                + ESTIMATE);
    }

    @Test
    void withoutCostsThereIsNoChart() {
        assertThat(HtmlReport.page(ReportInput.of(Samples.evaluation("german-credit"), null, null)))
                .doesNotContain("cost-chart");
    }

    @Test
    void aDamagedCurveIsLeftOut() {
        JsonNode whole = document(curve(new CostCurve.Point(0.3, 1.25)));
        int used = DamagedDocumentsTest.damaged(whole.at("/curves/cost"), 1, cost -> {
            ObjectNode copy = whole.deepCopy();
            ((ObjectNode) copy.get("curves")).set("cost", cost);
            HtmlReport.page(ReportInput.of(Json.convert(copy, Evaluation.class, "evaluation.json"), null, null));
        });

        assertThat(used).isPositive();
    }

    private static CostCurve curve(CostCurve.Point least) {
        return new CostCurve(
                KEY,
                List.of(
                        new CostCurve.Point(null, 3),
                        new CostCurve.Point(0.9, 2),
                        new CostCurve.Point(0.3, 1.25),
                        new CostCurve.Point(0.1, 2.5)),
                least);
    }

    private static String page(CostCurve curve) {
        return HtmlReport.page(
                ReportInput.of(Json.convert(document(curve), Evaluation.class, "evaluation.json"), null, null));
    }

    private static JsonNode document(CostCurve curve) {
        ObjectNode document = (ObjectNode) Json.tree(Samples.evaluation("german-credit"));
        ((ObjectNode) document.get("curves")).set("cost", Json.tree(List.of(curve)));
        ((ObjectNode) document.get("metrics")).set(KEY, Json.tree(MetricValue.of(2, 200)));
        return document;
    }
}
