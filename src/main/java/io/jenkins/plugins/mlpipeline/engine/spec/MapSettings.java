package io.jenkins.plugins.mlpipeline.engine.spec;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.io.Budget;
import io.jenkins.plugins.mlpipeline.engine.io.LimitedObjects;
import io.jenkins.plugins.mlpipeline.engine.io.TextLimits;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the maps and lists of a Jenkinsfile, or of options, into {@link Setting}s. An entry without value is left out. */
final class MapSettings {
    private static final int LONGEST_PLACE = 500;
    private static final int MOST_DIGITS = TextLimits.NUMBER;

    private MapSettings() {}

    /**
     * @param map keys with strings (GStrings too), numbers, booleans, lists and maps
     * @param at what to call it in messages, for example {@code gates[0]}
     * @throws UserError for a value of another kind, and beyond {@link TextLimits#SPEC}
     */
    static Setting.Section section(Map<?, ?> map, String at) {
        LimitedObjects.check(map, at, new Budget(TextLimits.SPEC));
        return entries(map, at);
    }

    /** The same, with one place for everything: where an expression stands. */
    static Setting.Section at(Map<String, String> texts, String place) {
        Map<String, Setting> entries = new LinkedHashMap<>();
        Map<String, String> places = new LinkedHashMap<>();
        texts.forEach((key, text) -> {
            entries.put(key, new Setting.Scalar(text, text, place));
            places.put(key, place);
        });
        return new Setting.Section(entries, places, place);
    }

    private static Setting.Section entries(Map<?, ?> map, String at) {
        Map<String, Setting> entries = new LinkedHashMap<>();
        Map<String, String> places = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            if (value != null) {
                String name = String.valueOf(key);
                String place = at.isEmpty() ? name : below(at, "." + name);
                places.put(name, place);
                entries.put(name, setting(value, place));
            }
        });
        return new Setting.Section(entries, places, at);
    }

    private static Setting setting(Object value, String at) {
        if (value instanceof Map<?, ?> map) {
            return entries(map, at);
        }
        if (value instanceof Iterable<?> list) {
            List<Setting> items = new ArrayList<>();
            for (Object item : list) {
                String place = below(at, "[" + items.size() + "]");
                items.add(item == null ? new Setting.Scalar(null, "", place) : setting(item, place));
            }
            return new Setting.Items(items, at);
        }
        if (value instanceof Boolean truth) {
            return new Setting.Scalar(truth, truth.toString(), at);
        }
        if (value instanceof Number number) {
            BigDecimal exact = finite(number, at);
            return new Setting.Scalar(exact, text(exact), at);
        }
        if (value instanceof CharSequence text) {
            return new Setting.Scalar(text.toString(), text.toString(), at);
        }
        throw new UserError(at + " is a " + value.getClass().getSimpleName()
                + "; a text, a number, true or false, a list or a map is expected.");
    }

    /** Where something stands; long names of maps in maps are not written before each of their values. */
    private static String below(String at, String step) {
        return at.length() > LONGEST_PLACE ? at : at + step;
    }

    /** Without an exponent, as labels are written, unless that would be very long. */
    private static String text(BigDecimal number) {
        return Math.abs(number.scale()) > MOST_DIGITS ? number.toString() : Labels.canonical(number.toPlainString());
    }

    private static BigDecimal finite(Number number, String at) {
        try {
            return new BigDecimal(number.toString());
        } catch (NumberFormatException e) {
            throw new UserError(at + " is " + number + "; a finite number is expected.", e);
        }
    }
}
