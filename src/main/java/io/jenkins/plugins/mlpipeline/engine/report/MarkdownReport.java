package io.jenkins.plugins.mlpipeline.engine.report;

import io.jenkins.plugins.mlpipeline.engine.evaluation.DataChecks;
import io.jenkins.plugins.mlpipeline.engine.evaluation.DataRef;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.gate.Criticality;
import io.jenkins.plugins.mlpipeline.engine.gate.GateOutcome;
import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import io.jenkins.plugins.mlpipeline.engine.text.PlainText;
import java.util.Map;

/** A report for a pull request: the verdict, the gates with their reasons, and the metrics folded away. */
public final class MarkdownReport {
    /** Full stops, brackets and the like do nothing within a line: left alone for those who read the source. */
    private static final String SPECIAL = "\\`*_[]|~>$";

    private static final char WORD_JOINER = 0x2060;

    private MarkdownReport() {}

    /** GitHub-flavoured Markdown; what comes from the documents can neither format, nor link, nor mention anybody. */
    public static String of(ReportInput input) {
        StringBuilder text = new StringBuilder();
        text.append("### ").append(icon(input.verdict())).append(' ');
        if (input.gate() == null) {
            text.append(escape(input.title())).append("\n\nNo gate was applied to this evaluation.\n");
        } else {
            text.append(input.gate().verdict())
                    .append(" \u00b7 ")
                    .append(escape(input.title()))
                    .append("\n\n");
            text.append(escape(input.gate().summary())).append('\n');
            if (input.gate().override() != null) {
                text.append("\n> Nevertheless ")
                        .append(escape(input.gate().override().sentence()))
                        .append('\n');
            }
            gates(text, input);
            input.gate()
                    .notes()
                    .forEach(note -> text.append("\n> ").append(escape(note)).append('\n'));
        }
        MarkdownComparison.write(text, input.evaluation(), MarkdownReport::escape);
        findings(text, input);
        metrics(text, input);
        about(text, input);
        return text.toString();
    }

    private static void gates(StringBuilder text, ReportInput input) {
        if (input.gate().gates().isEmpty()) {
            return;
        }
        text.append("\n| | Gate | Required | Value | Why |\n|---|---|---|---:|---|\n");
        for (GateOutcome gate : input.gate().gates()) {
            boolean noted = gate.criticality() == Criticality.NOTE && gate.verdict() != Verdict.ERROR;
            text.append("| ")
                    .append(icon(gate.verdict()))
                    .append(' ')
                    .append(gate.verdict())
                    .append(gate.criticality() == Criticality.FAILURE ? "" : " (" + gate.criticality() + ")")
                    .append(" | ")
                    .append(escape(gate.id()))
                    .append(" | ")
                    .append(escape(gate.metric()))
                    .append(' ')
                    .append(escape(Words.required(gate)))
                    .append(" | ")
                    .append(Words.value(gate, "\u2013"))
                    .append(" | ")
                    .append(noted && gate.verdict() != Verdict.PASS ? "Noted: " : "")
                    .append(escape(gate.reason()))
                    .append(" |\n");
        }
    }

    private static void findings(StringBuilder text, ReportInput input) {
        DataChecks checks = input.evaluation().dataChecks();
        if (checks == null || checks.findings() == null || checks.findings().isEmpty()) {
            return;
        }
        text.append("\n<details><summary>")
                .append(checks.findings().size())
                .append(checks.findings().size() == 1 ? " finding" : " findings")
                .append(" about the rows</summary>\n\n");
        checks.findings()
                .forEach(finding -> text.append("- ").append(escape(finding)).append('\n'));
        text.append("\n</details>\n");
    }

    private static void metrics(StringBuilder text, ReportInput input) {
        Map<String, MetricValue> metrics = input.evaluation().metrics();
        if (metrics == null || metrics.isEmpty()) {
            return;
        }
        Map<String, MetricValue> dummy = input.baseline();
        text.append("\n<details><summary>")
                .append(metrics.size())
                .append(metrics.size() == 1 ? " metric" : " metrics")
                .append("</summary>\n\n| Metric | Value | Interval | Without features |\n|---|---:|---:|---:|\n");
        metrics.forEach((key, value) -> text.append("| ")
                .append(escape(key))
                .append(" | ")
                .append(value.value() == null ? escape(value.undefined()) : Figures.rounded(value.value()))
                .append(" | ")
                .append(
                        value.interval() == null
                                ? ""
                                : Figures.rounded(value.interval().lower()) + " to "
                                        + Figures.rounded(value.interval().upper()))
                .append(" | ")
                .append(
                        dummy.get(key) == null || dummy.get(key).value() == null
                                ? ""
                                : Figures.rounded(dummy.get(key).value()))
                .append(" |\n"));
        text.append("\n</details>\n");
    }

    private static void about(StringBuilder text, ReportInput input) {
        DataRef data = input.evaluation().data();
        text.append("\n<sub>");
        text.append(
                input.identity() == null
                        ? "Not bound to a model"
                        : "Model " + escape(ReportInput.shortened(input.identity())));
        if (data != null && data.rows() != null) {
            text.append(" \u00b7 ").append(Figures.count(data.rows())).append(" rows");
            if (data.name() != null) {
                text.append(" of ").append(escape(data.name()));
            }
            if (data.sha256() != null) {
                text.append(" (")
                        .append(escape(ReportInput.shortened(data.sha256())))
                        .append(')');
            }
        }
        text.append("</sub>\n");
    }

    private static String icon(Verdict verdict) {
        if (verdict == null) {
            return "\u2139\ufe0f";
        }
        return switch (verdict) {
            case PASS -> "\u2705";
            case FAIL -> "\u274c";
            case INCONCLUSIVE -> "\u2754";
            case ERROR -> "\u26d4";
        };
    }

    /**
     * Text that Markdown shows as it is. Mentions, references and bare links are looked for in the finished text, where a
     * backslash is gone: an invisible word joiner parts them.
     */
    public static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        PlainText.line(text).codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '@' -> escaped.append('@').append(WORD_JOINER);
                case '#' -> escaped.append("\\#").append(WORD_JOINER);
                default -> {
                    if (SPECIAL.indexOf(c) >= 0) {
                        escaped.append('\\');
                    }
                    escaped.appendCodePoint(c);
                }
            }
        });
        return escaped.toString().replace("://", ":" + WORD_JOINER + "//").replace("www.", "www" + WORD_JOINER + ".");
    }
}
