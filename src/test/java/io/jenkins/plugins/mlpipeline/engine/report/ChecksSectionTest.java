package io.jenkins.plugins.mlpipeline.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mlpipeline.engine.evaluation.DataChecks;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChecksSectionTest {
    private static final String COLUMN = "<b>age</b>";

    private static ReportInput input(Map<String, MetricValue> metrics, List<String> findings) {
        ObjectNode document =
                (ObjectNode) Json.parse(Samples.text("wine.evaluation.json"), JsonNode.class, "evaluation.json");
        document.set("dataChecks", Json.tree(new DataChecks(null, metrics, findings)));
        return ReportInput.of(Json.convert(document, Evaluation.class, "evaluation.json"), null, null);
    }

    private static Map<String, MetricValue> metrics() {
        Map<String, MetricValue> metrics = new LinkedHashMap<>();
        metrics.put("duplicate_rows", MetricValue.of(0.025, 40));
        metrics.put("train_test_overlap", MetricValue.undefined("nobody <knows>"));
        metrics.put("missing_fraction(column=" + COLUMN + ")", MetricValue.of(0.125, 40));
        metrics.put("psi(column=" + COLUMN + ")", MetricValue.of(0.31, 40).noting("more than chance"));
        metrics.put("psi(column=label)", MetricValue.of(0.01, 40));
        return metrics;
    }

    @Test
    void showsTheRowsAsAWholeAndByColumn() {
        String page = HtmlReport.embedded(input(metrics(), List.of("1 of 40 rows repeats <an> earlier row.")));

        assertThat(page)
                .contains("<h2 id=\"checks-title\">Data checks</h2>")
                .contains("<th scope=\"row\">duplicate_rows</th><td class=\"n\">0.025</td>")
                .contains("<td>Not known: nobody &lt;knows&gt;</td>")
                .contains("<th scope=\"row\">&lt;b&gt;age&lt;/b&gt;</th><td class=\"n\">0.125</td>")
                .contains("<td class=\"n\" title=\"more than chance\">0.31</td>")
                .contains("<th scope=\"row\">label</th>")
                .contains("<li>1 of 40 rows repeats &lt;an&gt; earlier row.</li>")
                .doesNotContain("<b>");
    }

    @Test
    void saysNothingWhereNothingWasChecked() {
        assertThat(HtmlReport.embedded(input(Map.of("psi_max", MetricValue.undefined("no features")), List.of())))
                .doesNotContain("Data checks");
    }

    @Test
    void aPullRequestHasTheFindings() {
        assertThat(MarkdownReport.of(input(metrics(), List.of("1 of 40 rows repeats <an> earlier row."))))
                .contains(
                        "<details><summary>1 finding about the rows</summary>\n\n- 1 of 40 rows repeats &lt;an\\> earlier"
                                + " row.\n\n</details>");
    }
}
