package io.jenkins.plugins.mlpipeline.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrendChartTest {
    private static TrendChart.Point point(int number, double value, Verdict verdict, String said) {
        return new TrendChart.Point(
                number, "/job/a/" + number + "/", value, value - 0.1, value + 0.1, 0.7, verdict, said);
    }

    @Test
    void aDotLeadsToItsBuildAndWhatDidNotPassHasAFormOfItsOwn() {
        String svg = TrendChart.svg(
                "accuracy", List.of(point(1, 0.8, Verdict.PASS, "#1"), point(2, 0.6, Verdict.FAIL, "#2: below")));

        assertThat(svg)
                .contains(
                        "<a href=\"/job/a/1/\" aria-label=\"#1\">", "<a href=\"/job/a/2/\" aria-label=\"#2: below\">");
        assertThat(svg.split("class=\"crossed fail\"", -1)).hasSize(2);
        assertThat(svg.split("class=\"cut limit\"", -1)).hasSize(3);
    }

    @Test
    void strangersTextIsEscaped() {
        String svg = TrendChart.svg(
                "<script>", List.of(point(1, 0.8, null, "\"><img src=x onerror=alert(1)>"), point(2, 0.8, null, "b")));

        assertThat(svg).doesNotContain("<script", "<img").contains("&lt;script&gt;", "&lt;img");
    }

    @Test
    void oneValueOrManyBuildsAreDrawn() {
        List<TrendChart.Point> many = new ArrayList<>();
        for (int i = 1; i <= 1_000; i++) {
            many.add(new TrendChart.Point(i, "/" + i, 0.5, null, null, null, Verdict.PASS, "#" + i));
        }

        assertThat(TrendChart.small("f1", many.subList(0, 1)))
                .contains("#1</text>")
                .doesNotContain("NaN");
        String svg = TrendChart.svg("f1", many);
        assertThat(svg).doesNotContain("NaN", "Infinity");
        assertThat(svg.split("text-anchor=\"middle\"", -1).length - 1).isLessThanOrEqualTo(17);
    }
}
