package io.jenkins.plugins.mlpipeline.engine.gate;

import io.jenkins.plugins.mlpipeline.engine.Interruption;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.BaselineRef;
import io.jenkins.plugins.mlpipeline.engine.evaluation.DataRef;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.evaluation.SliceSet;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Statistics.Proportion;
import io.jenkins.plugins.mlpipeline.engine.metric.ColumnKey;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Judges an evaluation by gates: a pure function of documents. Whatever is missing, undefined or contradictory blocks;
 * nothing passes because it could not be looked at.
 */
public final class GateEvaluator {
    private static final long MOST_JUDGEMENTS = 100_000;

    private final Evaluation evaluation;
    private final Circumstances circumstances;

    private GateEvaluator(Evaluation evaluation, Circumstances circumstances) {
        this.evaluation = evaluation;
        this.circumstances = circumstances;
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
        return evaluate(evaluation, gates, Circumstances.NONE, document, spec, now);
    }

    /**
     * Judges by the gates of a spec and by those of a policy.
     *
     * @param evaluation what is known about the model
     * @param own what the spec demands
     * @param circumstances the policy, and where the evaluation is from
     * @param document the file that the evaluation was read from
     * @param spec the file that names the gates; null when they were given otherwise
     * @param now when
     * @throws UserError when a gate of the spec has an id that is kept for a policy, or there are too many gates
     * @throws java.util.concurrent.CancellationException when the thread is interrupted
     */
    public static GateResult evaluate(
            Evaluation evaluation,
            Gates own,
            Circumstances circumstances,
            GateResult.Reference document,
            GateResult.Reference spec,
            Instant now) {
        return judge(evaluation, circumstances.policy().over(own), circumstances, document, spec, now);
    }

    /**
     * Judges by the gates that a verdict was made of, whoever demanded them.
     *
     * @param evaluation what is known about the model
     * @param gates of the verdict
     * @param document the file that the evaluation was read from
     * @param now when
     */
    public static GateResult again(Evaluation evaluation, Gates gates, GateResult.Reference document, Instant now) {
        return judge(evaluation, gates, new Circumstances(Policy.NONE, false, null, true), document, null, now);
    }

    private static GateResult judge(
            Evaluation evaluation,
            Gates gates,
            Circumstances circumstances,
            GateResult.Reference document,
            GateResult.Reference spec,
            Instant now) {
        Policy policy = circumstances.policy();
        Optional<String> problem = EvaluationCheck.problem(evaluation).or(() -> tooMuch(evaluation, gates));
        GateEvaluator judge = new GateEvaluator(evaluation, circumstances);
        List<GateOutcome> outcomes = new ArrayList<>();
        for (Gate gate : gates.gates()) {
            outcomes.add(judge.trusted(problem.map(text -> judge.outcome(gate, Judgement.of(Verdict.ERROR, text), null))
                    .orElseGet(() -> judge.judge(gate))));
        }
        for (Precondition demanded : policy.preconditions()) {
            outcomes.add(
                    judge.trusted(demanded.judge(free(demanded.id(), outcomes), evaluation, circumstances.origin())));
        }
        boolean nothing = gates.gates().isEmpty();
        Verdict verdict = problem.isPresent() || nothing ? Verdict.ERROR : VerdictTable.overall(outcomes);
        return new GateResult(
                GateResult.SCHEMA_VERSION,
                now.toString(),
                verdict,
                nothing ? Summary.NOTHING : problem.orElseGet(() -> Summary.of(verdict, outcomes)),
                evaluation.id(),
                evaluation.model(),
                evaluation.subject(),
                document,
                data(evaluation.data()),
                spec,
                outcomes,
                notes(gates, judge),
                policy.applied(),
                circumstances.origin(),
                evaluation.baseline() != null && evaluation.baseline().isSameAsBefore() ? Boolean.TRUE : null,
                null,
                null);
    }

    /** What the gates ask for altogether is bounded, since the spec and the evaluation are both somebody's text. */
    private static Optional<String> tooMuch(Evaluation evaluation, Gates gates) {
        long judged = 0;
        for (Gate gate : gates.gates()) {
            judged += sliceSet(evaluation, gate)
                    .map(set -> (long) set.slices().size() + set.excluded().size())
                    .orElse(1L);
        }
        return judged <= MOST_JUDGEMENTS
                ? Optional.empty()
                : Optional.of("The gates ask for " + Figures.count(judged) + " judgements, a slice each; at most "
                        + Figures.count(MOST_JUDGEMENTS) + " are made. Write fewer gates, or coarser slices.");
    }

    private static Optional<SliceSet> sliceSet(Evaluation evaluation, Gate gate) {
        return evaluation.slices() == null || !gate.slice().isSliced()
                ? Optional.empty()
                : evaluation.slices().stream()
                        .filter(s -> s.name().equals(gate.slice().name()))
                        .findFirst();
    }

    private static String free(String id, List<GateOutcome> taken) {
        Set<String> ids = taken.stream().map(GateOutcome::id).collect(Collectors.toSet());
        String free = id;
        for (int n = 2; ids.contains(free); n++) {
            free = id + "-" + n;
        }
        return free;
    }

    private static GateResult.Data data(DataRef data) {
        return data == null ? null : new GateResult.Data(data.name(), data.sha256(), data.rows(), data.rowsSha256());
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
        return !(circumstances.passedBefore() && gate.id().startsWith(Policy.PREFIX))
                && gate.versus().filter(v -> v == Versus.BASELINE).isPresent()
                && baseline != null
                && baseline.isNone()
                && baseline.firstBuild();
    }

    /** An outcome of the policy's, which passes by nothing that anybody may have written. */
    private GateOutcome trusted(GateOutcome outcome) {
        return circumstances.isUntrusted()
                        && outcome.id().startsWith(Policy.PREFIX)
                        && outcome.verdict() == Verdict.PASS
                ? outcome.untrusted()
                : outcome;
    }

    private GateOutcome judge(Gate gate) {
        Interruption.check();
        if (!gate.slice().isSliced()) {
            return outcome(gate, judge(gate, Rows.all(evaluation)), null);
        }
        SliceSet set = sliceSet(evaluation, gate).orElse(null);
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
        // Counts don't say what rows with weights reach; their matrix of weights does.
        Proportion counts = rows.isWeighted() ? null : rows.counts(gate.metric());
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
