package io.jenkins.plugins.mlpipeline.engine.spec;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.gate.Demand;
import io.jenkins.plugins.mlpipeline.engine.gate.Versus;
import io.jenkins.plugins.mlpipeline.engine.metric.Direction;
import io.jenkins.plugins.mlpipeline.engine.metric.MetricKey;

/** Reads what a gate demands: {@code min} or {@code max}, or {@code vs} with {@code maxDrop} or {@code minGain}. */
final class DemandReader {
    private static final double PERCENT = 100;

    private final Fields fields;
    private final MetricKey metric;

    private DemandReader(Fields fields, MetricKey metric) {
        this.fields = fields;
        this.metric = metric;
    }

    static Demand read(Fields fields, MetricKey metric) {
        DemandReader reader = new DemandReader(fields, metric);
        boolean change = fields.has(Demand.Change.MAX_DROP.key()) || fields.has(Demand.Change.MIN_GAIN.key());
        return fields.has("vs") || change ? reader.relative() : reader.absolute();
    }

    private Demand absolute() {
        boolean higher = metric.direction() == Direction.HIGHER;
        String right = higher ? "min" : "max";
        String wrong = higher ? "max" : "min";
        if (fields.has(wrong)) {
            throw new UserError(fields.at(wrong) + ": " + metric + " is better when "
                    + metric.direction().better() + ", so its gate takes \"" + right + "\", not \"" + wrong
                    + "\".");
        }
        Double threshold = fields.number(right);
        if (threshold == null) {
            throw new UserError(fields.at() + ": the gate on " + metric + " has no threshold; add \"" + right
                    + ": ...\". A gate without one would let everything pass.");
        }
        return new Demand.Absolute(threshold);
    }

    private Demand relative() {
        if (!fields.has("vs")) {
            throw new UserError(fields.at() + ": the gate on " + metric
                    + " limits a change and does not say from what; add \"vs: baseline\" or \"vs: dummy\".");
        }
        if (fields.has("min") || fields.has("max")) {
            throw new UserError(fields.at() + ": the gate on " + metric
                    + " gives both a threshold and vs; make two gates of it, each with its id.");
        }
        Versus versus = fields.placed("vs", Versus::of);
        boolean drop = fields.has(Demand.Change.MAX_DROP.key());
        if (drop == fields.has(Demand.Change.MIN_GAIN.key())) {
            throw new UserError(
                    fields.at() + ": the gate on " + metric + " compares with the " + versus.key()
                            + " and needs one of maxDrop and minGain: how much worse it may be, or how much better it must be.");
        }
        Demand.Change change = drop ? Demand.Change.MAX_DROP : Demand.Change.MIN_GAIN;
        String text = fields.raw(change.key()) instanceof Setting.Scalar scalar
                ? scalar.text().strip()
                : "";
        if (text.endsWith("%")) {
            return margin(versus, change, percent(text, change), true);
        }
        return margin(versus, change, fields.number(change.key()), false);
    }

    private Demand margin(Versus versus, Demand.Change change, double margin, boolean relative) {
        try {
            return new Demand.Relative(versus, change, margin, relative);
        } catch (UserError e) {
            throw new UserError(fields.at(change.key()) + ": " + e.getMessage(), e);
        }
    }

    private double percent(String text, Demand.Change change) {
        String number = text.substring(0, text.length() - 1).strip();
        if (!MetricReader.NUMBER.matcher(number).matches()) {
            throw new UserError(fields.at(change.key()) + ": " + change.key() + " is \"" + text
                    + "\"; a number, or one with %, is expected.");
        }
        return Double.parseDouble(number) / PERCENT;
    }
}
