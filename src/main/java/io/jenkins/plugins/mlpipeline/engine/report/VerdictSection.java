package io.jenkins.plugins.mlpipeline.engine.report;

import io.jenkins.plugins.mlpipeline.engine.evaluation.DataRef;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.gate.GateOutcome;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The head of the page: which model, and the verdict. */
final class VerdictSection {
    private VerdictSection() {}

    static void write(Markup page, ReportInput input) {
        page.in(
                        "header",
                        header -> {
                            header.text("p", "Model validation report", "class", "kicker");
                            header.text("h1", input.title());
                            header.text("p", String.join(" \u00b7 ", about(input)), "class", "muted");
                        },
                        "class",
                        "top")
                .line();
        box(page, input);
    }

    /** The verdict alone, for a page that has named the model. */
    static void box(Markup page, ReportInput input) {
        page.in(
                        "section",
                        s -> verdict(s, input),
                        "class",
                        "verdict " + style(input.verdict()),
                        "aria-label",
                        "Verdict")
                .line();
    }

    /** The class of a verdict's colour. */
    static String style(Verdict verdict) {
        return verdict == null ? "none" : verdict.name().toLowerCase(Locale.ROOT);
    }

    /** A sign for a verdict, so that colour is not all that tells them apart. */
    static void sign(Markup markup, Verdict verdict) {
        markup.in(
                "svg",
                svg -> {
                    svg.empty("circle", "cx", "12", "cy", "12", "r", "11", "class", "disc");
                    svg.empty("path", "d", stroke(verdict), "class", "stroke");
                },
                "class",
                "sign",
                "viewBox",
                "0 0 24 24",
                "aria-hidden",
                "true");
    }

    private static String stroke(Verdict verdict) {
        if (verdict == null) {
            return "M7 12H17";
        }
        return switch (verdict) {
            case PASS -> "M7 12.5L10.5 16L17 8.5";
            case FAIL -> "M8 8L16 16M16 8L8 16";
            case INCONCLUSIVE -> "M9 9.5C9 7.5 10.3 6.5 12 6.5S15 7.6 15 9.3C15 11.5 12 11.6 12 14M12 17.2V17.3";
            case ERROR -> "M12 6.5V13.5M12 17.2V17.3";
        };
    }

    static List<String> about(ReportInput input) {
        Evaluation evaluation = input.evaluation();
        List<String> about = new ArrayList<>();
        if (input.training() != null && input.training().algorithm() != null) {
            about.add(input.training().algorithm().replace('_', ' '));
        }
        about.add(Words.task(evaluation.task()));
        DataRef data = evaluation.data();
        if (data != null && data.rows() != null) {
            about.add(Figures.count(data.rows()) + " rows" + (data.name() == null ? "" : " of " + data.name()));
        }
        String when = input.gate() != null ? input.gate().createdAt() : evaluation.createdAt();
        if (when != null) {
            about.add(Words.time(when));
        }
        return about;
    }

    private static void verdict(Markup section, ReportInput input) {
        GateResult gate = input.gate();
        sign(section, input.verdict());
        section.in("div", text -> {
            text.text("p", gate == null ? "No verdict" : gate.verdict().name(), "class", "word");
            text.text(
                    "p",
                    gate == null ? "No gate was applied to this evaluation." : gate.summary(),
                    "class",
                    "sentence");
            if (gate != null && gate.override() != null) {
                text.text("p", "Nevertheless " + gate.override().sentence(), "class", "sentence");
            }
        });
        section.in(
                "dl",
                facts -> {
                    if (gate != null && !gate.gates().isEmpty()) {
                        fact(facts, "Gates passed", passed(gate.gates()));
                    }
                    if (gate != null) {
                        fact(facts, "Deployment", deployment(gate));
                    }
                    fact(
                            facts,
                            "Model",
                            input.identity() == null ? "not bound" : ReportInput.shortened(input.identity()));
                },
                "class",
                "facts");
    }

    /** How many of the gates that can block passed; notes are counted apart. */
    private static String passed(List<GateOutcome> gates) {
        List<GateOutcome> binding =
                gates.stream().filter(g -> !GatesSection.isNote(g)).toList();
        long passed = binding.stream().filter(g -> g.verdict() == Verdict.PASS).count();
        int notes = gates.size() - binding.size();
        String text = passed + " of " + binding.size();
        return notes == 0 ? text : text + ", and " + notes + (notes == 1 ? " note" : " notes");
    }

    private static String deployment(GateResult gate) {
        if (gate.deployable()) {
            return "may go ahead";
        }
        if (gate.override() != null) {
            return "approved until " + gate.override().expires();
        }
        return gate.consequence().deployable() ? "not bound to a model" : "blocked";
    }

    private static void fact(Markup facts, String name, String value) {
        facts.in("div", d -> d.text("dt", name).text("dd", value));
    }
}
