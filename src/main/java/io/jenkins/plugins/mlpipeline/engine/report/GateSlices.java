package io.jenkins.plugins.mlpipeline.engine.report;

import io.jenkins.plugins.mlpipeline.engine.gate.GateOutcome;
import io.jenkins.plugins.mlpipeline.engine.gate.SliceOutcome;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import java.util.List;

/** What a gate says about each slice. */
final class GateSlices {
    private static final int MOST = 100;

    private GateSlices() {}

    static void write(Markup markup, GateOutcome gate) {
        Grid.table(
                markup,
                "Slices of the gate " + gate.id(),
                List.of("Verdict", "Slice", "#Rows", "#Value", "Why"),
                body -> gate.slices().stream().limit(MOST).forEach(slice -> row(body, slice)),
                "dense");
        Section.more(markup, gate.slices().size(), MOST, "slices");
    }

    private static void row(Markup body, SliceOutcome slice) {
        body.in("tr", row -> {
                    row.in("td", cell -> {
                        if (slice.verdict() == null) {
                            cell.text("span", "left out", "class", "muted");
                        } else {
                            GatesSection.chip(cell, slice.verdict(), VerdictSection.style(slice.verdict()));
                        }
                    });
                    row.text("td", slice.slice());
                    Grid.number(row, Figures.count(slice.rows()));
                    Grid.number(row, slice.value() == null ? "\u2013" : Figures.rounded(slice.value()));
                    row.text("td", slice.reason());
                })
                .line();
    }
}
