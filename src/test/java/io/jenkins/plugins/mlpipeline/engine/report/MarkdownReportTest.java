package io.jenkins.plugins.mlpipeline.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.engine.gate.Gates;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownReportTest {
    @Test
    void verdictGatesAndMetrics() {
        String report = MarkdownReport.of(Samples.inconclusive());
        assertThat(report)
                .startsWith("""
                        ### \u2754 INCONCLUSIVE \u00b7 progression

                        1 of 3 gates can't be decided: mean\\_squared\\_log\\_error.

                        | | Gate | Required | Value | Why |
                        |---|---|---|---:|---|
                        | \u2705 PASS | r2 | r2 \u2265 0.4 | 0.4386 | r2 is 0.4386 (n = 133), above the required 0.4. |
                        """)
                .contains(
                        "| \u2754 INCONCLUSIVE | mean\\_squared\\_log\\_error | mean\\_squared\\_log\\_error \u2264 0.2 |"
                                + " \u2013 | mean\\_squared\\_log\\_error has no value on these rows (a prediction is below -1), so"
                                + " it can't be told whether the allowed 0.2 is met. |\n")
                .contains("<details><summary>9 metrics</summary>\n\n| Metric | Value | Interval | Without features |\n")
                .contains("| root\\_mean\\_squared\\_error | 55.68 |  | 74.47 |\n")
                .contains("| mean\\_squared\\_log\\_error | a prediction is below -1 |  |  |\n")
                .endsWith(
                        "<sub>Model sha256:104d65658e27 \u00b7 133 rows of diabetes-test.csv (sha256:83727ab5eae9)</sub>\n");
    }

    @Test
    void notesAndCriticalitiesShow() {
        assertThat(MarkdownReport.of(Samples.failing()))
                .contains("| \u274c FAIL (UNSTABLE) | bad-customers-found |")
                .contains("| \u274c FAIL (NOTE) | wish | f1 \u2265 0.6 | 0.4189 | Noted: f1 is 0.4189");
    }

    @Test
    void withoutVerdictOrGates() {
        assertThat(MarkdownReport.of(Samples.ungated()))
                .startsWith("### \u2139\ufe0f credit-risk\n\nNo gate was applied to this evaluation.\n");
        assertThat(MarkdownReport.of(Samples.input(Samples.evaluation("wine"), null, Gates.NONE)))
                .startsWith("### \u26d4 ERROR \u00b7 wine.onnx\n\nNo gate is given, so nothing was checked;")
                .doesNotContain("| Gate |");
    }

    @Test
    void textNeitherFormatsNorLinksNorMentions() {
        assertThat(MarkdownReport.escape(Hostile.MARKDOWN))
                .isEqualTo("\\[x\\](javascript:alert(1)) @\u2060admin \\#\u20601 \\| \\`a\\` https:\u2060//evil.example"
                        + " \\*\\*b\\*\\* \\#\u2060 h");
        assertThat(MarkdownReport.escape(Hostile.SCRIPT + " & www.x.y"))
                .isEqualTo("&lt;script\\>alert(1)&lt;/script\\> &amp; www\u2060.x.y");
        assertThat(MarkdownReport.escape("a\u202eb\u001b")).isEqualTo("a\ufffdb\ufffd");
        List<String> lines = MarkdownReport.of(Hostile.input()).lines().toList();
        assertThat(lines).noneMatch(line -> line.contains("<script"));
        assertThat(lines.stream().filter(line -> line.startsWith("| ")))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.replace("\\|", "")
                                .chars()
                                .filter(c -> c == '|')
                                .count())
                        .isIn(5L, 6L));
    }
}
