package io.jenkins.plugins.mlpipeline.engine.gate;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.DataRef;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Interval;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Statistics.Proportion;
import io.jenkins.plugins.mlpipeline.engine.metric.Direction;
import io.jenkins.plugins.mlpipeline.engine.metric.Metric;
import io.jenkins.plugins.mlpipeline.engine.metric.MetricKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Judges an evaluation by gates: a pure function of documents. Whatever is missing, undefined or contradictory blocks;
 * nothing passes because it could not be looked at.
 */
public final class GateEvaluator {
    private static final double SAME_SHARE = 1e-9;

    private final Evaluation evaluation;

    private GateEvaluator(Evaluation evaluation) {
        this.evaluation = evaluation;
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
        Optional<String> problem = EvaluationCheck.problem(evaluation);
        GateEvaluator judge = new GateEvaluator(evaluation);
        List<GateOutcome> outcomes = gates.gates().stream()
                .map(gate -> problem.map(text -> outcome(gate, null, Verdict.ERROR, text))
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
                gates.notes(),
                null,
                null);
    }

    private static GateResult.Data data(DataRef data) {
        return data == null ? null : new GateResult.Data(data.name(), data.sha256(), data.rows());
    }

    private GateOutcome judge(Gate gate) {
        MetricValue measured;
        try {
            measured = find(gate.metric());
        } catch (UserError e) {
            return outcome(gate, null, Verdict.ERROR, e.getMessage());
        }
        if (measured == null) {
            measured = uncheckedColumn(gate);
        }
        if (measured == null) {
            return outcome(gate, null, Verdict.ERROR, Reasons.missing(gate, evaluation));
        }
        if (measured.value() == null) {
            return outcome(gate, measured, Verdict.INCONCLUSIVE, Reasons.noValue(gate, measured.undefined()));
        }
        Proportion counts = counts(gate.metric());
        Optional<String> contradiction = contradiction(gate, measured, counts);
        if (contradiction.isPresent()) {
            return outcome(gate, measured, Verdict.ERROR, contradiction.get());
        }
        return decide(gate, counted(measured, counts));
    }

    private static GateOutcome decide(Gate gate, MetricValue measured) {
        if (!meets(gate, measured.value())) {
            return outcome(gate, measured, Verdict.FAIL, Reasons.notMet(gate, measured));
        }
        if (measured.n() != null && measured.n() == 0) {
            return outcome(gate, measured, Verdict.INCONCLUSIVE, Reasons.noRows(gate, measured));
        }
        return outcome(gate, measured, Verdict.PASS, Reasons.met(gate, measured));
    }

    /**
     * A share of rows from its counts: one correctly rounded division is the double of the decimal threshold exactly when
     * the fraction is that decimal, which a sum of shares need not be.
     */
    private static MetricValue counted(MetricValue measured, Proportion counts) {
        return counts == null || counts.trials() == 0
                ? measured
                : new MetricValue(
                        (double) counts.successes() / counts.trials(),
                        measured.n(),
                        measured.interval(),
                        null,
                        measured.note());
    }

    private static boolean meets(Gate gate, double value) {
        return gate.direction() == Direction.HIGHER ? value >= gate.threshold() : value <= gate.threshold();
    }

    /** The metric of that key; another tool may have written an alias. */
    private MetricValue find(String key) {
        Map<String, MetricValue> metrics = evaluation.gateable();
        if (metrics.containsKey(key) || Metric.find(name(key)).isEmpty()) {
            return metrics.get(key);
        }
        List<String> same =
                metrics.keySet().stream().filter(k -> key.equals(canonical(k))).toList();
        if (same.size() > 1) {
            throw new UserError("The evaluation has " + key + " more than once: " + String.join(", ", same) + ".");
        }
        return same.isEmpty() ? null : metrics.get(same.get(0));
    }

    /** Why a check of a column that the rows have could not be made for any column; null when it is something else. */
    private MetricValue uncheckedColumn(Gate gate) {
        MetricKey key = gate.key().orElse(null);
        if (key == null
                || key.column() == null
                || evaluation.data().columns() == null
                || !evaluation.data().columns().contains(key.column())) {
            return null;
        }
        MetricValue whole = evaluation.gateable().get(key.metric().key() + "_max");
        return whole == null || whole.value() != null ? null : whole;
    }

    private static String canonical(String key) {
        try {
            return Metric.find(name(key)).isPresent() ? MetricKey.parse(key).toString() : key;
        } catch (UserError e) {
            // A name of ours with a parameter that is not: the name of another tool, and no match.
            return key;
        }
    }

    private static String name(String key) {
        int parenthesis = key.indexOf('(');
        return parenthesis < 0 ? key : key.substring(0, parenthesis).strip();
    }

    private Proportion counts(String key) {
        return evaluation.statistics() == null || evaluation.statistics().proportions() == null
                ? null
                : evaluation.statistics().proportions().get(key);
    }

    private Optional<String> contradiction(Gate gate, MetricValue measured, Proportion counts) {
        double value = measured.value();
        String stated =
                evaluation.directions() == null ? null : evaluation.directions().get(gate.metric());
        if (stated != null && !stated.equals(gate.direction().key())) {
            return Optional.of("The evaluation says that " + gate.metric() + " is better when " + stated
                    + ", and the gate that it is better when "
                    + gate.direction().key() + ".");
        }
        Range range = gate.key().map(k -> Range.of(k.metric())).orElse(null);
        if (range != null && !(value >= range.lower() && value <= range.upper())) {
            return Optional.of("The evaluation can't be right: " + gate.metric() + " is " + Figures.rounded(value)
                    + ", and it is never " + (value > range.upper() ? "above " : "below ")
                    + Figures.plain(value > range.upper() ? range.upper() : range.lower()) + ".");
        }
        Interval interval = measured.interval();
        if (interval != null && !(interval.lower() <= interval.upper())) {
            return Optional.of("The evaluation can't be right: the interval of " + gate.metric() + " is upside down.");
        }
        if (counts != null
                && (counts.successes() < 0
                        || counts.successes() > counts.trials()
                        || counts.trials() > 0
                                && Math.abs(value - (double) counts.successes() / counts.trials()) > SAME_SHARE)) {
            return Optional.of("The evaluation contradicts itself: " + gate.metric() + " is " + Figures.rounded(value)
                    + ", and its counts are " + Figures.count(counts.successes()) + " of "
                    + Figures.count(counts.trials()) + ".");
        }
        return Optional.empty();
    }

    private static GateOutcome outcome(Gate gate, MetricValue measured, Verdict verdict, String reason) {
        return new GateOutcome(
                gate.id(),
                gate.metric(),
                null,
                gate.comparison(),
                gate.threshold(),
                measured == null ? null : measured.value(),
                measured == null ? null : measured.n(),
                measured == null ? null : measured.interval(),
                null,
                verdict,
                gate.criticality(),
                gate.onInconclusive(),
                reason,
                gate.description());
    }
}
