package io.jenkins.plugins.mlpipeline.engine.report;

import io.jenkins.plugins.mlpipeline.engine.gate.Criticality;
import io.jenkins.plugins.mlpipeline.engine.gate.GateOutcome;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import io.jenkins.plugins.mlpipeline.engine.text.PlainText;
import java.util.ArrayList;
import java.util.List;

/** The verdict table for a terminal or a build log. */
public final class TextReport {
    private static final String GAP = "  ";
    private static final String RESET = "\u001b[0m";

    private TextReport() {}

    /**
     * One line for each gate, the reason below those that do not pass, and the verdict last.
     *
     * @param gate the verdict
     * @param colour whether to colour the verdicts by ANSI sequences
     * @return lines that end with a line feed
     */
    public static String of(GateResult gate, boolean colour) {
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"VERDICT", "GATE", "METRIC", "VALUE", "REQUIRED", "IF NOT MET"});
        for (GateOutcome outcome : gate.gates()) {
            rows.add(new String[] {
                outcome.verdict().name(),
                PlainText.line(outcome.id()),
                PlainText.line(outcome.metric()),
                Words.value(outcome, "-"),
                outcome.required(),
                outcome.criticality().consequence()
            });
        }
        int[] widths = widths(rows);
        StringBuilder text = new StringBuilder();
        if (!gate.gates().isEmpty()) {
            row(text, rows.get(0), widths, null);
        }
        for (int i = 0; i < gate.gates().size(); i++) {
            GateOutcome outcome = gate.gates().get(i);
            row(text, rows.get(i + 1), widths, colour ? ansi(outcome.verdict(), outcome.criticality()) : null);
            if (outcome.verdict() != Verdict.PASS) {
                text.append(" ".repeat(widths[0]))
                        .append(GAP)
                        .append(PlainText.line(outcome.reason()))
                        .append('\n');
            }
        }
        gate.notes()
                .forEach(note ->
                        text.append("note: ").append(PlainText.line(note)).append('\n'));
        if (!gate.gates().isEmpty()) {
            text.append('\n');
        }
        String verdict = colour
                ? ansi(gate.verdict(), Criticality.FAILURE) + gate.verdict() + RESET
                : gate.verdict().name();
        return text.append(verdict)
                .append(": ")
                .append(PlainText.line(gate.summary()))
                .append('\n')
                .toString();
    }

    private static int[] widths(List<String[]> rows) {
        int[] widths = new int[rows.get(0).length];
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].codePointCount(0, row[i].length()));
            }
        }
        return widths;
    }

    private static void row(StringBuilder text, String[] cells, int[] widths, String ansi) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.length; i++) {
            String shown = i == 0 && ansi != null ? ansi + cells[i] + RESET : cells[i];
            line.append(shown)
                    .append(" ".repeat(widths[i] - cells[i].codePointCount(0, cells[i].length())))
                    .append(GAP);
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }

    private static String ansi(Verdict verdict, Criticality criticality) {
        return switch (verdict) {
            case PASS -> "\u001b[32m";
            case INCONCLUSIVE -> "\u001b[33m";
            case FAIL -> criticality == Criticality.NOTE ? "\u001b[33m" : "\u001b[31m";
            case ERROR -> "\u001b[35m";
        };
    }
}
