package io.jenkins.plugins.mlpipeline.form;

import io.jenkins.plugins.mlpipeline.engine.io.Budget;
import io.jenkins.plugins.mlpipeline.engine.io.LimitedObjects;
import io.jenkins.plugins.mlpipeline.engine.io.TextLimits;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Turns what a pipeline script hands over into plain texts, numbers, booleans, lists and maps. */
@Restricted(NoExternalUse.class)
public final class Options {
    private Options() {}

    /**
     * The entries that have a value; maps and lists inside likewise, and empty maps are left out.
     *
     * @throws io.jenkins.plugins.mlpipeline.engine.UserError when they are more than a spec may hold, or hold themselves
     */
    public static Map<String, Object> given(Map<?, ?> map) {
        LimitedObjects.check(map, "", new Budget(TextLimits.SPEC));
        return entries(map);
    }

    private static Map<String, Object> entries(Map<?, ?> map) {
        Map<String, Object> given = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            Object plain = value(value);
            if (plain != null && !(plain instanceof Map<?, ?> below && below.isEmpty())) {
                given.put(String.valueOf(key), plain);
            }
        });
        return given;
    }

    /** A value without anything of Groovy's: a GString becomes a text; errors as for {@link #given}. */
    static Object plain(Object value) {
        LimitedObjects.check(value, "", new Budget(TextLimits.SPEC));
        return value(value);
    }

    private static Object value(Object value) {
        if (value == null || value instanceof Number || value instanceof Boolean) {
            return value;
        }
        if (value instanceof Map<?, ?> map) {
            return entries(map);
        }
        if (value instanceof Collection<?> items) {
            List<Object> plain = new ArrayList<>();
            items.forEach(item -> plain.add(value(item)));
            return plain;
        }
        return value.toString();
    }
}
