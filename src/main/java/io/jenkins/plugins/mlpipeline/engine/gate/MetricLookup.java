package io.jenkins.plugins.mlpipeline.engine.gate;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Interval;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Statistics.Proportion;
import io.jenkins.plugins.mlpipeline.engine.metric.KeyText;
import io.jenkins.plugins.mlpipeline.engine.metric.MetricKey;
import io.jenkins.plugins.mlpipeline.engine.metric.ValueRange;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds a gate's metric, and what is wrong with it. */
final class MetricLookup {
    private static final double SAME_SHARE = 1e-9;

    private MetricLookup() {}

    /**
     * The metric of that key; another tool may have written an alias. Null when there is none.
     *
     * @throws UserError when it is there more than once
     */
    static MetricValue find(Map<String, MetricValue> metrics, String key) {
        if (metrics.containsKey(key) || KeyText.of(key).metric().isEmpty()) {
            return metrics.get(key);
        }
        List<String> same =
                metrics.keySet().stream().filter(k -> key.equals(canonical(k))).toList();
        if (same.size() > 1) {
            throw new UserError("The evaluation has " + key + " more than once: " + String.join(", ", same) + ".");
        }
        return same.isEmpty() ? null : metrics.get(same.get(0));
    }

    private static String canonical(String key) {
        return MetricKey.known(key).map(MetricKey::toString).orElse(key);
    }

    /**
     * A share of rows from its counts: one correctly rounded division is the double of the decimal threshold exactly when
     * the fraction is that decimal, which a sum of shares need not be.
     */
    static MetricValue counted(MetricValue measured, Proportion counts) {
        return counts == null || counts.trials() == 0
                ? measured
                : new MetricValue(
                        (double) counts.successes() / counts.trials(),
                        measured.n(),
                        measured.interval(),
                        null,
                        measured.note());
    }

    /** What the evaluation says against itself about a metric with a value. */
    static Optional<String> contradiction(Evaluation evaluation, Gate gate, MetricValue measured, Proportion counts) {
        double value = measured.value();
        String stated =
                evaluation.directions() == null ? null : evaluation.directions().get(gate.metric());
        if (stated != null && !stated.equals(gate.direction().key())) {
            return Optional.of("The evaluation says that " + gate.metric() + " is better when " + stated
                    + ", and the gate that it is better when "
                    + gate.direction().key() + ".");
        }
        ValueRange range = gate.key().range().orElse(null);
        if (range != null && !range.contains(value)) {
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
}
