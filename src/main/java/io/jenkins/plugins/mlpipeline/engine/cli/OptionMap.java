package io.jenkins.plugins.mlpipeline.engine.cli;

import io.jenkins.plugins.mlpipeline.engine.spec.Spec;
import java.util.LinkedHashMap;
import java.util.Map;

/** Collects the options that were given under the keys of a spec, so that options and spec are read by the same code. */
final class OptionMap {
    private final Map<String, Object> top = new LinkedHashMap<>();

    /** Adds a value at the top level; nothing when it was not given. */
    OptionMap put(String key, Object value) {
        return into(top, key, value);
    }

    /** Adds a value below {@code section}, for example {@code train}; nothing when it was not given. */
    OptionMap put(String section, String key, Object value) {
        if (value == null) {
            return this;
        }
        @SuppressWarnings("unchecked")
        Map<String, Object> below = (Map<String, Object>) top.computeIfAbsent(section, s -> new LinkedHashMap<>());
        return into(below, key, value);
    }

    /**
     * The options as a spec.
     *
     * @throws io.jenkins.plugins.mlpipeline.engine.UserError when a value is not understood
     */
    Spec spec() {
        return Spec.of(top, "options");
    }

    private OptionMap into(Map<String, Object> section, String key, Object value) {
        if (value != null) {
            section.put(key, value);
        }
        return this;
    }
}
