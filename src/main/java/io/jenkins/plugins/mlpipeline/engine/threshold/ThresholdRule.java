package io.jenkins.plugins.mlpipeline.engine.threshold;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.metric.CatalogueKey;
import io.jenkins.plugins.mlpipeline.engine.metric.CountedMetrics;
import io.jenkins.plugins.mlpipeline.engine.metric.Metric;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is asked of the score from which the positive label is predicted. */
public sealed interface ThresholdRule {
    /** A score between 0 and 1. */
    record Fixed(double threshold) implements ThresholdRule {
        @Override
        public String toString() {
            return Double.toString(threshold);
        }
    }

    /** The best value of a metric of labels. */
    record Best(CatalogueKey metric) implements ThresholdRule {
        @Override
        public String toString() {
            return metric.toString();
        }
    }

    /**
     * At least so much of one metric, and of those the best value of its counterpart.
     *
     * @param metric {@code precision}, {@code recall} or {@code specificity}
     * @param least between 0 and 1
     */
    record Demand(CatalogueKey metric, double least) implements ThresholdRule {
        /** What is to be as great as the demand allows. */
        public CatalogueKey counterpart() {
            return CatalogueKey.standard(COUNTERPARTS.get(metric.metric())).orElseThrow();
        }

        @Override
        public String toString() {
            return metric + ">=" + least;
        }
    }

    /** Metrics that are best at one end of the scores, and what they are bought with. */
    Map<Metric, Metric> COUNTERPARTS =
            Map.of(Metric.PRECISION, Metric.RECALL, Metric.RECALL, Metric.PRECISION, Metric.SPECIFICITY, Metric.RECALL);

    /** The forms, for messages. */
    String FORMS =
            "a score between 0 and 1 (0.3), a metric to be best (f1, fbeta(beta=2), expected_cost(fn=100,fp=5)), or"
                    + " a demand on precision, recall or specificity (recall>=0.9)";

    /**
     * Reads what people write.
     *
     * @throws UserError when it is none of the forms, or asks for something that no threshold can be chosen by
     */
    static ThresholdRule parse(String text) {
        String written = text.strip();
        if (Written.NUMBER.matcher(written).matches()) {
            return new Fixed(share(text, written));
        }
        Matcher demand = Written.DEMAND.matcher(written);
        if (demand.matches()) {
            CatalogueKey metric = CatalogueKey.parse(demand.group(1));
            if (!COUNTERPARTS.containsKey(metric.metric())) {
                throw wrong(
                        text,
                        "precision, recall and specificity are demanded; for " + metric + " to be best write it alone");
            }
            return new Demand(metric, share(text, demand.group(2)));
        }
        if (written.contains("<") || written.contains(">") || written.isEmpty()) {
            throw wrong(text, "it is " + FORMS);
        }
        CatalogueKey metric = CatalogueKey.parse(written);
        if (COUNTERPARTS.containsKey(metric.metric())) {
            throw wrong(
                    text,
                    metric + " alone is best where " + Written.atTheEnd(metric.metric())
                            + "; demand how much of it is enough, as " + metric + ">=0.9");
        }
        boolean counted = metric.metric().family().isOfAnswers()
                && CountedMetrics.binary(1, 1, 1, 1).of(metric).isPresent();
        if (!counted) {
            throw wrong(
                    text,
                    metric + " does not follow from the labels alone; take for example f1, fbeta(beta=2),"
                            + " balanced_accuracy or expected_cost(fn=100,fp=5)");
        }
        return new Best(metric);
    }

    private static double share(String text, String number) {
        // The pattern has few digits, so that this is finite.
        double share = Double.parseDouble(number);
        if (share > 1) {
            throw wrong(text, number + " is more than 1; scores and these metrics lie between 0 and 1");
        }
        return share;
    }

    private static UserError wrong(String text, String reason) {
        return new UserError("threshold \"" + text.strip() + "\": " + reason + ".");
    }

    /** How rules are written. */
    final class Written {
        private static final String DECIMAL = "\\d{1,20}(?:\\.\\d{0,20})?|\\.\\d{1,20}";
        private static final Pattern NUMBER = Pattern.compile(DECIMAL);
        private static final Pattern DEMAND = Pattern.compile("([^<>=\\s]{1,100})\\s*>=\\s*(" + DECIMAL + ")");

        private Written() {}

        private static String atTheEnd(Metric metric) {
            return metric == Metric.RECALL ? "every row is flagged" : "hardly a row is flagged";
        }
    }
}
