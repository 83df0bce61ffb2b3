package io.jenkins.plugins.mlpipeline.engine.spec;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.util.LinkedHashMap;
import java.util.Map;

/** A mapping in braces, as it stands in one line of a form or of a policy: {@code {by: age, bins: [25, 40]}}. */
public final class InlineMapping {
    private InlineMapping() {}

    /** Whether a line is meant as one. */
    public static boolean isOne(String line) {
        return line.startsWith("{");
    }

    /**
     * Reads it.
     *
     * @param at what to call its place in messages
     * @return texts, {@link java.math.BigDecimal}s, booleans, lists and maps; null where nothing is written
     * @throws UserError when it is no YAML mapping, or has a tag or a key twice
     */
    public static Map<String, Object> parse(String line, String at) {
        return plain(YamlSettings.read(line, at));
    }

    private static Map<String, Object> plain(Setting.Section section) {
        Map<String, Object> plain = new LinkedHashMap<>();
        section.entries().forEach((key, value) -> plain.put(key, plain(value)));
        return plain;
    }

    private static Object plain(Setting setting) {
        if (setting instanceof Setting.Section section) {
            return plain(section);
        }
        if (setting instanceof Setting.Items items) {
            return items.items().stream().map(InlineMapping::plain).toList();
        }
        return ((Setting.Scalar) setting).value();
    }
}
