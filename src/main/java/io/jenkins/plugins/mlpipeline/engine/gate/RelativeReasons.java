package io.jenkins.plugins.mlpipeline.engine.gate;

import io.jenkins.plugins.mlpipeline.engine.evaluation.BaselineRef;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Comparison;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Comparison.Compared;
import io.jenkins.plugins.mlpipeline.engine.evaluation.PairCounts;
import io.jenkins.plugins.mlpipeline.engine.metric.Direction;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;

/** The sentence that goes with a verdict on a comparison. */
final class RelativeReasons {
    static final String NO_BASELINE =
            "The evaluation was not compared with a baseline. Name one to validate (--baseline, or"
                    + " validate.baseline in a spec, baseline of mlValidate), or declare that there is none (from: none).";

    private RelativeReasons() {}

    static String notCompared(Gate gate, Demand.Relative demand) {
        return gate.metric() + " was not compared with the " + demand.versus().key()
                + " on these rows. Give validate the"
                + " spec with this gate"
                + (demand.versus() == Versus.DUMMY ? ", or the baseline {from: dummy} and compare with that." : ".");
    }

    static String noneDeclared(BaselineRef baseline) {
        return baseline.firstBuild()
                ? "This was declared the first build: there is no baseline yet, so nothing was compared."
                : "It was declared that there is no baseline, so nothing was compared. Name one, or declare the first build"
                        + " (firstBuild: true).";
    }

    /** @param fewest rows that must be left */
    static String tooFewUnseen(Comparison comparison, long fewest) {
        Comparison.Learnt learnt = comparison.learnt();
        return "Of " + Figures.count(comparison.rows() + learnt.leftOut()) + " rows "
                + Figures.count(learnt.leftOut()) + " are rows that a model learnt from (" + by(learnt) + "): the "
                + Figures.count(comparison.rows()) + " that are left are too few to compare on, " + fewest
                + " at least are needed. Train with a split that stays the same as the file grows (split: hash), or"
                + " validate both models on rows that neither has seen.";
    }

    /** A sentence on rows that were left out; empty when none were. */
    static String leftOut(Comparison comparison) {
        return comparison == null || !comparison.leavesOut()
                ? ""
                : " This is on " + Figures.count(comparison.rows()) + " of "
                        + Figures.count(comparison.rows() + comparison.learnt().leftOut())
                        + " rows: the others are rows that a model learnt from (" + by(comparison.learnt()) + ").";
    }

    private static String by(Comparison.Learnt learnt) {
        return "the candidate from " + number(learnt.candidate()) + ", the baseline from " + number(learnt.baseline());
    }

    private static String number(Long rows) {
        return rows == null ? "an unknown number" : Figures.count(rows);
    }

    static String byValue(Gate gate, Demand.Relative demand, Compared compared, double improvement, Verdict verdict) {
        return values(gate, demand, compared) + ": " + moved(improvement) + ", " + place(demand, verdict) + ".";
    }

    static String unchanged(
            Gate gate, Demand.Relative demand, Compared compared, BaselineRef baseline, Verdict verdict) {
        return values(gate, demand, compared) + ": unchanged, since model and test data are those of "
                + (baseline.build() == null ? "the build before" : baseline.job() + " #" + baseline.build())
                + ", so the difference is exactly 0, " + place(demand, verdict) + ".";
    }

    static String byPairs(
            Gate gate,
            Demand.Relative demand,
            Compared compared,
            Evidence evidence,
            Limits improvement,
            Verdict verdict) {
        double least = demand.leastImprovement(compared.baseline());
        double confidence = evidence.confidence();
        double lower = improvement.lower(confidence);
        double upper = improvement.upper(confidence);
        String head = values(gate, demand, compared) + flips(evidence.flips()) + ": "
                + moved(improvement(gate, compared)) + ", and with " + Figures.percent(confidence)
                + " confidence (" + evidence.method() + ") ";
        return switch (verdict) {
            case PASS -> head + "at least " + signed(lower, least) + ", " + place(demand, verdict) + ".";
            case FAIL -> head + "at most " + signed(upper, least) + ", " + place(demand, verdict) + ".";
            default ->
                head + "between " + signed(lower, least) + " and " + signed(upper, least)
                        + ": these rows can't tell whether it " + place(demand, verdict)
                        + "; the smallest change that they show is "
                        + Figures.rounded(evidence.minimumDetectableChange())
                        + BoundReasons.more(evidence) + ".";
        };
    }

    private static double improvement(Gate gate, Compared compared) {
        double difference = compared.candidate() - compared.baseline();
        return gate.direction() == Direction.HIGHER ? difference : -difference;
    }

    private static String values(Gate gate, Demand.Relative demand, Compared compared) {
        return gate.metric() + " is " + Figures.rounded(compared.candidate()) + ", the "
                + demand.versus().key() + "'s " + Figures.rounded(compared.baseline());
    }

    private static String flips(PairCounts flips) {
        return flips == null
                ? ""
                : " (" + Figures.count(flips.onlyBaseline()) + " rows flipped to wrong, "
                        + Figures.count(flips.onlyCandidate()) + " to right)";
    }

    private static String moved(double improvement) {
        return improvement == 0
                ? "no change"
                : (improvement > 0 ? "better by " : "worse by ") + Figures.rounded(Math.abs(improvement));
    }

    private static String signed(double improvement, double least) {
        return (improvement > 0 ? "+" : "") + Figures.beside(improvement, least);
    }

    private static String place(Demand.Relative demand, Verdict verdict) {
        String margin = demand.relative() ? Figures.percent(demand.margin()) : Figures.plain(demand.margin());
        boolean drop = demand.change() == Demand.Change.MAX_DROP;
        String limit = drop ? "the allowed drop of " + margin : "the required gain of " + margin;
        return switch (verdict) {
            case PASS -> (drop ? "within " : "which reaches ") + limit;
            case FAIL -> (drop ? "more than " : "short of ") + limit;
            default -> (drop ? "keeps to " : "reaches ") + limit;
        };
    }
}
