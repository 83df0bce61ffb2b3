package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A key as it is written, in its parts.
 *
 * @param name what stands before the first parenthesis, stripped
 * @param inside what stands between the first parenthesis and the last character when that is a parenthesis; null when
 *     there is no such part
 */
public record KeyText(String name, String inside) {
    /** Takes a text apart, whatever it is. */
    public static KeyText of(String written) {
        int open = written.indexOf('(');
        if (open < 0) {
            return new KeyText(written.strip(), null);
        }
        String rest = written.substring(open + 1).strip();
        return new KeyText(
                written.substring(0, open).strip(), rest.endsWith(")") ? rest.substring(0, rest.length() - 1) : null);
    }

    /** Puts a key together. */
    static String of(String name, String parameter, String value) {
        return name + "(" + parameter + "=" + value + ")";
    }

    /** The metric of the catalogue by that name, whatever its parameters. */
    public Optional<Metric> metric() {
        return Metric.find(name);
    }

    /**
     * Several parameters, {@code fn=100, fp=5}, by name in the order written; their values hold no commas.
     *
     * @param inside what stands between the parentheses
     * @throws UserError when a part is no parameter, or one is given twice; a sentence to follow where it stands
     */
    public static Map<String, String> parameters(String inside) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String part : inside.split(",", -1)) {
            String[] sides = part.split("=", -1);
            if (sides.length != 2 || sides[0].isBlank() || sides[1].isBlank()) {
                throw new UserError("\"" + part.strip() + "\" is not a parameter such as beta=2.");
            }
            if (parameters.put(sides[0].strip(), sides[1].strip()) != null) {
                throw new UserError("the parameter " + sides[0].strip() + " is given twice.");
            }
        }
        return parameters;
    }

    /** The value of the one parameter, which may hold anything, when it has that name. */
    Optional<String> parameter(String parameter) {
        String start = parameter + "=";
        return inside != null && inside.startsWith(start) && inside.length() > start.length()
                ? Optional.of(inside.substring(start.length()))
                : Optional.empty();
    }
}
