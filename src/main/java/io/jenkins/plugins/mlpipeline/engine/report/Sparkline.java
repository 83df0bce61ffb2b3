package io.jenkins.plugins.mlpipeline.engine.report;

import static io.jenkins.plugins.mlpipeline.engine.report.Plot.number;

import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import java.util.Arrays;
import java.util.List;

/** A metric over the last builds, as small as a word: its course, and the newest value as a dot. */
public final class Sparkline {
    private static final double WIDTH = 120;
    private static final double HEIGHT = 24;
    private static final double EDGE = 5;

    private Sparkline() {}

    /**
     * The line as SVG.
     *
     * @param metric its key
     * @param values the oldest first, finite
     * @param verdict of the newest; null when there was none
     * @return empty when there are fewer than two values
     */
    public static String svg(String metric, List<Double> values, Verdict verdict) {
        if (values.size() < 2) {
            return "";
        }
        double[] all = values.stream().mapToDouble(Double::doubleValue).toArray();
        double lowest = Arrays.stream(all).min().orElseThrow();
        double highest = Arrays.stream(all).max().orElseThrow();
        Axis axis = Axis.around(metric, lowest, highest);
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < all.length; i++) {
            path.append(i == 0 ? 'M' : 'L')
                    .append(number(x(i, all.length)))
                    .append(' ')
                    .append(number(y(axis, all[i])));
        }
        int last = all.length - 1;
        Markup markup = new Markup();
        markup.in(
                "svg",
                svg -> {
                    svg.empty("path", "class", "line a thin", "d", path.toString());
                    svg.empty(
                            "circle",
                            "class",
                            "dot " + VerdictSection.style(verdict),
                            "cx",
                            number(x(last, all.length)),
                            "cy",
                            number(y(axis, all[last])),
                            "r",
                            "3.5");
                },
                "class",
                "spark",
                "viewBox",
                "0 0 " + number(WIDTH) + " " + number(HEIGHT),
                "role",
                "img",
                "aria-label",
                metric + " of the last " + all.length + " builds: from " + Figures.rounded(all[0]) + " to "
                        + Figures.rounded(all[last]) + ", lowest " + Figures.rounded(lowest) + ", highest "
                        + Figures.rounded(highest));
        return markup.toString();
    }

    private static double x(int i, int size) {
        return EDGE + (double) i / (size - 1) * (WIDTH - 2 * EDGE);
    }

    private static double y(Axis axis, double value) {
        return HEIGHT - EDGE - axis.at(value) * (HEIGHT - 2 * EDGE);
    }
}
