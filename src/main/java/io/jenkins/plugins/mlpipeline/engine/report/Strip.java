package io.jenkins.plugins.mlpipeline.engine.report;

import static io.jenkins.plugins.mlpipeline.engine.report.Plot.number;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A small scale beside numbers in a table: a value, its interval, and what it is compared with. It repeats what the table
 * says, so readers of the page aloud don't hear it.
 */
final class Strip {
    private static final double WIDTH = 180;
    private static final double HEIGHT = 22;
    private static final double EDGE = 6;
    private static final double MIDDLE = HEIGHT / 2;

    private final Axis axis;
    private final List<Consumer<Markup>> shapes = new ArrayList<>();

    Strip(Axis axis) {
        this.axis = axis;
    }

    /** A band from one value to another. */
    Strip band(String style, double from, double to, double thickness) {
        double left = at(from);
        double width = Math.max(1, at(to) - left);
        shapes.add(svg -> svg.empty(
                "rect",
                "class",
                "band " + style,
                "x",
                number(left),
                "y",
                number(MIDDLE - thickness / 2),
                "width",
                number(width),
                "height",
                number(thickness),
                "rx",
                number(Math.min(2, thickness / 2))));
        return this;
    }

    /** The interval around a value; nothing when there is none. */
    Strip interval(Interval interval, String style) {
        return interval == null ? this : band(style + " soft", interval.lower(), interval.upper(), 8);
    }

    /** A dot at a value. */
    Strip dot(String style, double value) {
        shapes.add(svg -> svg.empty(
                "circle", "class", "dot " + style, "cx", number(at(value)), "cy", number(MIDDLE), "r", "4.5"));
        return this;
    }

    /** A tick across the scale. */
    Strip tick(String style, double value) {
        shapes.add(svg -> svg.empty(
                "line",
                "class",
                "cut " + style,
                "x1",
                number(at(value)),
                "x2",
                number(at(value)),
                "y1",
                "2",
                "y2",
                number(HEIGHT - 2)));
        return this;
    }

    void write(Markup markup) {
        markup.in(
                "svg",
                svg -> {
                    svg.empty(
                            "line",
                            "class",
                            "rail",
                            "x1",
                            number(EDGE),
                            "x2",
                            number(WIDTH - EDGE),
                            "y1",
                            number(MIDDLE),
                            "y2",
                            number(MIDDLE));
                    shapes.forEach(shape -> shape.accept(svg));
                },
                "class",
                "strip",
                "viewBox",
                "0 0 " + number(WIDTH) + " " + number(HEIGHT),
                "aria-hidden",
                "true");
    }

    private double at(double value) {
        return EDGE + axis.at(value) * (WIDTH - 2 * EDGE);
    }
}
