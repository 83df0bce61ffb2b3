package io.jenkins.plugins.mlpipeline.form;

import hudson.Util;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Budget;
import io.jenkins.plugins.mlpipeline.engine.io.LimitedObjects;
import io.jenkins.plugins.mlpipeline.engine.io.TextLimits;
import io.jenkins.plugins.mlpipeline.engine.text.PlainText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * What a pipeline script or a form gives for a parameter with more than one value, as lists and maps of plain values. A text
 * says there what it says in the form: a list has commas between its items, pairs and items have a line each. A value alone
 * is a list of one.
 */
@Restricted(NoExternalUse.class)
public final class Given {
    private Given() {}

    /**
     * A list of texts without surrounding blanks.
     *
     * @return null for none
     * @throws UserError when it is something else, or more than a spec may hold
     */
    public static List<String> texts(String name, Object given) {
        Collection<?> items = given instanceof CharSequence text
                ? text.isEmpty() ? null : Arrays.asList(text.toString().split(",", -1))
                : collection(given);
        if (items == null) {
            return null;
        }
        check(name, items);
        List<String> texts = new ArrayList<>();
        for (Object item : items) {
            if (!isPlain(item)) {
                throw new UserError((isList(given) ? name + "[" + texts.size() + "]" : name) + " is " + kind(item)
                        + "; a list of texts is expected: " + name + ": ['...', '...'].");
            }
            texts.add(item.toString().strip());
        }
        return texts.isEmpty() ? null : texts;
    }

    /**
     * Files, of which each may have any name: a text is one, or several with a line each.
     *
     * @return null for none
     * @throws UserError when it is something else, or more than a spec may hold
     */
    public static List<String> files(String name, Object given) {
        return texts(name, given instanceof CharSequence text ? FormValues.items(text.toString()) : given);
    }

    /**
     * A count, or true for the usual one; false is 0.
     *
     * @param usual what true stands for
     * @param most the greatest that is accepted
     * @return null for none
     * @throws UserError when it is something else
     */
    public static Integer countOrTruth(String name, Object given, int usual, int most) {
        String text = given == null ? null : Util.fixEmptyAndTrim(given.toString());
        if (text == null) {
            return null;
        }
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true") ? usual : 0;
        }
        try {
            int count = Integer.parseInt(text);
            if (isPlain(given) && count >= 0 && count <= most) {
                return count;
            }
        } catch (NumberFormatException e) {
            // Said below, as for any other number.
        }
        throw new UserError(name + " is " + (isPlain(given) ? '"' + PlainText.cut(text) + '"' : kind(given))
                + "; true, false or a whole number from 0 to " + most + " is expected.");
    }

    /**
     * A text or a number, as it would be written.
     *
     * @param expected what is expected, for the message
     * @return null for none
     * @throws UserError when it is something else
     */
    public static String plain(String name, Object given, String expected) {
        if (given != null && !isPlain(given)) {
            throw new UserError(name + " is " + kind(given) + "; " + expected + " is expected.");
        }
        return given == null ? null : Util.fixEmptyAndTrim(given.toString());
    }

    /**
     * A list of maps and texts: a map alone is one, and each line of a text that says something.
     *
     * @return null for none
     * @throws UserError when it is something else
     */
    public static List<Object> items(String name, Object given) {
        Collection<?> items =
                given instanceof CharSequence text ? FormValues.items(text.toString()) : collection(given);
        if (items == null) {
            return null;
        }
        check(name, items);
        for (Object item : items) {
            if (!(item instanceof Map<?, ?>) && !(item instanceof CharSequence)) {
                throw new UserError(name + " has " + kind(item) + " in it; texts and maps are expected: " + name
                        + ": ['...', [name: 'value']].");
            }
        }
        return new ArrayList<>(items);
    }

    /**
     * Values by name: a map, or {@code NAME=VALUE} texts.
     *
     * @return null for none
     * @throws UserError when it is something else, or more than a spec may hold
     */
    public static Map<String, Object> pairs(String name, Object given) {
        if (given instanceof Map<?, ?> map) {
            return map.isEmpty() ? null : Options.given(map);
        }
        Collection<?> lines =
                given instanceof CharSequence text ? FormValues.items(text.toString()) : collection(given);
        if (lines == null || lines.isEmpty()) {
            return null;
        }
        check(name, lines);
        Map<String, Object> pairs = new LinkedHashMap<>();
        for (Object line : lines) {
            if (!(line instanceof CharSequence)) {
                throw new UserError(
                        name + " is " + kind(given) + "; a map is expected: " + name + ": [name: 'value'].");
            }
            pairs.putAll(FormValues.pairs(name, line.toString()));
        }
        return pairs;
    }

    /** What a value is, in a message. */
    static String kind(Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof CharSequence || value instanceof Character) {
            return "\"" + value + "\"";
        }
        if (value instanceof Number || value instanceof Boolean) {
            return value.toString();
        }
        if (value instanceof Map<?, ?>) {
            return "a map";
        }
        return isList(value) ? "a list" : "of the type " + value.getClass().getSimpleName();
    }

    /** Whether a value is one text, number or truth. */
    static boolean isPlain(Object value) {
        return value instanceof CharSequence
                || value instanceof Character
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof Enum<?>;
    }

    private static boolean isList(Object value) {
        return value instanceof Collection<?> || value instanceof Object[];
    }

    /** The items of a list; another value is a list of one; null for null. */
    private static Collection<?> collection(Object given) {
        if (given instanceof Collection<?> items) {
            return items;
        }
        if (given instanceof Object[] items) {
            return Arrays.asList(items);
        }
        return given == null ? null : List.of(given);
    }

    private static void check(String name, Collection<?> items) {
        LimitedObjects.check(items, name, new Budget(TextLimits.SPEC));
    }
}
