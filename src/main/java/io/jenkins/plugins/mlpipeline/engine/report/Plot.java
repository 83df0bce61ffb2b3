package io.jenkins.plugins.mlpipeline.engine.report;

import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** A chart with two numeric axes as inline SVG. Colours are classes, so that the style sheet decides them. */
final class Plot {
    private static final double WIDTH = 360;
    private static final double HEIGHT = 300;
    private static final double LEFT = 48;
    private static final double RIGHT = 12;
    private static final double TOP = 10;
    private static final double BOTTOM = 44;

    private final String id;
    private final String title;
    private final String description;
    private final Axis x;
    private final Axis y;
    private final List<Consumer<Markup>> shapes = new ArrayList<>();

    /**
     * @param id unique in the page
     * @param title short name of the chart, for those who can't see it
     * @param description what the chart shows in one sentence
     */
    Plot(String id, String title, String description, Axis x, Axis y) {
        this.id = id;
        this.title = title;
        this.description = description;
        this.x = x;
        this.y = y;
    }

    /** A line through points, of style {@code a} to {@code d} or {@code ref}. */
    Plot line(String style, double[] xs, double[] ys) {
        String path = path(xs, ys);
        shapes.add(svg -> svg.empty("path", "class", "line " + style, "d", path));
        return this;
    }

    /** The area between a line and the bottom. */
    Plot area(String style, double[] xs, double[] ys) {
        if (xs.length > 0) {
            String path = path(xs, ys) + "V" + number(HEIGHT - BOTTOM) + "H" + number(horizontal(xs[0])) + "Z";
            shapes.add(svg -> svg.empty("path", "class", "area " + style, "d", path));
        }
        return this;
    }

    /** A dot. */
    Plot dot(String style, double atX, double atY, double radius) {
        shapes.add(svg -> svg.empty(
                "circle",
                "class",
                "dot " + style,
                "cx",
                number(horizontal(atX)),
                "cy",
                number(vertical(atY)),
                "r",
                number(radius)));
        return this;
    }

    /** A vertical line over the whole height. */
    Plot mark(double atX) {
        shapes.add(svg -> svg.empty(
                "line",
                "class",
                "mark",
                "x1",
                number(horizontal(atX)),
                "x2",
                number(horizontal(atX)),
                "y1",
                number(TOP),
                "y2",
                number(HEIGHT - BOTTOM)));
        return this;
    }

    void write(Markup markup) {
        markup.in(
                "svg",
                svg -> {
                    svg.text("title", title, "id", id + "-title");
                    svg.text("desc", description, "id", id + "-desc");
                    grid(svg);
                    shapes.forEach(shape -> shape.accept(svg));
                },
                "class",
                "plot",
                "viewBox",
                "0 0 " + number(WIDTH) + " " + number(HEIGHT),
                "role",
                "img",
                "aria-labelledby",
                id + "-title " + id + "-desc");
    }

    private void grid(Markup svg) {
        for (double tick : x.ticks()) {
            String at = number(horizontal(tick));
            svg.empty("line", "class", "grid", "x1", at, "x2", at, "y1", number(TOP), "y2", number(HEIGHT - BOTTOM));
            svg.text(
                    "text",
                    Figures.rounded(tick),
                    "class",
                    "tick",
                    "x",
                    at,
                    "y",
                    number(HEIGHT - BOTTOM + 16),
                    "text-anchor",
                    "middle");
        }
        for (double tick : y.ticks()) {
            String at = number(vertical(tick));
            svg.empty("line", "class", "grid", "x1", number(LEFT), "x2", number(WIDTH - RIGHT), "y1", at, "y2", at);
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
        svg.text(
                "text",
                x.label(),
                "class",
                "axis",
                "x",
                number((LEFT + WIDTH - RIGHT) / 2),
                "y",
                number(HEIGHT - 8),
                "text-anchor",
                "middle");
        svg.text(
                "text",
                y.label(),
                "class",
                "axis",
                "transform",
                "translate(12 " + number((TOP + HEIGHT - BOTTOM) / 2) + ") rotate(-90)",
                "text-anchor",
                "middle");
    }

    private String path(double[] xs, double[] ys) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < xs.length; i++) {
            path.append(i == 0 ? 'M' : 'L')
                    .append(number(horizontal(xs[i])))
                    .append(' ')
                    .append(number(vertical(ys[i])));
        }
        return path.toString();
    }

    private double horizontal(double value) {
        return LEFT + x.at(value) * (WIDTH - LEFT - RIGHT);
    }

    private double vertical(double value) {
        return HEIGHT - BOTTOM - y.at(value) * (HEIGHT - TOP - BOTTOM);
    }

    /** A coordinate to a tenth of a unit. */
    static String number(double value) {
        long tenths = Math.round(value * 10);
        return tenths % 10 == 0 ? Long.toString(tenths / 10) : String.format(Locale.ROOT, "%.1f", tenths / 10.0);
    }
}
