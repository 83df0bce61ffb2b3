package io.jenkins.plugins.mlpipeline.engine.gate;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.metric.Direction;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Reads a gate from the keys of a spec or a Jenkinsfile. */
final class GateReader {
    private static final List<String> PARAMETERS = List.of("beta", "k", "bins", "alpha", "column");
    static final Set<String> KNOWN = known(
            "metric",
            "min",
            "max",
            "id",
            "criticality",
            "onInconclusive",
            "direction",
            "description",
            "decide",
            "confidence");
    private static final Set<String> LATER = Set.of("vs", "maxDrop", "minGain", "slice", "minRows", "onSmall");
    private static final double CONFIDENCE = 0.95;

    private GateReader() {}

    static Gate read(Setting.Section section) {
        Fields fields = new Fields(section, KNOWN, LATER, key -> null);
        refuseStatistics(fields);
        GateMetric metric = metric(fields);
        double threshold = threshold(fields, metric);
        String id = fields.text("id");
        Criticality criticality = choice(fields, "criticality", Criticality::of, Criticality.FAILURE);
        OnInconclusive onInconclusive = choice(fields, "onInconclusive", OnInconclusive::of, OnInconclusive.UNSTABLE);
        String description = fields.text("description");
        try {
            return new Gate(
                    id == null ? metric.key() : id,
                    metric.key(),
                    metric.direction(),
                    threshold,
                    criticality,
                    onInconclusive,
                    description);
        } catch (UserError e) {
            throw new UserError(fields.at() + ": " + e.getMessage(), e);
        }
    }

    private static Set<String> known(String... keys) {
        Set<String> known = new LinkedHashSet<>(List.of(keys));
        known.addAll(PARAMETERS);
        return known;
    }

    private static void refuseStatistics(Fields fields) {
        String decide = fields.text("decide");
        if (decide != null && !decide.equals("point")) {
            throw Fields.notYet(fields.at("decide"), "\"decide: " + decide + "\"");
        }
        Double confidence = fields.number("confidence");
        if (confidence != null && Double.compare(confidence, CONFIDENCE) != 0) {
            throw Fields.notYet(fields.at("confidence"), "a confidence other than " + CONFIDENCE);
        }
    }

    private static GateMetric metric(Fields fields) {
        String written = fields.text("metric");
        if (written == null) {
            throw new UserError(fields.at() + ": the gate names no metric; add for example \"metric: accuracy\".");
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String parameter : PARAMETERS) {
            if (fields.has(parameter)) {
                parameters.put(parameter, fields.text(parameter));
            }
        }
        Direction stated =
                fields.has("direction") ? GateMetric.direction(fields.text("direction"), fields.at("direction")) : null;
        return GateMetric.read(written, parameters, stated, fields.at("metric"));
    }

    private static double threshold(Fields fields, GateMetric metric) {
        boolean higher = metric.direction() == Direction.HIGHER;
        String right = higher ? "min" : "max";
        String wrong = higher ? "max" : "min";
        if (fields.has(wrong)) {
            throw new UserError(fields.at(wrong) + ": " + metric.key() + " is better when "
                    + GateMetric.better(metric.direction()) + ", so its gate takes \"" + right + "\", not \"" + wrong
                    + "\".");
        }
        Double threshold = fields.number(right);
        if (threshold == null) {
            throw new UserError(fields.at() + ": the gate on " + metric.key() + " has no threshold; add \"" + right
                    + ": ...\". A gate without one would let everything pass.");
        }
        return threshold;
    }

    private static <T> T choice(Fields fields, String key, Function<String, T> of, T standard) {
        if (!fields.has(key)) {
            return standard;
        }
        try {
            return of.apply(fields.text(key));
        } catch (UserError e) {
            throw new UserError(fields.at(key) + ": " + e.getMessage(), e);
        }
    }
}
