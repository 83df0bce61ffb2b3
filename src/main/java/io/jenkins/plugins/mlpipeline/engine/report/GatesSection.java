package io.jenkins.plugins.mlpipeline.engine.report;

import io.jenkins.plugins.mlpipeline.engine.gate.Criticality;
import io.jenkins.plugins.mlpipeline.engine.gate.GateOutcome;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The gates, each with its reason. */
final class GatesSection {
    private static final int MOST = 200;

    /** What blocks comes first, notes last; gates that are alike stay in their order. */
    private static final Comparator<GateOutcome> WORST_FIRST =
            Comparator.comparing(GatesSection::isNote).thenComparing(GateOutcome::verdict, Comparator.reverseOrder());

    private GatesSection() {}

    static void write(Markup page, ReportInput input) {
        GateResult gate = input.gate();
        if (gate == null || gate.gates().isEmpty()) {
            return;
        }
        Section.GATES.card(page, s -> {
            s.text(
                    "p",
                    "Each gate is decided by the measured value, inclusively; intervals are two-sided and shown beside it.",
                    "class",
                    "muted");
            Grid.table(
                    s,
                    "Gates",
                    List.of("Verdict", "Gate", "#Value", "#Required", "Value and threshold", "If not passed"),
                    body -> gate.gates().stream()
                            .sorted(WORST_FIRST)
                            .limit(MOST)
                            .forEach(outcome -> row(body, outcome)),
                    "gates");
            Section.more(s, gate.gates().size(), MOST, "gates");
            gate.notes().forEach(note -> s.text("p", note, "class", "note"));
        });
    }

    /** Whether a gate can't block: what is a note blocks only when it could not be evaluated. */
    static boolean isNote(GateOutcome gate) {
        return gate.criticality() == Criticality.NOTE && gate.verdict() != Verdict.ERROR;
    }

    private static void row(Markup body, GateOutcome gate) {
        boolean noted = isNote(gate) && gate.verdict() != Verdict.PASS;
        String style = noted ? "none" : VerdictSection.style(gate.verdict());
        body.in("tr", row -> {
                    row.in("td", cell -> chip(cell, gate.verdict(), style));
                    row.in("td", cell -> {
                        cell.text("strong", gate.id());
                        if (gate.description() != null) {
                            cell.text("p", gate.description(), "class", "muted");
                        }
                        cell.text(
                                "p", (noted ? "Noted, without consequence: " : "") + gate.reason(), "class", "reason");
                    });
                    Grid.number(row, Words.value(gate, "\u2013"));
                    Grid.number(row, Words.required(gate));
                    row.in("td", cell -> strip(cell, gate, style), "class", "wide");
                    row.text("td", consequence(gate.criticality()), "class", "muted");
                })
                .line();
    }

    /** A verdict as a small label. */
    private static void chip(Markup markup, Verdict verdict, String style) {
        markup.in(
                "span",
                chip -> {
                    VerdictSection.sign(chip, verdict);
                    chip.text(verdict.name());
                },
                "class",
                "chip " + style);
    }

    private static String consequence(Criticality criticality) {
        return switch (criticality) {
            case NOTE -> "is noted";
            case UNSTABLE -> "build unstable";
            case ERROR -> "stage fails";
            case FAILURE -> "build fails";
        };
    }

    private static void strip(Markup cell, GateOutcome gate, String style) {
        if (gate.value() == null || gate.threshold() == null) {
            return;
        }
        List<Double> values = new ArrayList<>(List.of(gate.value(), gate.threshold()));
        if (gate.interval() != null) {
            values.add(gate.interval().lower());
            values.add(gate.interval().upper());
        }
        Axis axis = MetricAxis.of(gate.metric(), values);
        boolean higher = gate.comparison().equals(">=");
        new Strip(axis)
                .band("allowed", higher ? gate.threshold() : axis.from(), higher ? axis.to() : gate.threshold(), 14)
                .interval(gate.interval(), style)
                .tick("", gate.threshold())
                .dot(style, gate.value())
                .write(cell);
    }
}
