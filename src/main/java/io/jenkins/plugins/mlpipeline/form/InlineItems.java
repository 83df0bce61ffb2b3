package io.jenkins.plugins.mlpipeline.form;

import io.jenkins.plugins.mlpipeline.engine.io.Budget;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.io.LimitedObjects;
import io.jenkins.plugins.mlpipeline.engine.io.TextLimits;
import io.jenkins.plugins.mlpipeline.engine.registry.ModelReference;
import io.jenkins.plugins.mlpipeline.engine.spec.InlineMapping;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Lists whose items are maps with the keys of a spec, or texts that say the same in short: gates and slices. A text in braces
 * is such a map, so that the lines of a form can say what a script can.
 */
@Restricted(NoExternalUse.class)
public final class InlineItems {
    private static final BigDecimal MOST_WHOLE = BigDecimal.valueOf(Integer.MAX_VALUE);

    private InlineItems() {}

    /**
     * Gates: maps, and expressions as they are.
     *
     * @return null for none; an empty list stays one
     * @throws io.jenkins.plugins.mlpipeline.engine.UserError when a text in braces is no mapping, or the items are more
     *     than a spec may hold
     */
    public static List<Object> gates(Collection<?> items) {
        return read("gates", items, text -> text);
    }

    /**
     * Checks of a deployment: maps, and expressions as they are.
     *
     * @return null for none; an empty list stays one
     * @throws io.jenkins.plugins.mlpipeline.engine.UserError as {@link #gates}
     */
    public static List<Object> checks(Collection<?> items) {
        return read("checks", items, text -> text);
    }

    /**
     * Clusters and namespaces: maps, or such a map in braces as a text.
     *
     * @return null for none
     * @throws io.jenkins.plugins.mlpipeline.engine.UserError as {@link #gates}
     */
    public static List<Object> targets(Object given) {
        return read("targets", Given.items("targets", given), text -> text);
    }

    /**
     * Slices: maps, where a text names one column or two with a comma between.
     *
     * @return null for none
     * @throws io.jenkins.plugins.mlpipeline.engine.UserError when a text in braces is no mapping, or the items are more
     *     than a spec may hold
     */
    public static List<Object> slices(Collection<?> items) {
        return read("slices", items, InlineItems::columns);
    }

    /**
     * Matrices of costs by name: maps, or such a map in braces as a text.
     *
     * @return null for none
     * @throws io.jenkins.plugins.mlpipeline.engine.UserError when a text is no mapping, or they are more than a spec may hold
     */
    public static Map<String, Object> costs(Map<?, ?> byName) {
        if (byName == null || byName.isEmpty()) {
            return null;
        }
        Map<String, Object> read = new LinkedHashMap<>();
        Options.given(byName).forEach((name, matrix) -> {
            boolean inline = matrix instanceof String text && InlineMapping.isOne(text.strip());
            read.put(
                    name,
                    inline
                            ? Options.plain(scripted(InlineMapping.parse(((String) matrix).strip(), "costs." + name)))
                            : matrix);
        });
        return read;
    }

    /**
     * What a candidate is compared with: a map, or pairs; a text without {@code =} says where the baseline is from.
     *
     * @return null for none
     */
    public static Map<String, Object> baseline(Object given) {
        String text = given instanceof CharSequence written ? written.toString().strip() : "";
        if (InlineMapping.isOne(text)) {
            return Options.given((Map<?, ?>) scripted(InlineMapping.parse(text, "baseline")));
        }
        if (ModelReference.isOne(text)) {
            return Options.given(Map.of("from", "model", "model", text));
        }
        boolean from = !text.isEmpty() && text.indexOf('=') < 0;
        return from ? Options.given(Map.of("from", text)) : Given.pairs("baseline", given);
    }

    /**
     * What a deployment is verified by: a map with the parameters of a verification, or one in braces as a text.
     *
     * @return null for none
     */
    public static Map<String, Object> verification(Object given) {
        String text = given instanceof CharSequence written ? written.toString().strip() : "";
        return InlineMapping.isOne(text)
                ? Options.given((Map<?, ?>) scripted(InlineMapping.parse(text, "verify")))
                : Given.pairs("verify", given);
    }

    /** A map in braces, as it is read. */
    public static String inline(Map<?, ?> map) {
        return map == null ? null : Json.tree(map).toString();
    }

    /** A line {@code NAME={...}} for each matrix. */
    public static String costLines(Map<?, ?> byName) {
        return byName == null
                ? null
                : byName.entrySet().stream()
                        .map(e -> e.getKey() + "=" + Json.tree(e.getValue()))
                        .collect(Collectors.joining("\n"));
    }

    /** A line for each item, as they are read. */
    public static String lines(Collection<?> items) {
        return items == null ? null : items.stream().map(InlineItems::line).collect(Collectors.joining("\n"));
    }

    private static List<Object> read(String name, Collection<?> items, Function<String, Object> text) {
        if (items == null) {
            return null;
        }
        // All items together, before one is read.
        LimitedObjects.check(items, name, new Budget(TextLimits.SPEC));
        List<Object> read = new ArrayList<>();
        for (Object item : items) {
            Object plain = Options.plain(item);
            if (plain instanceof String written) {
                String line = written.strip();
                plain = InlineMapping.isOne(line)
                        ? Options.plain(scripted(InlineMapping.parse(line, name + "[" + read.size() + "]")))
                        : text.apply(line);
            }
            read.add(plain);
        }
        return read;
    }

    private static Object columns(String text) {
        List<String> columns =
                Arrays.stream(text.split(",", -1)).map(String::strip).toList();
        return Options.plain(Map.of("by", columns));
    }

    /** The same with numbers that the Snippet Generator can write. */
    private static Object scripted(Object value) {
        if (value instanceof BigDecimal number) {
            boolean whole =
                    number.stripTrailingZeros().scale() <= 0 && number.abs().compareTo(MOST_WHOLE) <= 0;
            return whole ? (Number) number.intValue() : (Number) number.doubleValue();
        }
        if (value instanceof List<?> items) {
            return items.stream().map(InlineItems::scripted).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> scripted = new LinkedHashMap<>();
            map.forEach((key, below) -> scripted.put(key, scripted(below)));
            return scripted;
        }
        return value;
    }

    private static String line(Object item) {
        if (!(item instanceof Map<?, ?> map)) {
            return String.valueOf(item);
        }
        boolean columnsAlone = map.size() == 1 && map.get("by") instanceof List<?>;
        return columnsAlone
                ? FormValues.commas((List<?>) map.get("by"))
                : Json.tree(map).toString();
    }
}
