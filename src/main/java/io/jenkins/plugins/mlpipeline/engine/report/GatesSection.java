package io.jenkins.plugins.mlpipeline.engine.report;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Interval;
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
                    "Thresholds are inclusive. Intervals are two-sided and shown beside the value; a bound that decides is"
                            + " one-sided, and the reason names it. Comparisons are drawn as the difference.",
                    "class",
                    "muted");
            Grid.table(
                    s,
                    "Gates",
                    List.of(
                            "Verdict",
                            "Gate",
                            "#Value",
                            "#Required",
                            "Value or difference, and limit",
                            "If not passed"),
                    body -> gate.gates().stream()
                            .sorted(WORST_FIRST)
                            .limit(MOST)
                            .forEach(outcome -> row(body, outcome)),
                    "gates");
            Section.more(s, gate.gates().size(), MOST, "gates");
            gate.notes().forEach(note -> s.text("p", note, "class", "note"));
        });
    }

    /** The gates in a few lines: what it is called, the value drawn beside what was demanded, and the verdict. */
    static void brief(Markup page, GateResult gate, int most) {
        Grid.table(
                page,
                "Gates",
                List.of("Gate", "#Value", "#Required", "Value or difference, and limit", "Verdict"),
                body -> gate.gates().stream().sorted(WORST_FIRST).limit(most).forEach(outcome -> brief(body, outcome)),
                "gates");
        Section.more(page, gate.gates().size(), most, "gates");
    }

    private static void brief(Markup body, GateOutcome gate) {
        String style = isNote(gate) && gate.verdict() != Verdict.PASS ? "none" : VerdictSection.style(gate.verdict());
        body.in("tr", row -> {
            row.text("td", gate.id());
            Grid.number(row, Words.value(gate, "\u2013"));
            Grid.number(row, Words.required(gate));
            row.in("td", cell -> strip(cell, gate, style), "class", "wide");
            row.in("td", cell -> chip(cell, gate.verdict(), style));
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
                        if (gate.slices() != null) {
                            Grid.folded(cell, "Each slice", folded -> GateSlices.write(folded, gate));
                        }
                    });
                    Grid.number(row, Words.value(gate, "\u2013"));
                    Grid.number(row, Words.required(gate));
                    row.in("td", cell -> strip(cell, gate, style), "class", "wide");
                    row.text("td", gate.criticality().consequence(), "class", "muted");
                })
                .line();
    }

    /** A verdict as a small label. */
    static void chip(Markup markup, Verdict verdict, String style) {
        markup.in(
                "span",
                chip -> {
                    VerdictSection.sign(chip, verdict);
                    chip.text(verdict.name());
                },
                "class",
                "chip " + style);
    }

    private static void strip(Markup cell, GateOutcome gate, String style) {
        if (gate.value() == null || gate.threshold() == null) {
            return;
        }
        if (gate.baseline() != null
                && gate.evidence() != null
                && gate.evidence().difference() != null) {
            difference(cell, gate, style);
            return;
        }
        Axis axis = MetricAxis.of(gate.metric(), reach(gate.value(), gate.threshold(), gate.interval()));
        strip(cell, axis, gate, style, gate.threshold(), gate.value(), gate.interval());
    }

    /** On a scale of differences, since two models are mostly close to each other. */
    private static void difference(Markup cell, GateOutcome gate, String style) {
        double value = gate.evidence().difference();
        double least = gate.threshold() - gate.baseline();
        Interval interval = gate.evidence().interval();
        List<Double> values = reach(value, least, interval);
        values.add(0.0);
        Axis axis = Axis.around(
                "",
                values.stream().mapToDouble(Double::doubleValue).min().orElse(0),
                values.stream().mapToDouble(Double::doubleValue).max().orElse(0));
        strip(cell, axis, gate, style, least, value, interval);
    }

    private static List<Double> reach(double value, double threshold, Interval interval) {
        List<Double> values = new ArrayList<>(List.of(value, threshold));
        if (interval != null) {
            values.add(interval.lower());
            values.add(interval.upper());
        }
        return values;
    }

    private static void strip(
            Markup cell, Axis axis, GateOutcome gate, String style, double threshold, double value, Interval interval) {
        boolean higher = gate.comparison().equals(">=");
        new Strip(axis)
                .band("allowed", higher ? threshold : axis.from(), higher ? axis.to() : threshold, 14)
                .interval(interval, style)
                .tick("", threshold)
                .dot(style, value)
                .write(cell);
    }
}
