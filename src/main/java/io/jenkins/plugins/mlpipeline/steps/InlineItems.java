package io.jenkins.plugins.mlpipeline.steps;

import io.jenkins.plugins.mlpipeline.engine.gate.InlineMapping;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Lists whose items are maps with the keys of a spec, or texts that say the same in short: gates and slices. A text in braces
 * is such a map, so that the lines of a form can say what a script can.
 */
final class InlineItems {
    private InlineItems() {}

    /**
     * Gates: maps, and expressions as they are.
     *
     * @return null for none; an empty list stays one
     * @throws io.jenkins.plugins.mlpipeline.engine.UserError when a text in braces is no mapping
     */
    static List<Object> gates(Collection<?> items) {
        return read("gates", items, text -> text);
    }

    /**
     * Slices: maps, where a text names one column or two with a comma between.
     *
     * @return null for none
     * @throws io.jenkins.plugins.mlpipeline.engine.UserError when a text in braces is no mapping
     */
    static List<Object> slices(Collection<?> items) {
        return read("slices", items, InlineItems::columns);
    }

    /** A line for each item, as they are read. */
    static String lines(Collection<?> items) {
        return items == null ? null : items.stream().map(InlineItems::line).collect(Collectors.joining("\n"));
    }

    private static List<Object> read(String name, Collection<?> items, Function<String, Object> text) {
        if (items == null) {
            return null;
        }
        List<Object> read = new ArrayList<>();
        for (Object item : items) {
            Object plain = Options.plain(item);
            if (plain instanceof String line) {
                String at = name + "[" + read.size() + "]";
                plain = InlineMapping.isOne(line.strip())
                        ? Options.plain(InlineMapping.parse(line.strip(), at))
                        : text.apply(line.strip());
            }
            read.add(plain);
        }
        return read;
    }

    private static Map<String, Object> columns(String text) {
        return Map.of(
                "by", Arrays.stream(text.split(",", -1)).map(String::strip).toList());
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
