package io.jenkins.plugins.mlpipeline.engine.report;

import io.jenkins.plugins.mlpipeline.engine.evaluation.CostCurve;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** What other decision thresholds would have cost. */
final class CostChart {
    /** Costs that are drawn at most. */
    private static final int MOST = 6;

    private static final int MOST_POINTS = 400;
    private static final double DOT = 5;

    private CostChart() {}

    static void write(Markup section, Evaluation evaluation) {
        if (evaluation.curves() == null || evaluation.curves().cost() == null) {
            return;
        }
        List<CostCurve> curves =
                evaluation.curves().cost().stream().filter(CostChart::usable).toList();
        if (curves.isEmpty()) {
            return;
        }
        section.in(
                "div",
                grid -> {
                    for (int i = 0; i < Math.min(curves.size(), MOST); i++) {
                        CostCurve curve = curves.get(i);
                        String id = "cost-chart-" + i;
                        CurvesSection.figure(grid, figure -> chart(figure, id, evaluation, curve));
                    }
                },
                "class",
                "figures");
        Section.more(section, curves.size(), MOST, "costs");
    }

    private static boolean usable(CostCurve curve) {
        return curve != null
                && curve.metric() != null
                && curve.points() != null
                && curve.points().stream().allMatch(Objects::nonNull)
                && curve.least() != null;
    }

    private static void chart(Markup figure, String id, Evaluation evaluation, CostCurve curve) {
        figure.text("figcaption", curve.metric() + " by threshold");
        List<CostCurve.Point> known = curve.points().stream()
                .filter(point -> point.threshold() != null)
                .sorted(Comparator.comparing(CostCurve.Point::threshold))
                .toList();
        List<CostCurve.Point> points = Arrays.stream(Grid.spread(known.size(), MOST_POINTS))
                .mapToObj(known::get)
                .toList();
        if (!points.isEmpty()) {
            plot(id, evaluation, curve, points).write(figure);
            figure.in(
                    "p",
                    legend -> {
                        CurvesSection.key(legend, "line a", "mean cost of a row");
                        if (curve.least().threshold() != null) {
                            CurvesSection.key(legend, "dot a", "least cost");
                        }
                    },
                    "class",
                    "legend");
        }
        figure.text("p", inWords(evaluation, curve));
    }

    private static Plot plot(String id, Evaluation evaluation, CostCurve curve, List<CostCurve.Point> points) {
        Axis axis = Axis.around(
                "threshold",
                points.get(0).threshold(),
                points.get(points.size() - 1).threshold());
        double highest =
                points.stream().mapToDouble(CostCurve.Point::cost).max().orElse(0);
        Plot plot = new Plot(
                id,
                curve.metric() + " by threshold",
                "How the mean cost of a row changes with the threshold. " + inWords(evaluation, curve),
                axis.from() >= -0.1 && axis.to() <= 1.1 ? Axis.share("threshold") : axis,
                new Axis("cost of a row", 0, highest > 0 ? highest : 1));
        plot.line(
                "a",
                points.stream().mapToDouble(CostCurve.Point::threshold).toArray(),
                points.stream().mapToDouble(CostCurve.Point::cost).toArray());
        if (curve.least().threshold() != null) {
            plot.dot("a", curve.least().threshold(), curve.least().cost(), DOT);
        }
        if (evaluation.threshold() != null) {
            plot.mark(evaluation.threshold());
        }
        return plot;
    }

    private static String inWords(Evaluation evaluation, CostCurve curve) {
        MetricValue now =
                evaluation.metrics() == null ? null : evaluation.metrics().get(curve.metric());
        String least = Figures.rounded(curve.least().cost());
        return (curve.least().threshold() == null
                        ? "These rows would have cost least, " + least + " each, with none predicted positive"
                        : "These rows would have cost least, " + least + " each, at the threshold "
                                + Figures.rounded(curve.least().threshold()))
                + (now == null || now.value() == null ? "" : "; as decided, they cost " + Figures.rounded(now.value()))
                + ". This is an estimate from the same rows that the threshold was chosen by, so it is too low: judge the"
                + " choice on other rows.";
    }
}
