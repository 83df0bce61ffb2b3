package io.jenkins.plugins.mlpipeline.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Importance;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ImportanceSectionTest {
    private static ReportInput with(Importance importance) {
        ReportInput input = Samples.failing();
        return new ReportInput(input.evaluation().with(importance), input.gate(), input.training());
    }

    private static Importance of(Importance.Column... columns) {
        return new Importance("roc_auc", 0.7133, 2000, 5, 42, columns.length, List.of(columns), null);
    }

    private static String section(Importance importance) {
        String page = HtmlReport.page(with(importance));
        int from = page.indexOf("<section id=\"inputs\"");
        return page.substring(from, page.indexOf("</section>", from));
    }

    @Test
    void saysWhatFallsAndByHowMuch() {
        String section = section(of(
                new Importance.Column("duration", 0.0512, 0.004, 0.045, 0.0581),
                new Importance.Column("age", 1e-17, 0, 0, 1e-17)));
        assertThat(section)
                .contains("<h2 id=\"inputs-title\">What the model relies on</h2>")
                .contains(
                        "How much roc_auc falls when the values of one input are shuffled among the rows, 5 times each, on"
                                + " 2,000 rows. As they are it is 0.7133.")
                .contains("<th scope=\"row\">duration</th><td class=\"n\">0.0512</td>")
                .contains("<td class=\"n\">0.004</td><td class=\"n\">0.045</td><td class=\"n\">0.0581</td>")
                .contains("<th scope=\"row\">age</th><td class=\"n\">0</td>")
                .doesNotContain("<details>");
    }

    @Test
    void moreThanTwelveFoldAway() {
        Importance.Column[] many = IntStream.range(0, 30)
                .mapToObj(i -> new Importance.Column("c" + i, 0.3 - i / 100.0, 0, 0, 0.3))
                .toArray(Importance.Column[]::new);
        String section = section(of(many));
        assertThat(section).contains("<details><summary>The other 18 inputs</summary>");
        assertThat(section.indexOf(">c11<")).isLessThan(section.indexOf("<details>"));
        assertThat(section.indexOf(">c12<")).isGreaterThan(section.indexOf("<details>"));
    }

    @Test
    void saysWhyThereIsNone() {
        assertThat(section(new Importance(
                        "roc_auc", null, 10, 5, 42, 3, null, "roc_auc is undefined on these rows: only one label.")))
                .contains("<p>It could not be measured: roc_auc is undefined on these rows: only one label.</p>")
                .doesNotContain("<table");
    }

    @Test
    void whatStrangersCallTheirColumnsIsText() {
        assertThat(section(of(new Importance.Column("<script>alert(1)</script>", 0.1, 0, 0.1, 0.1))))
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .doesNotContain("<script>");
    }
}
