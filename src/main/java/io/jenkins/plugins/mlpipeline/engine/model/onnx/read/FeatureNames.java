package io.jenkins.plugins.mlpipeline.engine.model.onnx.read;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Budget;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.io.TextLimits;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Names of columns that a model's file carries, in the order in which its tensor takes them.
 *
 * @param where what names them, for messages: {@code its metadata (feature_names)}
 * @param names distinct, at least one
 * @param isMeant whether nothing else can be meant; a description in words may list something else
 */
public record FeatureNames(String where, List<String> names, boolean isMeant) {
    /** Keys under which names are kept, without case and signs. */
    private static final Set<String> KEYS = Set.of(
            "featurenames",
            "featurenamesin",
            "features",
            "featurecolumns",
            "featurelist",
            "featureorder",
            "inputfeatures",
            "inputfeaturenames",
            "inputcolumns",
            "columns",
            "columnnames");

    /** The longest text that is looked at: ten thousand names of a hundred letters. */
    static final int LONGEST = 1 << 20;

    private static final int MOST_NAMES = 100_000;

    public FeatureNames {
        names = List.copyOf(names);
    }

    /** Whether names are kept under such a key. */
    static boolean isKey(String key) {
        return KEYS.contains(folded(key));
    }

    private static String folded(String key) {
        StringBuilder folded = new StringBuilder();
        key.toLowerCase(Locale.ROOT).chars().filter(Character::isLetterOrDigit).forEach(folded::appendCodePoint);
        return folded.toString();
    }

    /**
     * The names in a text: a JSON list, a Python list, or words between commas, semicolons or line ends; after a key and a
     * colon or equals sign, or as the member of a JSON object.
     *
     * @return empty when it is none of these, or names one twice
     */
    static List<String> in(String text) {
        if (text.length() > LONGEST) {
            return List.of();
        }
        String list = text.strip();
        int sign = firstOf(list, ':', '=');
        if (sign > 0 && Character.isLetter(list.charAt(0)) && isKey(list.substring(0, sign))) {
            list = list.substring(sign + 1).strip();
        }
        List<String> names = list.startsWith("{") || list.startsWith("[") ? ofJson(list) : List.of();
        if (names.isEmpty() && !list.startsWith("{")) {
            names = separated(list);
        }
        boolean distinct = new HashSet<>(names).size() == names.size();
        return distinct && names.size() <= MOST_NAMES && names.stream().noneMatch(String::isEmpty) ? names : List.of();
    }

    private static int firstOf(String text, char a, char b) {
        int first = text.indexOf(a);
        int second = text.indexOf(b);
        return first < 0 || (second >= 0 && second < first) ? second : first;
    }

    private static List<String> ofJson(String text) {
        JsonNode tree;
        try {
            tree = Json.parse(text, JsonNode.class, "names", new Budget(TextLimits.METRICS));
        } catch (UserError e) {
            return List.of();
        }
        if (tree.isObject()) {
            for (var member : tree.properties()) {
                if (isKey(member.getKey())) {
                    return texts(member.getValue());
                }
            }
            return List.of();
        }
        return texts(tree);
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        for (JsonNode item : list) {
            if (!item.isTextual()) {
                return List.of();
            }
            texts.add(item.asText());
        }
        return texts;
    }

    private static List<String> separated(String text) {
        boolean bracketed = text.startsWith("[") && text.endsWith("]") || text.startsWith("(") && text.endsWith(")");
        String inner = bracketed ? text.substring(1, text.length() - 1) : text;
        List<String> names = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= inner.length(); i++) {
            if (i == inner.length() || ",;\n".indexOf(inner.charAt(i)) >= 0) {
                names.add(unquoted(inner.substring(start, i).strip()));
                start = i + 1;
            }
        }
        return names;
    }

    private static String unquoted(String name) {
        boolean quoted = name.length() >= 2
                && (name.charAt(0) == '\'' || name.charAt(0) == '"')
                && name.charAt(0) == name.charAt(name.length() - 1);
        return quoted ? name.substring(1, name.length() - 1) : name;
    }
}
