package io.jenkins.plugins.mlpipeline.engine.spec;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The settings that were given, with their values. */
public final class SpecValues {
    private final Map<SpecKey<?>, Object> byKey;

    private SpecValues(Map<SpecKey<?>, Object> byKey) {
        this.byKey = byKey;
    }

    /**
     * Reads every setting of the table.
     *
     * @param sections gives the fields of a section; null when it was not given
     */
    static SpecValues read(Function<String, Fields> sections) {
        Map<SpecKey<?>, Object> values = new LinkedHashMap<>();
        for (SpecKey<?> key : KeyTable.KEYS) {
            Fields fields = sections.apply(key.section());
            if (fields != null && fields.has(key.name())) {
                values.put(key, key.form().reader().read(fields, key.name()));
            }
        }
        return new SpecValues(values);
    }

    /** The value of a setting; null when it was not given. */
    <T> T get(SpecKey<T> key) {
        // Only a reader of the key's own form puts values there.
        @SuppressWarnings("unchecked")
        T value = (T) byKey.get(key);
        return value;
    }

    /** These with others over them. */
    SpecValues overriddenBy(SpecValues others) {
        Set<SpecKey<?>> replaced = new HashSet<>();
        others.byKey.keySet().forEach(key -> replaced.addAll(KeyTable.named(key.section(), key.replaced())));
        Map<SpecKey<?>, Object> all = new LinkedHashMap<>(byKey);
        all.keySet().removeAll(replaced);
        others.byKey.keySet().forEach(key -> all.put(key, merged(key, others)));
        return new SpecValues(all);
    }

    private <T> T merged(SpecKey<T> key, SpecValues others) {
        T ours = get(key);
        T over = others.get(key);
        return ours == null ? over : key.form().over().apply(ours, over);
    }

    /** These with their relative paths put below a folder. */
    SpecValues below(Path folder) {
        Map<SpecKey<?>, Object> placed = new LinkedHashMap<>();
        byKey.keySet().forEach(key -> placed.put(key, placed(key, folder)));
        return new SpecValues(placed);
    }

    private <T> T placed(SpecKey<T> key, Path folder) {
        return key.form().below().apply(folder, get(key));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SpecValues values && byKey.equals(values.byKey);
    }

    @Override
    public int hashCode() {
        return byKey.hashCode();
    }

    @Override
    public String toString() {
        return byKey.toString();
    }
}
