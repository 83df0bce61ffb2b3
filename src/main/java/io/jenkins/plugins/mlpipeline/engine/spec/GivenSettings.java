package io.jenkins.plugins.mlpipeline.engine.spec;

import java.util.LinkedHashMap;
import java.util.Map;

/** Collects what options or a step's parameters give, under the keys of a spec, so that all are read by the same code. */
public final class GivenSettings {
    private final Map<String, Object> top = new LinkedHashMap<>();

    /** Gives a setting what was written for it; nothing when that is null. */
    public GivenSettings put(SpecKey<?> key, Object value) {
        if (value == null) {
            return this;
        }
        if (key.section().isEmpty()) {
            top.put(key.name(), value);
            return this;
        }
        @SuppressWarnings("unchecked")
        Map<String, Object> section =
                (Map<String, Object>) top.computeIfAbsent(key.section(), s -> new LinkedHashMap<>());
        section.put(key.name(), value);
        return this;
    }

    /** What was given, as it would stand in a spec. */
    public Map<String, Object> map() {
        return top;
    }

    /**
     * The same as a spec.
     *
     * @param name what to call it in messages
     * @throws io.jenkins.plugins.mlpipeline.engine.UserError when a value is not understood
     */
    public Spec spec(String name) {
        return Spec.of(top, name);
    }
}
