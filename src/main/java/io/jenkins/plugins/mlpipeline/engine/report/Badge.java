package io.jenkins.plugins.mlpipeline.engine.report;

import static io.jenkins.plugins.mlpipeline.engine.report.Plot.number;

import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import io.jenkins.plugins.mlpipeline.engine.text.PlainText;

/** A verdict as a small picture for other people's pages: two words on two colours, readable on light and dark. */
public final class Badge {
    private static final double HEIGHT = 20;
    private static final double CHARACTER = 6.6;
    private static final double MARGIN = 7;
    private static final int LONGEST = 40;

    private Badge() {}

    /**
     * The picture as SVG.
     *
     * @param name of the model; a stranger's text
     * @param verdict null for none
     */
    public static String svg(String name, Verdict verdict) {
        String left = PlainText.line(name.length() > LONGEST ? name.substring(0, LONGEST) + "\u2026" : name);
        String right = verdict == null ? "no gate yet" : verdict.name();
        double middle = width(left);
        double all = middle + width(right);
        Markup markup = new Markup();
        markup.in(
                "svg",
                svg -> {
                    svg.text("title", left + ": " + right);
                    half(svg, 0, middle, "#3d4450", left);
                    half(svg, middle, width(right), colour(verdict), right);
                },
                "xmlns",
                "http://www.w3.org/2000/svg",
                "width",
                number(all),
                "height",
                number(HEIGHT),
                "viewBox",
                "0 0 " + number(all) + " " + number(HEIGHT),
                "role",
                "img",
                "aria-label",
                left + ": " + right);
        return markup.toString();
    }

    private static void half(Markup svg, double from, double width, String colour, String text) {
        svg.empty(
                "rect", "x", number(from), "y", "0", "width", number(width), "height", number(HEIGHT), "fill", colour);
        svg.text(
                "text",
                text,
                "x",
                number(from + width / 2),
                "y",
                "14",
                "fill",
                "#ffffff",
                "font-family",
                "Verdana, DejaVu Sans, sans-serif",
                "font-size",
                "11",
                "text-anchor",
                "middle",
                "textLength",
                number(Math.max(1, width - 2 * MARGIN)));
    }

    private static double width(String text) {
        return Math.ceil(text.length() * CHARACTER + 2 * MARGIN);
    }

    /** White on each of them has a contrast of at least 4.5 to 1. */
    private static String colour(Verdict verdict) {
        if (verdict == null) {
            return "#5b6470";
        }
        return switch (verdict) {
            case PASS -> "#14763f";
            case FAIL -> "#b3202f";
            case INCONCLUSIVE -> "#8a5a00";
            case ERROR -> "#7a2fb8";
        };
    }
}
