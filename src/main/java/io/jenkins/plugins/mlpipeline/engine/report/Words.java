package io.jenkins.plugins.mlpipeline.engine.report;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.gate.GateOutcome;
import io.jenkins.plugins.mlpipeline.engine.metric.FairnessKey;
import io.jenkins.plugins.mlpipeline.engine.metric.KeyText;
import io.jenkins.plugins.mlpipeline.engine.metric.Metric;
import io.jenkins.plugins.mlpipeline.engine.metric.MetricKey;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** What things are called for readers who don't know the keys. */
final class Words {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private Words() {}

    static String task(Task task) {
        if (task == null) {
            return "metrics of another tool";
        }
        return switch (task) {
            case BINARY -> "binary classification";
            case MULTICLASS -> "multiclass classification";
            case REGRESSION -> "regression";
        };
    }

    /** An ISO 8601 instant for people; as it is when it is none. */
    static String time(String instant) {
        try {
            return TIME.format(Instant.parse(instant));
        } catch (DateTimeException e) {
            return instant;
        }
    }

    /** The metric of ours by whose name a key begins. */
    static Optional<Metric> metric(String key) {
        return KeyText.of(key).metric();
    }

    /** A gate's value with as many digits as tell it from its threshold. */
    static String value(GateOutcome gate, String none) {
        if (gate.value() == null) {
            return none;
        }
        return gate.threshold() == null
                ? Figures.rounded(gate.value())
                : Figures.beside(gate.value(), gate.threshold());
    }

    /** What a gate demands, with the signs of mathematics. */
    static String required(GateOutcome gate) {
        return gate.required().replace(">=", "\u2265").replace("<=", "\u2264").replace(" - ", " \u2212 ");
    }

    /** Whether a key is one of fairness, which has a section of its own. */
    static boolean isFairness(String key) {
        return MetricKey.known(key).filter(FairnessKey.class::isInstance).isPresent();
    }
}
