package io.jenkins.plugins.mlpipeline.engine.gate;

import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.metric.Direction;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;

/** The sentence that goes with a verdict by bounds. */
final class BoundReasons {
    private BoundReasons() {}

    static String ofValue(Gate gate, double threshold, MetricValue measured, Evidence evidence, Verdict verdict) {
        boolean higher = gate.direction() == Direction.HIGHER;
        String bad =
                bound(higher ? "lower" : "upper", higher ? evidence.lower() : evidence.upper(), threshold, evidence);
        String good =
                bound(higher ? "upper" : "lower", higher ? evidence.upper() : evidence.lower(), threshold, evidence);
        String limit = (higher ? "required " : "allowed ") + Figures.plain(threshold);
        String head = gate.metric() + " is " + Figures.beside(measured.value(), threshold)
                + (measured.n() == null ? "" : " (n = " + Figures.count(measured.n()) + ")") + ", and its ";
        return switch (verdict) {
            case PASS -> head + bad + " meets the " + limit + ".";
            case FAIL -> head + good + " misses the " + limit + ".";
            default ->
                head + bad + " misses the " + limit + " while its " + good + " does not: so many rows can't tell"
                        + (evidence.certifyingValue() == null
                                ? ", and no value would have done"
                                : "; an observed " + Figures.rounded(evidence.certifyingValue()) + " would have met it")
                        + more(evidence)
                        + ".";
        };
    }

    static String more(Evidence evidence) {
        return evidence.moreRows() == null
                ? ""
                : "; " + evidence.moreRows().text()
                        + " would show it of a model as good as this one, four times in five";
    }

    private static String bound(String side, double bound, double threshold, Evidence evidence) {
        return side + " " + Figures.percent(evidence.confidence()) + " bound " + Figures.beside(bound, threshold) + " ("
                + evidence.method() + ")";
    }
}
