package io.jenkins.plugins.mlpipeline.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.engine.gate.Approval;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import io.jenkins.plugins.mlpipeline.engine.gate.VerdictTable;
import org.junit.jupiter.api.Test;

class ApprovedReportTest {
    private static final ReportInput FAILING = Samples.failing();
    private static final GateResult APPROVED = FAILING.gate()
            .approved(new Approval(
                    "bob", "2026-11-20T08:00:00Z", "<b>worse</b> before", "2026-11-27T08:00:00Z", Verdict.FAIL));
    private static final ReportInput REPORT = ReportInput.of(FAILING.evaluation(), APPROVED, null);

    @Test
    void aPageSaysWhoApprovedUntilWhen() {
        assertThat(HtmlReport.page(REPORT))
                .contains(
                        "Nevertheless approved by bob until 2026-11-27T08:00:00Z, verdict FAIL: &lt;b&gt;worse&lt;/b&gt; before",
                        "approved until 2026-11-27T08:00:00Z")
                .doesNotContain("<b>worse");
        assertThat(HtmlReport.page(FAILING)).doesNotContain("Nevertheless");
    }

    @Test
    void markdownSaysSoToo() {
        assertThat(MarkdownReport.of(REPORT))
                .startsWith("### \u274c FAIL")
                .contains(
                        "\n> Nevertheless approved by bob until 2026-11-27T08:00:00Z, verdict FAIL: &lt;b\\>worse&lt;/b\\>"
                                + " before\n");
    }

    @Test
    void theVerdictStaysAndThePipelineGoesOnUnstable() {
        assertThat(APPROVED.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(APPROVED.consequence())
                .isEqualTo(new VerdictTable.Consequence(
                        1, VerdictTable.Result.UNSTABLE, VerdictTable.Result.UNSTABLE, false, false));
        assertThat(FAILING.gate().consequence().stops()).isTrue();
    }
}
