package io.jenkins.plugins.mlpipeline.engine.gate;

import io.jenkins.plugins.mlpipeline.engine.evaluation.BaselineRef;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Comparison;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Comparison.Compared;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.metric.Direction;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.Intervals;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.Planning;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;

/**
 * Judges a metric by another model's. An improvement is what the metric became better by, negative for a drop. By the values
 * it passes when the improvement is at least what is demanded. By pairs it passes when the lower bound of the improvement is,
 * fails when the upper bound is not, and can't be told in between.
 */
final class RelativeJudge {
    /** When rows were left out because a model learnt from them, so many must be left. */
    private static final long FEWEST_UNSEEN = 30;

    private final Evaluation evaluation;
    private final Gate gate;
    private final Demand.Relative demand;
    /** The candidate's value on the rows that are compared. */
    private MetricValue measured;

    private Rows rows;

    private RelativeJudge(Evaluation evaluation, Gate gate, Demand.Relative demand, MetricValue measured, Rows rows) {
        this.evaluation = evaluation;
        this.gate = gate;
        this.demand = demand;
        this.measured = measured;
        this.rows = rows;
    }

    static Judgement judge(Evaluation evaluation, Gate gate, Demand.Relative demand, MetricValue measured, Rows rows) {
        return new RelativeJudge(evaluation, gate, demand, measured, rows).judge();
    }

    private Judgement judge() {
        if (demand.versus() == Versus.BASELINE) {
            Judgement problem = baselineProblem();
            if (problem != null) {
                return problem;
            }
        }
        Comparison comparison = rows.comparison(demand.versus());
        Compared compared = comparison == null ? null : comparison.metrics().get(gate.metric());
        if (comparison != null && comparison.leavesOut()) {
            if (comparison.rows() < FEWEST_UNSEEN) {
                return undecided(
                        rows.slice() == null ? Verdict.ERROR : Verdict.INCONCLUSIVE,
                        RelativeReasons.tooFewUnseen(comparison, FEWEST_UNSEEN));
            }
            rows = rows.only(comparison);
            if (compared != null && compared.candidate() != null) {
                measured = MetricValue.of(compared.candidate(), comparison.rows());
            }
        }
        if (compared == null
                && demand.versus() == Versus.DUMMY
                && gate.decision().decide() == Decide.POINT) {
            MetricValue dummy = rows.dummy() == null ? null : rows.dummy().get(gate.metric());
            compared = dummy == null
                    ? null
                    : Compared.of(measured.value(), dummy.value(), dummy.undefined(), null, null, null);
        }
        if (compared == null) {
            return undecided(Verdict.ERROR, RelativeReasons.notCompared(gate, demand));
        }
        if (compared.candidate() == null || compared.baseline() == null) {
            return undecided(
                    Verdict.INCONCLUSIVE,
                    "The difference of " + gate.metric() + " has no value on these rows ("
                            + (compared.undefined() == null ? "no reason is given" : compared.undefined()) + ").");
        }
        if (Double.compare(compared.candidate(), measured.value()) != 0) {
            return undecided(
                    Verdict.ERROR,
                    "The evaluation contradicts itself: " + gate.metric() + " is " + Figures.rounded(measured.value())
                            + ", and in the comparison " + Figures.rounded(compared.candidate()) + ".");
        }
        if (demand.relative() && compared.baseline() == 0) {
            return undecided(
                    Verdict.ERROR,
                    "The " + demand.versus().key() + "'s " + gate.metric()
                            + " is 0, so that a change relative to it means nothing. Give the margin as a number.");
        }
        if (demand.versus() == Versus.BASELINE && evaluation.baseline().isSameAsBefore()) {
            return unchanged(compared, comparison);
        }
        return gate.decision().decide() == Decide.POINT ? byValue(compared) : byPairs(compared, comparison);
    }

    /** The same model on the same data: no rows are needed to tell that nothing changed. */
    private Judgement unchanged(Compared compared, Comparison comparison) {
        if (Double.compare(compared.candidate(), compared.baseline()) != 0) {
            return undecided(
                    Verdict.ERROR,
                    "The evaluation contradicts itself: it says that model and test data are unchanged, and "
                            + gate.metric() + " is " + Figures.rounded(compared.candidate()) + ", the baseline's "
                            + Figures.rounded(compared.baseline()) + ".");
        }
        Verdict verdict = meets(compared) ? Verdict.PASS : Verdict.FAIL;
        return judged(
                compared,
                verdict,
                RelativeReasons.unchanged(gate, demand, compared, evaluation.baseline(), verdict),
                evidence(compared, comparison, null, null, null));
    }

    /** What stands against any comparison with the baseline; null for nothing. */
    private Judgement baselineProblem() {
        BaselineRef baseline = evaluation.baseline();
        if (baseline == null) {
            return undecided(Verdict.ERROR, RelativeReasons.NO_BASELINE);
        }
        if (baseline.isNone() || rows.comparison(Versus.BASELINE) == null && rows.slice() == null) {
            return undecided(
                    baseline.isNone() ? Verdict.INCONCLUSIVE : Verdict.ERROR,
                    baseline.isNone()
                            ? RelativeReasons.noneDeclared(baseline)
                            : "The evaluation names a baseline and holds no comparison with it.");
        }
        String digest = evaluation.model() == null
                ? evaluation.subject()
                : evaluation.model().digest();
        String other = baseline.digest() == null ? baseline.subject() : baseline.digest();
        if (digest != null && digest.equals(other) && !baseline.allowSame() && !baseline.isSameAsBefore()) {
            return undecided(
                    Verdict.ERROR,
                    "Candidate and baseline are the same model (" + digest
                            + "), so there is nothing to compare. Name another baseline, or set allowSame.");
        }
        return null;
    }

    private Judgement byValue(Compared compared) {
        double improvement = improvement(compared.candidate() - compared.baseline());
        boolean met = meets(compared);
        Evidence evidence = evidence(compared, null, null, null, null);
        Verdict verdict = met ? Verdict.PASS : Verdict.FAIL;
        return judged(
                compared,
                verdict,
                RelativeReasons.byValue(gate, demand, compared, improvement, verdict)
                        + RelativeReasons.leftOut(rows.comparison(demand.versus())),
                evidence);
    }

    /** The comparison of values without the rounding of their difference: 0.9 is at least 0.905 - 0.005. */
    private boolean meets(Compared compared) {
        double threshold = threshold(compared);
        return gate.direction() == Direction.HIGHER
                ? compared.candidate() >= threshold
                : compared.candidate() <= threshold;
    }

    private Judgement byPairs(Compared compared, Comparison comparison) {
        KnownLimits.Found found = KnownLimits.ofDifference(gate, compared, rows);
        if (found.limits() == null) {
            return judged(compared, found.verdict(), found.reason(), evidence(compared, comparison, null, null, null));
        }
        Limits difference = found.limits();
        Limits improvement = gate.direction() == Direction.HIGHER ? difference : new Limits.Turned(difference);
        double least = demand.leastImprovement(compared.baseline());
        double confidence = gate.decision().confidence();
        Verdict verdict = improvement.lower(confidence) >= least
                ? Verdict.PASS
                : improvement.upper(confidence) < least ? Verdict.FAIL : Verdict.INCONCLUSIVE;
        double value = improvement(compared.candidate() - compared.baseline());
        MoreRows more = verdict == Verdict.INCONCLUSIVE
                ? MoreRows.of(value - least, value - improvement.lower(confidence), improvement.standardError(), rows)
                        .orElse(null)
                : null;
        Evidence evidence = evidence(compared, comparison, difference, improvement.pValueBelow(least), more);
        return judged(
                compared,
                verdict,
                RelativeReasons.byPairs(gate, demand, compared, evidence, improvement, verdict)
                        + RelativeReasons.leftOut(comparison),
                evidence);
    }

    private Evidence evidence(
            Compared compared, Comparison comparison, Limits difference, Double pValue, MoreRows more) {
        double confidence = gate.decision().confidence();
        Limits.Drawn samples = difference == null ? null : difference.drawn();
        return new Evidence(
                gate.decision().decide(),
                difference == null ? null : confidence,
                difference == null ? null : difference.method(),
                difference == null ? null : difference.lower(confidence),
                difference == null ? null : difference.upper(confidence),
                demand.versus(),
                compared.candidate() - compared.baseline(),
                difference == null ? null : difference.interval(Intervals.SHOWN_CONFIDENCE),
                comparison == null ? null : comparison.flips(),
                pValue,
                null,
                difference == null
                        ? null
                        : Planning.minimumDetectableChange(difference.standardError(), confidence, Planning.POWER),
                samples == null ? null : samples.seed(),
                samples == null ? null : samples.undefined(),
                more);
    }

    private double improvement(double difference) {
        return gate.direction() == Direction.HIGHER ? difference : -difference;
    }

    /** The value that is demanded, in decimal, as people would compute it. */
    private double threshold(Compared compared) {
        double least = demand.leastImprovement(compared.baseline());
        return Figures.exact(compared.baseline())
                .add(Figures.exact(gate.direction() == Direction.HIGHER ? least : -least))
                .doubleValue();
    }

    private Judgement undecided(Verdict verdict, String reason) {
        return new Judgement(verdict, reason, measured, null, null, null);
    }

    private Judgement judged(Compared compared, Verdict verdict, String reason, Evidence evidence) {
        return new Judgement(verdict, reason, measured, threshold(compared), compared.baseline(), evidence);
    }
}
