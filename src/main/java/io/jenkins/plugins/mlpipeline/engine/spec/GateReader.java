package io.jenkins.plugins.mlpipeline.engine.spec;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.gate.Criticality;
import io.jenkins.plugins.mlpipeline.engine.gate.Decide;
import io.jenkins.plugins.mlpipeline.engine.gate.Decision;
import io.jenkins.plugins.mlpipeline.engine.gate.Demand;
import io.jenkins.plugins.mlpipeline.engine.gate.Gate;
import io.jenkins.plugins.mlpipeline.engine.gate.Gates;
import io.jenkins.plugins.mlpipeline.engine.gate.OnInconclusive;
import io.jenkins.plugins.mlpipeline.engine.gate.OnSmall;
import io.jenkins.plugins.mlpipeline.engine.gate.SliceChoice;
import io.jenkins.plugins.mlpipeline.engine.metric.ColumnKey;
import io.jenkins.plugins.mlpipeline.engine.metric.CostKey;
import io.jenkins.plugins.mlpipeline.engine.metric.Direction;
import io.jenkins.plugins.mlpipeline.engine.metric.FairnessMetric;
import io.jenkins.plugins.mlpipeline.engine.metric.Metric;
import io.jenkins.plugins.mlpipeline.engine.metric.MetricKey;
import io.jenkins.plugins.mlpipeline.engine.slice.SliceSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Reads gates: from a text, or from the keys of a spec or a Jenkinsfile. */
public final class GateReader {
    private static final List<String> PARAMETERS = parameters();
    static final Set<String> KNOWN = known(
            "metric",
            "min",
            "max",
            "vs",
            "maxDrop",
            "minGain",
            "id",
            "criticality",
            "onInconclusive",
            "direction",
            "description",
            "decide",
            "confidence",
            "method",
            "cap",
            "slice",
            "minRows",
            "onSmall");
    private static final Set<String> EXACT = Set.of("wilson", "exact");

    private GateReader() {}

    /**
     * A gate from a text: {@code accuracy>=0.94}, {@code fbeta(beta=2)>=0.8}, {@code accuracy>=baseline-0.005},
     * {@code accuracy(decide=lowerBound)>=0.9}; for a metric of another tool {@code val.auc(direction=higher)>=0.9}.
     *
     * @throws UserError when it is not understood
     */
    public static Gate parse(String expression) {
        return read(MapSettings.at(GateExpression.settings(expression), GateExpression.at(expression)));
    }

    /**
     * Gates from texts, see {@link #parse(String)}.
     *
     * @throws UserError when one is not understood, or an id is used twice
     */
    public static Gates parse(List<String> expressions) {
        List<Gate> gates = new ArrayList<>();
        expressions.forEach(expression -> gates.add(parse(expression)));
        return Gates.of(GateIds.apart(gates));
    }

    /**
     * A gate from a map with the keys of a spec: {@code metric}, {@code min} or {@code max}, and the optional ones.
     *
     * @param at what to call it in messages, for example {@code gates[0]}
     * @throws UserError when it is not understood
     */
    public static Gate of(Map<String, ?> map, String at) {
        return read(MapSettings.section(map, at));
    }

    /** The list of gates under a key: mappings and expressions. */
    static Gates all(Fields fields, String key) {
        List<Gate> gates = new ArrayList<>();
        for (Setting item : fields.items(key)) {
            if (item instanceof Setting.Section section) {
                gates.add(read(section));
            } else if (item instanceof Setting.Scalar scalar && scalar.value() instanceof String text) {
                gates.add(parsed(text, scalar.at()));
            } else {
                throw fields.wrong(item, "a gate", "a mapping such as {metric: accuracy, min: 0.94}");
            }
        }
        try {
            return Gates.of(GateIds.apart(gates));
        } catch (UserError e) {
            throw new UserError(fields.at(key) + ": " + e.getMessage(), e);
        }
    }

    private static Gate parsed(String text, String at) {
        try {
            return parse(text);
        } catch (UserError e) {
            throw new UserError(at + ": " + e.getMessage(), e);
        }
    }

    private static Gate read(Setting.Section section) {
        Fields fields = new Fields(section, KNOWN, Set.of(), key -> null);
        MetricKey metric = metric(fields);
        String id = fields.text("id");
        Criticality criticality = choice(fields, "criticality", Criticality::of, Criticality.FAILURE);
        OnInconclusive onInconclusive = choice(fields, "onInconclusive", OnInconclusive::of, OnInconclusive.UNSTABLE);
        String description = fields.text("description");
        Demand demand = DemandReader.read(fields, metric);
        Decision decision = decision(fields);
        SliceChoice slice = slice(fields);
        try {
            return new Gate(
                    id == null ? GateIds.of(metric) : id,
                    metric,
                    demand,
                    decision,
                    slice,
                    criticality,
                    onInconclusive,
                    description);
        } catch (UserError e) {
            throw new UserError(fields.at() + ": " + e.getMessage(), e);
        }
    }

    private static Decision decision(Fields fields) {
        Decide decide = choice(fields, "decide", Decide::of, Decide.POINT);
        Double confidence = fields.number("confidence");
        String method = fields.oneOf("method", EXACT);
        try {
            return new Decision(
                    decide,
                    confidence == null ? Decision.STANDARD_CONFIDENCE : confidence,
                    "exact".equals(method),
                    fields.number("cap"));
        } catch (UserError e) {
            throw new UserError(fields.at(fields.has("cap") ? "cap" : "confidence") + ": " + e.getMessage(), e);
        }
    }

    private static SliceChoice slice(Fields fields) {
        OnSmall onSmall = choice(fields, "onSmall", OnSmall::of, OnSmall.INCONCLUSIVE);
        Long minRows = fields.integer("minRows");
        if (minRows != null && minRows < 1) {
            throw fields.wrong(fields.raw("minRows"), "minRows", "an integer of at least 1");
        }
        long least = minRows == null ? 0 : minRows;
        if (!fields.has("slice")) {
            if (onSmall == OnSmall.SKIP) {
                throw new UserError(
                        fields.at("onSmall") + ": onSmall: SKIP leaves small slices out, and the gate is on all rows.");
            }
            return new SliceChoice(null, null, least, onSmall);
        }
        if (fields.raw("slice") instanceof Setting.Scalar) {
            return new SliceChoice(fields.text("slice"), null, least, onSmall);
        }
        Fields slice = new Fields(
                fields.section("slice"),
                Set.of("by"),
                Set.of(),
                key -> "An expression or bins get a name"
                        + " under validate.slices, and the gate names it: slice: NAME.");
        List<String> columns = AnalysisReader.columns(slice);
        if (columns == null) {
            throw new UserError(slice.at() + ": the slice names no column; write for example {by: [sex]}.");
        }
        try {
            return new SliceChoice(SliceSpec.by(columns).name(), columns, least, onSmall);
        } catch (UserError e) {
            throw new UserError(slice.at() + ": " + e.getMessage(), e);
        }
    }

    private static Set<String> known(String... keys) {
        Set<String> known = new LinkedHashSet<>(List.of(keys));
        known.addAll(PARAMETERS);
        return known;
    }

    private static List<String> parameters() {
        Set<String> parameters = new LinkedHashSet<>();
        for (Metric metric : Metric.values()) {
            metric.parameter().map(Metric.Parameter::name).ifPresent(parameters::add);
        }
        parameters.add(ColumnKey.COLUMN);
        parameters.add(FairnessMetric.BY);
        parameters.addAll(CostKey.PARAMETERS);
        return List.copyOf(parameters);
    }

    private static MetricKey metric(Fields fields) {
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
        Direction stated = fields.has("direction")
                ? MetricReader.direction(fields.text("direction"), fields.at("direction"))
                : null;
        return MetricReader.read(written, parameters, stated, fields.at("metric"));
    }

    private static <T> T choice(Fields fields, String key, Function<String, T> of, T standard) {
        return fields.has(key) ? fields.placed(key, of) : standard;
    }
}
