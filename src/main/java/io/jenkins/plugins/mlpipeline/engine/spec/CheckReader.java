package io.jenkins.plugins.mlpipeline.engine.spec;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Baseline;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Check;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Limit;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Measure;
import io.jenkins.plugins.mlpipeline.engine.verification.check.NoData;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Preset;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Selector;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a check on a deployment: an expression, or a mapping of its keys. */
public final class CheckReader {
    private static final Set<String> KEYS = new LinkedHashSet<>(List.of(
            "id",
            "preset",
            "numerator",
            "denominator",
            "histogram",
            "quantile",
            "gauge",
            "aggregate",
            "query",
            "max",
            "min",
            "vs",
            "maxRatio",
            "maxRise",
            "minRequests",
            "noData",
            "decide"));
    private static final Set<String> SOURCES =
            new LinkedHashSet<>(List.of("preset", "numerator", "histogram", "gauge", "query"));
    private static final int MILLIS = 1000;
    /** Of fewer measurements no high quantile is told. */
    private static final int LEAST_LATENCIES = 20;

    private final Fields fields;
    private final Defaults defaults;

    private CheckReader(Setting.Section section, Defaults defaults) {
        this.fields = new Fields(section, KEYS, Set.of(), key -> null);
        this.defaults = defaults;
    }

    /**
     * What a check is that does not say so itself.
     *
     * @param minRequests see {@link Check#minRequests}
     * @param noData see {@link Check#noData}
     */
    public record Defaults(long minRequests, NoData noData) {
        /** When nobody says anything. */
        public static final Defaults STANDARD = new Defaults(Check.MIN_REQUESTS, NoData.INCONCLUSIVE);
    }

    /**
     * Reads an expression, {@code mlserver.errors<=0.01}, or a mapping in braces.
     *
     * @throws UserError when it is none
     */
    public static Check parse(String written, Defaults defaults) {
        String text = written.strip();
        String at = CheckExpression.at(text);
        return InlineMapping.isOne(text)
                ? read(InlineMapping.parse(text, at), at, defaults)
                : new CheckReader(MapSettings.at(CheckExpression.settings(text), at), defaults).check();
    }

    /**
     * Reads a limit for latencies that are measured by ourselves: {@code p95<=250ms}. Its check is called {@code latency_p95}.
     *
     * @throws UserError when it is none
     */
    public static Check latency(String written) {
        String at = CheckExpression.at(written.strip());
        Map<String, String> settings = CheckExpression.settings("http.latency_" + written.strip());
        Check check = new CheckReader(MapSettings.at(settings, at), Defaults.STANDARD).check();
        if (!(check.limit() instanceof Limit.Range)) {
            throw new UserError(at + ": a latency under load is compared with a time alone; write p95<=250ms.");
        }
        return new Check(
                check.id().substring("http.".length()),
                check.measure(),
                check.limit(),
                LEAST_LATENCIES,
                check.noData(),
                check.proof());
    }

    /**
     * Reads a mapping.
     *
     * @param at what to call it in messages
     * @throws UserError when it is not understood
     */
    public static Check read(Map<?, ?> written, String at, Defaults defaults) {
        return new CheckReader(MapSettings.section(written, at), defaults).check();
    }

    /**
     * Reads one text, one mapping, or a list of them.
     *
     * @throws UserError when it is something else
     */
    public static List<Check> all(Object written, Defaults defaults) {
        List<Check> checks = new ArrayList<>();
        Iterable<?> items = written instanceof Iterable<?> list ? list : List.of(written);
        for (Object item : items) {
            if (item instanceof Map<?, ?> map) {
                checks.add(read(map, "checks[" + checks.size() + "]", defaults));
            } else if (item instanceof CharSequence text) {
                checks.add(parse(text.toString(), defaults));
            } else {
                throw new UserError("checks[" + checks.size() + "] is neither a text nor a map; write a check as"
                        + " 'mlserver.errors<=0.01' or as a map of its keys.");
            }
        }
        return checks;
    }

    private Check check() {
        Source source = source();
        if (fields.text("id") == null && source.id() == null) {
            throw new UserError(fields.at() + ": id is missing; give the check a name.");
        }
        Long least = fields.integer("minRequests");
        String decide = fields.oneOf("decide", List.of("point", "upperBound"));
        try {
            return new Check(
                    fields.has("id") ? fields.text("id") : source.id(),
                    source.measure(),
                    limit(source),
                    least == null ? defaults.minRequests() : least,
                    fields.has("noData") ? NoData.of(fields.text("noData")) : defaults.noData(),
                    "upperBound".equals(decide));
        } catch (UserError e) {
            throw placed(e);
        }
    }

    /**
     * What is measured.
     *
     * @param id the name of a check that has none of its own; null when it needs one
     * @param perSecond how many of its units are a second; 0 when it is no time
     */
    private record Source(Measure measure, String id, double perSecond) {}

    private Source source() {
        List<String> given = SOURCES.stream().filter(fields::has).toList();
        if (given.size() != 1) {
            throw new UserError(
                    fields.at() + ": " + (given.isEmpty() ? "nothing says what is measured" : given + " are given")
                            + "; exactly one of " + String.join(", ", SOURCES) + " is expected.");
        }
        only("denominator", "numerator");
        only("quantile", "histogram");
        only("aggregate", "gauge");
        try {
            return switch (given.get(0)) {
                case "preset" -> preset(fields.text("preset"));
                case "numerator" ->
                    new Source(new Measure.Rate(selector("numerator"), selector("denominator")), null, 0);
                case "histogram" -> new Source(new Measure.Quantile(selector("histogram"), quantile()), null, 0);
                case "gauge" ->
                    new Source(
                            new Measure.Gauge(
                                    selector("gauge"),
                                    fields.has("aggregate")
                                            ? Measure.Aggregate.of(fields.text("aggregate"))
                                            : Measure.Aggregate.MAX),
                            null,
                            0);
                default -> new Source(new Measure.Query(fields.text("query")), null, 0);
            };
        } catch (UserError e) {
            throw placed(e);
        }
    }

    private static Source preset(String written) {
        int dot = written.indexOf('.');
        if (dot < 0) {
            throw new UserError("preset is \"" + written + "\"; write preset.criterion, for example mlserver.errors.");
        }
        Preset preset = Preset.of(written.substring(0, dot));
        String criterion = written.substring(dot + 1);
        return new Source(preset.measure(criterion), written, Preset.isTime(criterion) ? preset.perSecond() : 0);
    }

    private void only(String key, String with) {
        if (fields.has(key) && !fields.has(with)) {
            throw new UserError(fields.at(key) + ": " + key + " belongs to " + with + ", which is not there.");
        }
    }

    private Selector selector(String key) {
        if (!fields.has(key)) {
            throw new UserError(key + " is missing; both counters of a rate are needed.");
        }
        return Selector.parse(fields.text(key));
    }

    private double quantile() {
        Double quantile = fields.number("quantile");
        if (quantile == null) {
            throw new UserError("quantile is missing; 0.95 for example.");
        }
        return quantile;
    }

    private Limit limit(Source source) {
        if (!fields.has("vs")) {
            only("maxRatio", "vs");
            only("maxRise", "vs");
            return new Limit.Range(value("min", source), value("max", source));
        }
        if (fields.has("min") || fields.has("max")) {
            throw new UserError("vs stands beside min or max; make two checks of it.");
        }
        return new Limit.Versus(Baseline.of(fields.text("vs")), fields.number("maxRatio"), value("maxRise", source));
    }

    /** A limit: a number, a share in percent, or a time, which a criterion of a preset needs as one. */
    private Double value(String key, Source source) {
        if (!fields.has(key)) {
            return null;
        }
        String written = fields.text(key).strip();
        if (written.endsWith("%")) {
            if (!(source.measure() instanceof Measure.Rate)) {
                throw new UserError(key + " is \"" + written + "\"; percent is for rates.");
            }
            return number(key, written, "%") / 100;
        }
        if (source.perSecond() > 0) {
            if (written.endsWith("ms")) {
                return number(key, written, "ms") / MILLIS * source.perSecond();
            }
            if (written.endsWith("s")) {
                return number(key, written, "s") * source.perSecond();
            }
            throw new UserError(key + " is \"" + written + "\"; a time with its unit is expected, 250ms or 0.25s.");
        }
        return fields.number(key);
    }

    private double number(String key, String written, String unit) {
        String number = written.substring(0, written.length() - unit.length()).strip();
        try {
            if (number.length() <= 30) {
                return new BigDecimal(number).doubleValue();
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new UserError(key + " is \"" + written + "\"; a number before \"" + unit + "\" is expected.");
    }

    private UserError placed(UserError e) {
        return e.getMessage().startsWith(fields.at()) ? e : new UserError(fields.at() + ": " + e.getMessage(), e);
    }
}
