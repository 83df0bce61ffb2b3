package io.jenkins.plugins.mlpipeline.engine.metric;

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

    /** The value of the one parameter, which may hold anything, when it has that name. */
    Optional<String> parameter(String parameter) {
        String start = parameter + "=";
        return inside != null && inside.startsWith(start) && inside.length() > start.length()
                ? Optional.of(inside.substring(start.length()))
                : Optional.empty();
    }
}
