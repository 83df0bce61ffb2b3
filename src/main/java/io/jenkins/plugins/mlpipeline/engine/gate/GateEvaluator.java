package io.jenkins.plugins.mlpipeline.engine.gate;

import io.jenkins.plugins.mlpipeline.engine.NearNames;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.BaselineRef;
import io.jenkins.plugins.mlpipeline.engine.evaluation.DataRef;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.evaluation.SliceSet;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Statistics.Proportion;
import io.jenkins.plugins.mlpipeline.engine.metric.ColumnKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Judges an evaluation by gates: a pure function of documents. Whatever is missing, undefined or contradictory blocks;
 * nothing passes because it could not be looked at.
 */
public final class GateEvaluator {
    private final Evaluation evaluation;
    private final boolean passedBefore;

    private GateEvaluator(Evaluation evaluation, boolean passedBefore) {
        this.evaluation = evaluation;
        this.passedBefore = passedBefore;
    }

    /**
     * Judges.
     *
     * @param evaluation what is known about the model
     * @param gates what is demanded; when there is none the verdict is ERROR
     * @param document the file that the evaluation was read from
     * @param spec the file that names the gates; null when they were given otherwise
     * @param now when
     */
    public static GateResult evaluate(
            Evaluation evaluation, Gates gates, GateResult.Reference document, GateResult.Reference spec, Instant now) {
        return evaluate(evaluation, gates, Policy.NONE, false, document, spec, now);
    }

    /**
     * Judges by the gates of a spec and by those of a policy.
     *
     * @param evaluation what is known about the model
     * @param own what the spec demands
     * @param policy what is demanded beside
     * @param passedBefore whether a model passed before, so that the policy takes no build for the first
     * @param document the file that the evaluation was read from
     * @param spec the file that names the gates; null when they were given otherwise
     * @param now when
     * @throws UserError when a gate of the spec has an id that is kept for a policy
     */
    public static GateResult evaluate(
            Evaluation evaluation,
            Gates own,
            Policy policy,
            boolean passedBefore,
            GateResult.Reference document,
            GateResult.Reference spec,
            Instant now) {
        Gates gates = policy.over(own);
        Optional<String> problem = EvaluationCheck.problem(evaluation);
        GateEvaluator judge = new GateEvaluator(evaluation, passedBefore);
        List<GateOutcome> outcomes = gates.gates().stream()
                .map(gate -> problem.map(text -> judge.outcome(gate, Judgement.of(Verdict.ERROR, text), null))
                        .orElseGet(() -> judge.judge(gate)))
                .toList();
        Verdict verdict = problem.isPresent() ? Verdict.ERROR : VerdictTable.overall(outcomes);
        return new GateResult(
                GateResult.SCHEMA_VERSION,
                now.toString(),
                verdict,
                gates.gates().isEmpty() ? Summary.NOTHING : problem.orElseGet(() -> Summary.of(verdict, outcomes)),
                evaluation.id(),
                evaluation.model(),
                evaluation.subject(),
                document,
                data(evaluation.data()),
                spec,
                outcomes,
                notes(gates, judge),
                policy.applied(),
                null,
                null);
    }

    private static GateResult.Data data(DataRef data) {
        return data == null ? null : new GateResult.Data(data.name(), data.sha256(), data.rows());
    }

    private static List<String> notes(Gates gates, GateEvaluator judge) {
        List<String> notes = new ArrayList<>(gates.notes());
        List<String> first =
                gates.gates().stream().filter(judge::isFirstBuild).map(Gate::id).toList();
        if (!first.isEmpty()) {
            notes.add("This was declared the first build: without a baseline these gates are notes, "
                    + String.join(", ", first) + ".");
        }
        return notes;
    }

    /** Whether a gate has nothing to compare with because this was declared the first build. */
    private boolean isFirstBuild(Gate gate) {
        BaselineRef baseline = evaluation.baseline();
        return !(passedBefore && gate.id().startsWith(Policy.PREFIX))
                && gate.versus().filter(v -> v == Versus.BASELINE).isPresent()
                && baseline != null
                && baseline.isNone()
                && baseline.firstBuild();
    }

    private GateOutcome judge(Gate gate) {
        if (!gate.slice().isSliced()) {
            return outcome(gate, judge(gate, Rows.all(evaluation)), null);
        }
        SliceSet set = evaluation.slices() == null
                ? null
                : evaluation.slices().stream()
                        .filter(s -> s.name().equals(gate.slice().name()))
                        .findFirst()
                        .orElse(null);
        MetricValue whole = MetricLookup.find(evaluation.gateable(), gate.metric());
        if (set == null) {
            return outcome(gate, new Judgement(Verdict.ERROR, noSlices(gate), whole, null, null, null), null);
        }
        List<SliceOutcome> slices = SliceJudge.judge(gate, set, rows -> judge(gate, rows));
        Verdict verdict = SliceJudge.verdict(slices);
        return outcome(
                gate,
                new Judgement(verdict, SliceJudge.reason(gate, slices, verdict), whole, null, null, null),
                slices);
    }

    /** Why a check of a column that the rows have could not be made for any column; null when it is something else. */
    private MetricValue uncheckedColumn(Gate gate) {
        if (!(gate.key() instanceof ColumnKey key)
                || evaluation.data().columns() == null
                || !evaluation.data().columns().contains(key.column())) {
            return null;
        }
        MetricValue whole = evaluation.gateable().get(key.metric().key() + "_max");
        return whole == null || whole.value() != null ? null : whole;
    }

    private String noSlices(Gate gate) {
        List<String> known = evaluation.slices() == null
                ? List.of()
                : evaluation.slices().stream().map(SliceSet::name).toList();
        return "The evaluation has no slices \"" + gate.slice().name() + "\". Give validate the spec with this gate, or"
                + " --slice (validate.slices in a spec, slices of mlValidate)."
                + (known.isEmpty() ? "" : " " + NearNames.hint(gate.slice().name(), known));
    }

    private Judgement judge(Gate gate, Rows rows) {
        MetricValue measured;
        try {
            measured = MetricLookup.find(rows.metrics(), gate.metric());
        } catch (UserError e) {
            return Judgement.of(Verdict.ERROR, e.getMessage());
        }
        if (measured == null) {
            measured = uncheckedColumn(gate);
        }
        if (measured == null) {
            return Judgement.of(Verdict.ERROR, Reasons.missing(gate, evaluation));
        }
        if (measured.value() == null) {
            return new Judgement(
                    Verdict.INCONCLUSIVE, Reasons.noValue(gate, measured.undefined()), measured, null, null, null);
        }
        Proportion counts = rows.counts(gate.metric());
        Optional<String> contradiction = MetricLookup.contradiction(evaluation, gate, measured, counts);
        if (contradiction.isPresent()) {
            return new Judgement(Verdict.ERROR, contradiction.get(), measured, null, null, null);
        }
        if (rows.slice() == null
                && rows.rows() != null
                && rows.rows() < gate.slice().minRows()) {
            return new Judgement(
                    Verdict.INCONCLUSIVE,
                    "There are " + Figures.count(rows.rows()) + " rows, fewer than the "
                            + Figures.count(gate.slice().minRows()) + " that are asked for.",
                    measured,
                    null,
                    null,
                    null);
        }
        MetricValue exact = MetricLookup.counted(measured, counts);
        return gate.demand() instanceof Demand.Absolute absolute
                ? AbsoluteJudge.judge(gate, absolute, exact, rows)
                : RelativeJudge.judge(evaluation, gate, (Demand.Relative) gate.demand(), exact, rows);
    }

    private GateOutcome outcome(Gate gate, Judgement judgement, List<SliceOutcome> slices) {
        MetricValue measured = judgement.measured();
        return new GateOutcome(
                gate.id(),
                gate.metric(),
                gate.slice().name(),
                gate.comparison(),
                gate.required(),
                threshold(gate, judgement),
                measured == null ? null : measured.value(),
                measured == null ? null : measured.n(),
                measured == null ? null : measured.interval(),
                judgement.baseline(),
                judgement.verdict(),
                isFirstBuild(gate) && judgement.verdict() == Verdict.INCONCLUSIVE
                        ? Criticality.NOTE
                        : gate.criticality(),
                gate.onInconclusive(),
                judgement.reason(),
                gate.description(),
                judgement.evidence(),
                slices);
    }

    private static Double threshold(Gate gate, Judgement judgement) {
        return gate.demand() instanceof Demand.Absolute absolute
                ? (Double) absolute.threshold()
                : judgement.threshold();
    }
}
