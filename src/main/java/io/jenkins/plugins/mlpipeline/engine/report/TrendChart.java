package io.jenkins.plugins.mlpipeline.engine.report;

import static io.jenkins.plugins.mlpipeline.engine.report.Plot.number;

import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A metric over the builds of a job: value with its interval, what was demanded, the verdict as the dot's form. Each dot
 * leads to its build, and the same numbers stand in the table of the page.
 */
public final class TrendChart {
    private static final double WIDE = 720;
    private static final double NARROW = 360;
    private static final double HEIGHT = 220;
    private static final double LEFT = 52;
    private static final double RIGHT = 14;
    private static final double TOP = 12;
    private static final double BOTTOM = 34;
    private static final double DOT = 5;
    private static final int NUMBER_WIDTH = 44;

    /**
     * A build in the chart.
     *
     * @param number of the build
     * @param link where a click leads
     * @param value the metric's value, finite
     * @param lower end of its interval; null when not known
     * @param upper end of its interval; null when not known
     * @param limit what a gate demanded of the metric; null for nothing
     * @param verdict of the build's model; null when there is none
     * @param said what a reader is told at the dot
     */
    public record Point(
            int number,
            String link,
            double value,
            Double lower,
            Double upper,
            Double limit,
            Verdict verdict,
            String said) {}

    private final String metric;
    private final List<Point> points;
    private final double width;
    private final Axis axis;

    private TrendChart(String metric, List<Point> points, double width) {
        this.width = width;
        this.metric = metric;
        this.points = points;
        double[] all = points.stream()
                .flatMap(p -> Stream.of(p.value, p.lower, p.upper, p.limit))
                .filter(v -> v != null && Double.isFinite(v))
                .mapToDouble(Double::doubleValue)
                .toArray();
        this.axis = Axis.around(
                metric,
                Arrays.stream(all).min().orElse(0),
                Arrays.stream(all).max().orElse(1));
    }

    /**
     * The chart as SVG.
     *
     * @param metric its key
     * @param points the oldest first
     */
    public static String svg(String metric, List<Point> points) {
        return svg(metric, points, WIDE);
    }

    /** The same at half the width, beside others. */
    public static String small(String metric, List<Point> points) {
        return svg(metric, points, NARROW);
    }

    private static String svg(String metric, List<Point> points, double width) {
        Markup markup = new Markup();
        new TrendChart(metric, points, width).write(markup);
        return markup.toString();
    }

    private void write(Markup markup) {
        markup.in(
                "svg",
                svg -> {
                    svg.text("title", metric + " by build");
                    grid(svg);
                    band(svg);
                    limits(svg);
                    svg.empty("path", "class", "line a thin", "d", path());
                    for (int i = 0; i < points.size(); i++) {
                        point(svg, i);
                    }
                },
                "class",
                "plot trend",
                "viewBox",
                "0 0 " + number(width) + " " + number(HEIGHT),
                "role",
                "group",
                "aria-label",
                metric + " by build");
    }

    private void grid(Markup svg) {
        for (double tick : axis.ticks()) {
            String at = number(vertical(tick));
            svg.empty("line", "class", "grid", "x1", number(LEFT), "x2", number(width - RIGHT), "y1", at, "y2", at);
            svg.text(
                    "text",
                    Figures.rounded(tick),
                    "class",
                    "tick",
                    "x",
                    number(LEFT - 7),
                    "y",
                    number(vertical(tick) + 4),
                    "text-anchor",
                    "end");
        }
        for (int i : Grid.spread(points.size(), (int) (width / NUMBER_WIDTH))) {
            svg.text(
                    "text",
                    "#" + points.get(i).number,
                    "class",
                    "tick",
                    "x",
                    number(horizontal(i)),
                    "y",
                    number(HEIGHT - 10),
                    "text-anchor",
                    "middle");
        }
    }

    /** An interval is drawn for each build alone: what is between two builds was never measured. */
    private void band(Markup svg) {
        for (int i = 0; i < points.size(); i++) {
            Point p = points.get(i);
            if (p.lower != null && p.upper != null) {
                double top = vertical(p.upper);
                svg.empty(
                        "rect",
                        "class",
                        "band soft " + VerdictSection.style(p.verdict),
                        "x",
                        number(horizontal(i) - 3),
                        "y",
                        number(top),
                        "width",
                        "6",
                        "height",
                        number(Math.max(1, vertical(p.lower) - top)),
                        "rx",
                        "2");
            }
        }
    }

    /** A step for each build, since a limit may change from one to the next. */
    private void limits(Markup svg) {
        double half = points.size() < 2 ? 20 : Math.min(20, (horizontal(1) - horizontal(0)) / 2);
        for (int i = 0; i < points.size(); i++) {
            Double limit = points.get(i).limit;
            if (limit != null) {
                String at = number(vertical(limit));
                svg.empty(
                        "line",
                        "class",
                        "cut limit",
                        "x1",
                        number(horizontal(i) - half),
                        "x2",
                        number(horizontal(i) + half),
                        "y1",
                        at,
                        "y2",
                        at);
            }
        }
    }

    private void point(Markup svg, int i) {
        Point p = points.get(i);
        svg.in(
                "a",
                a -> {
                    a.text("title", p.said);
                    a.empty(
                            "circle",
                            "class",
                            "dot " + VerdictSection.style(p.verdict),
                            "cx",
                            number(horizontal(i)),
                            "cy",
                            number(vertical(p.value)),
                            "r",
                            number(DOT));
                    if (p.verdict != null && p.verdict != Verdict.PASS) {
                        a.empty("path", "class", "crossed " + VerdictSection.style(p.verdict), "d", cross(i, p.value));
                    }
                },
                "href",
                p.link,
                "aria-label",
                p.said);
    }

    /** What did not pass is told by its form, not by its colour alone. */
    private String cross(int i, double value) {
        double x = horizontal(i);
        double y = vertical(value);
        double r = DOT * 0.55;
        return "M" + number(x - r) + " " + number(y - r) + "L" + number(x + r) + " " + number(y + r) + "M"
                + number(x + r) + " " + number(y - r) + "L" + number(x - r) + " " + number(y + r);
    }

    private String path() {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < points.size(); i++) {
            path.append(i == 0 ? 'M' : 'L')
                    .append(number(horizontal(i)))
                    .append(' ')
                    .append(number(vertical(points.get(i).value)));
        }
        return path.toString();
    }

    private double horizontal(int i) {
        double share = points.size() == 1 ? 0.5 : (double) i / (points.size() - 1);
        double margin = 24;
        return LEFT + margin + share * (width - LEFT - RIGHT - 2 * margin);
    }

    private double vertical(double value) {
        return HEIGHT - BOTTOM - axis.at(value) * (HEIGHT - TOP - BOTTOM);
    }
}
