package io.jenkins.plugins.mlpipeline.engine.gate;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Interval;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.metric.CatalogueKey;
import io.jenkins.plugins.mlpipeline.engine.metric.Direction;
import io.jenkins.plugins.mlpipeline.engine.metric.Metrics;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import java.util.ArrayList;
import java.util.List;

/** The one sentence that goes with a verdict. */
final class Reasons {
    private Reasons() {}

    static String met(Gate gate, MetricValue measured, double threshold) {
        // 0.0 added: -0 is 0.
        boolean equal = Double.compare(measured.value() + 0.0, threshold + 0.0) == 0;
        boolean higher = gate.direction() == Direction.HIGHER;
        String place = equal
                ? "exactly the " + limit(gate, threshold)
                : (higher ? "above the required " : "below the allowed ") + Figures.plain(threshold);
        return value(gate, measured, threshold) + ", " + place + ".";
    }

    static String notMet(Gate gate, MetricValue measured, double threshold) {
        boolean higher = gate.direction() == Direction.HIGHER;
        return value(gate, measured, threshold) + ", " + (higher ? "below" : "above") + " the " + limit(gate, threshold)
                + ".";
    }

    static String noValue(Gate gate, String why) {
        return gate.metric() + " has no value on these rows (" + fragment(why) + "), so it can't be told whether the "
                + demanded(gate) + " is met.";
    }

    static String noRows(Gate gate, MetricValue measured, double threshold) {
        return gate.metric() + " is " + Figures.beside(measured.value(), threshold)
                + " by convention alone, since no row counts for it; it can't be told whether the "
                + limit(gate, threshold)
                + " is met.";
    }

    static String missing(Gate gate, Evaluation evaluation) {
        CatalogueKey key = gate.catalogueKey().orElse(null);
        if (key != null && evaluation.task() != null) {
            try {
                Metrics.requireApplies(key, evaluation.task());
            } catch (UserError e) {
                return gate.metric() + " is not in the evaluation: " + e.getMessage();
            }
        }
        return gate.metric() + " is not in the evaluation. "
                + (gate.key().hasParameter() ? "validate computes it when the spec that it is given asks for it. " : "")
                + NearNames.hint(gate.metric(), evaluation.gateable().keySet());
    }

    private static String value(Gate gate, MetricValue measured, double threshold) {
        List<String> aside = new ArrayList<>();
        Interval interval = measured.interval();
        if (interval != null) {
            aside.add(Figures.percent(interval.confidence()) + " interval " + Figures.rounded(interval.lower()) + " to "
                    + Figures.rounded(interval.upper()));
        }
        if (measured.n() != null) {
            aside.add("n = " + Figures.count(measured.n()));
        }
        if (measured.note() != null) {
            aside.add(fragment(measured.note()));
        }
        return gate.metric() + " is " + Figures.beside(measured.value(), threshold)
                + (aside.isEmpty() ? "" : " (" + String.join(", ", aside) + ")");
    }

    private static String demanded(Gate gate) {
        return gate.demand() instanceof Demand.Absolute absolute
                ? limit(gate, absolute.threshold())
                : "demand " + gate.required();
    }

    private static String limit(Gate gate, double threshold) {
        return (gate.direction() == Direction.HIGHER ? "required " : "allowed ") + Figures.plain(threshold);
    }

    private static String fragment(String text) {
        String stripped = text.strip();
        return stripped.endsWith(".") ? stripped.substring(0, stripped.length() - 1) : stripped;
    }
}
