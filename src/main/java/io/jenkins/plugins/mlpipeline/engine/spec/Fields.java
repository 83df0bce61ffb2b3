package io.jenkins.plugins.mlpipeline.engine.spec;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.TextLimits;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Typed access to the keys of one section; every error names the place. Methods answer null where the key is not there.
 */
final class Fields {
    private static final long MOST_EXACT = 1L << 53;
    /** More than any machine has. */
    static final int MOST_THREADS = 1024;

    private final Setting.Section section;

    /**
     * @param section what was written
     * @param known every key that is understood
     * @param later keys that a later version understands, with what they are for
     * @param elsewhere what to say about a key that stands in the wrong section; answers null for others
     * @throws UserError for a key that is not known
     */
    Fields(Setting.Section section, Set<String> known, Set<String> later, Function<String, String> elsewhere) {
        this.section = section;
        section.places().forEach((key, place) -> {
            if (later.contains(key)) {
                throw notYet(place, "\"" + key + "\"");
            }
            if (!known.contains(key)) {
                String where = elsewhere.apply(key);
                throw new UserError(place + ": the key \"" + key + "\" is unknown here. "
                        + (where == null ? NearNames.hint(key, known) : where));
            }
        });
    }

    static UserError notYet(String place, String what) {
        return new UserError(place + ": " + what + " is not supported yet; leave it out.");
    }

    String at() {
        return section.at();
    }

    /** Where the value of a key stands, or the section when it is not there. */
    String at(String key) {
        return has(key) ? raw(key).at() : section.at();
    }

    boolean has(String key) {
        return section.entries().containsKey(key);
    }

    Setting raw(String key) {
        return section.entries().get(key);
    }

    /** A text; numbers and booleans are taken as they are written. */
    String text(String key) {
        return has(key) ? text(raw(key), key) : null;
    }

    private String text(Setting setting, String key) {
        if (setting instanceof Setting.Scalar scalar
                && scalar.value() != null
                && !scalar.text().isEmpty()) {
            return scalar.text();
        }
        throw wrong(setting, key, "a text");
    }

    /** A label: a text, or a number or boolean turned into one the way labels of a file are. */
    String label(String key) {
        return has(key) ? Labels.canonical(text(key)) : null;
    }

    /** A finite number; a text that is a decimal number counts, since parameters of a build are texts. */
    Double number(String key) {
        return has(key) ? number(raw(key), key) : null;
    }

    private Double number(Setting setting, String key) {
        double value = exact(setting, key).doubleValue();
        if (Double.isInfinite(value)) {
            throw wrong(setting, key, "a finite number");
        }
        return value;
    }

    /** An integer between -2^53 and 2^53. */
    Long integer(String key) {
        if (!has(key)) {
            return null;
        }
        BigDecimal exact = exact(raw(key), key);
        if (exact.stripTrailingZeros().scale() > 0 || exact.abs().compareTo(BigDecimal.valueOf(MOST_EXACT)) > 0) {
            throw wrong(raw(key), key, "an integer");
        }
        return exact.longValue();
    }

    private BigDecimal exact(Setting setting, String key) {
        if (setting instanceof Setting.Scalar scalar) {
            if (scalar.value() instanceof BigDecimal number) {
                return number;
            }
            if (scalar.value() instanceof String text) {
                String written = text.strip();
                if (written.length() > TextLimits.NUMBER) {
                    throw new UserError(scalar.at() + ": " + key + " has " + written.length()
                            + " characters; a number of" + " at most " + TextLimits.NUMBER + " is expected.");
                }
                try {
                    return new BigDecimal(written);
                } catch (NumberFormatException e) {
                    throw wrong(scalar, key, written.endsWith("%") ? "a number (0.94 for 94 %)" : "a number");
                }
            }
        }
        throw wrong(setting, key, "a number");
    }

    /** A truth value, false when it is not there; the texts true and false count, since parameters are texts. */
    boolean truth(String key) {
        if (!has(key)) {
            return false;
        }
        if (isTruth(key) && raw(key) instanceof Setting.Scalar scalar) {
            return scalar.value() instanceof Boolean truth ? truth : Boolean.parseBoolean(scalar.text());
        }
        throw wrong(raw(key), key, "true or false");
    }

    /** Whether a key is a truth value, or a text that says one. */
    boolean isTruth(String key) {
        return raw(key) instanceof Setting.Scalar scalar
                && (scalar.value() instanceof Boolean || "true".equals(scalar.text()) || "false".equals(scalar.text()));
    }

    /** A list of finite numbers. */
    List<Double> numbers(String key) {
        return has(key) ? list(key, item -> number(item, key), List::of) : null;
    }

    /** A list of texts, or one text with commas between them. */
    List<String> texts(String key) {
        return has(key) ? list(key, s -> text(s, key), Fields::apart) : null;
    }

    /** A list of at least one text, or one text without a list. */
    List<String> oneOrMore(String key) {
        if (!has(key)) {
            return null;
        }
        List<String> texts = list(key, s -> text(s, key), List::of);
        if (texts.isEmpty()) {
            throw wrong(raw(key), key, "a text, or a list of at least one");
        }
        return texts;
    }

    /** A list of texts that may be empty. */
    List<String> tokens(String key) {
        return has(key)
                ? list(
                        key,
                        item -> item instanceof Setting.Scalar scalar && scalar.value() != null
                                ? scalar.text()
                                : text(item, key),
                        List::of)
                : null;
    }

    /** A list of labels, see {@link #label}. */
    List<String> labels(String key) {
        return has(key) ? list(key, s -> Labels.canonical(text(s, key)), Fields::apart) : null;
    }

    /** The texts between commas that are in no parentheses, as {@code recall, expected_cost(fp=1, fn=5)}. */
    private static List<Setting> apart(Setting.Scalar scalar) {
        String text = scalar.text();
        if (!(scalar.value() instanceof String) || text.indexOf(',') < 0) {
            return List.of(scalar);
        }
        List<Setting> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i == text.length() ? ',' : text.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth <= 0 || i == text.length()) {
                String part = text.substring(from, i).strip();
                parts.add(new Setting.Scalar(part, part, scalar.at()));
                from = i + 1;
            }
        }
        return parts;
    }

    /** @param alone what a scalar in place of a list stands for */
    private <T> List<T> list(String key, Function<Setting, T> read, Function<Setting.Scalar, List<Setting>> alone) {
        if (raw(key) instanceof Setting.Scalar scalar && scalar.value() != null) {
            return alone.apply(scalar).stream().map(read).toList();
        }
        if (raw(key) instanceof Setting.Items items) {
            List<T> all = new ArrayList<>();
            items.items().forEach(item -> all.add(read.apply(item)));
            return List.copyOf(all);
        }
        throw wrong(raw(key), key, "a list, for example [a, b]");
    }

    /** Keys and texts in the order written. A list becomes its items with commas between, nothing becomes "none". */
    Map<String, String> textMap(String key) {
        if (!has(key)) {
            return null;
        }
        if (!(raw(key) instanceof Setting.Section entries)) {
            throw wrong(raw(key), key, "a mapping of names to values");
        }
        Map<String, String> all = new LinkedHashMap<>();
        entries.entries().forEach((name, value) -> all.put(name, flat(value, key + "." + name)));
        return all;
    }

    private String flat(Setting value, String key) {
        if (value instanceof Setting.Items items) {
            List<String> parts = new ArrayList<>();
            items.items().forEach(item -> parts.add(text(item, key)));
            return String.join(",", parts);
        }
        return value instanceof Setting.Scalar scalar && scalar.value() == null ? "none" : text(value, key);
    }

    /** What a text means; a complaint about it gets the place before it. */
    <T> T placed(String key, Function<String, T> of) {
        try {
            return of.apply(text(key));
        } catch (UserError e) {
            throw new UserError(at(key) + ": " + e.getMessage(), e);
        }
    }

    /** The section below a key. */
    Setting.Section section(String key) {
        if (!has(key)) {
            return null;
        }
        if (raw(key) instanceof Setting.Section below) {
            return below;
        }
        throw wrong(raw(key), key, "a mapping");
    }

    /** The items below a key; a text or a mapping in place of a list is the only one. */
    List<Setting> items(String key) {
        if (!has(key)) {
            return null;
        }
        if (raw(key) instanceof Setting.Items items) {
            return items.items();
        }
        if (raw(key) instanceof Setting.Scalar scalar && scalar.value() == null) {
            throw wrong(scalar, key, "a list");
        }
        return List.of(raw(key));
    }

    /** A complaint about the value of a key. */
    UserError wrong(Setting setting, String key, String expected) {
        String written = setting instanceof Setting.Scalar scalar && scalar.value() != null
                ? "\"" + scalar.text() + "\""
                : setting.kind();
        return new UserError(setting.at() + ": " + key + " is " + written + "; " + expected + " is expected.");
    }

    /** An integer from the least to the most. */
    Integer count(String key, int least, int most, String expected) {
        long count = integer(key);
        if (count < least || count > most) {
            throw wrong(raw(key), key, expected);
        }
        return (int) count;
    }

    /** The digest of a file; {@code sha256:} may be left out. */
    String digest(String key) {
        String written = text(key);
        String digest = written.startsWith("sha256:") ? written : "sha256:" + written;
        if (!Digest.isDigest(digest)) {
            throw wrong(raw(key), key, "\"sha256:\" and 64 lower-case hexadecimal digits");
        }
        return digest;
    }

    /** Texts by label, see {@link #label}. */
    Map<String, String> byLabel(String key) {
        Map<String, String> byLabel = new LinkedHashMap<>();
        textMap(key).forEach((label, text) -> byLabel.put(Labels.canonical(label), text));
        return byLabel;
    }

    /** A text that must be one of some. */
    String oneOf(String key, Collection<String> known) {
        String value = text(key);
        if (value != null) {
            requireOneOf(at(key), key, value, known);
        }
        return value;
    }

    static void requireOneOf(String at, String what, String value, Collection<String> known) {
        if (!known.contains(value)) {
            throw new UserError(at + ": " + what + " \"" + value + "\" is unknown. " + NearNames.hint(value, known));
        }
    }
}
