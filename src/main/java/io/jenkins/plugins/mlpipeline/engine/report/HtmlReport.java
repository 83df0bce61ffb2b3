package io.jenkins.plugins.mlpipeline.engine.report;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Comparison;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The report as a page: the verdict first, then why, then everything that was measured. It has no script, loads nothing,
 * follows the reader's choice of light or dark, and can be printed. Every chart has its numbers in a table beside it.
 */
public final class HtmlReport {
    /** The policy under which the page works, for a server that sends one; the page declares it too. */
    public static final String CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

    private HtmlReport() {}

    /** A complete document for a file. */
    public static String page(ReportInput input) {
        Markup html = Markup.beginning("<!DOCTYPE html>");
        html.in(
                "html",
                root -> {
                    root.in("head", head -> {
                        head.empty("meta", "charset", "utf-8").line();
                        head.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
                                .line();
                        head.empty("meta", "http-equiv", "Content-Security-Policy", "content", CONTENT_SECURITY_POLICY)
                                .line();
                        head.empty("meta", "name", "color-scheme", "content", "light dark")
                                .line();
                        head.text("title", title(input)).line();
                        head.style(stylesheet()).line();
                    });
                    root.line();
                    root.in("body", body -> write(body, input), "class", "mlp-page");
                },
                "lang",
                "en");
        return html.line().toString();
    }

    /**
     * The same for a page of Jenkins, which names the model, links {@link #stylesheet} and has scripts of its own: verdict
     * and sections, and what its threshold explorer starts from.
     */
    public static String embedded(ReportInput input) {
        Markup sections = new Markup();
        Map<String, String> titles = sections(sections, input, true);
        Markup page = new Markup();
        page.in(
                        "div",
                        div -> {
                            div.text("p", String.join(" \u00b7 ", VerdictSection.about(input)), "class", "muted");
                            VerdictSection.box(div, input);
                            navigation(div, titles);
                            div.append(sections);
                        },
                        "class",
                        "mlp mlp-embedded")
                .line();
        return page.toString();
    }

    /**
     * The gates that decided, at most so many, each with its value drawn beside what was demanded.
     *
     * @param gate the verdict
     * @param most how many are shown
     */
    public static String gates(GateResult gate, int most) {
        Markup page = new Markup();
        page.in("div", div -> GatesSection.brief(div, gate, most), "class", "mlp mlp-embedded mlp-brief");
        return page.toString();
    }

    /**
     * The metrics of two models beside each other, for a page that compares them.
     *
     * @param comparison the first of them is its candidate
     * @param first heads the column of the first
     * @param second heads the column of the second
     */
    public static String beside(Comparison comparison, String first, String second) {
        Markup page = new Markup();
        ComparisonSection.metrics(page, comparison, List.of(first, second));
        return page.toString();
    }

    /** The style sheet of the report; all its rules are below the class {@code mlp}. */
    public static String stylesheet() {
        try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("report.css can't be read from the class path", e);
        }
    }

    private static String title(ReportInput input) {
        Verdict verdict = input.verdict();
        return (verdict == null ? "" : verdict + " \u00b7 ") + input.title() + " \u00b7 model validation report";
    }

    private static void write(Markup body, ReportInput input) {
        Markup sections = new Markup();
        Map<String, String> titles = sections(sections, input, false);
        body.in(
                        "main",
                        main -> {
                            main.line();
                            VerdictSection.write(main, input);
                            navigation(main, titles);
                            main.append(sections);
                        },
                        "class",
                        "mlp")
                .line();
    }

    /** Writes what there is to show, and answers the titles by id. */
    private static Map<String, String> sections(Markup page, ReportInput input, boolean scripts) {
        Map<String, String> titles = new LinkedHashMap<>();
        for (Section section : Section.values()) {
            if (scripts && section == Section.THRESHOLDS) {
                ThresholdExplorer.write(page, input);
            }
            int before = page.length();
            section.write(page, input);
            if (page.length() > before) {
                titles.put(section.id(), section.title());
            }
        }
        return titles;
    }

    private static void navigation(Markup main, Map<String, String> titles) {
        main.in(
                        "nav",
                        nav -> titles.forEach((id, title) -> nav.text("a", title, "href", "#" + id)),
                        "aria-label",
                        "Sections")
                .line();
    }
}
