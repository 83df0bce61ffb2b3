package io.jenkins.plugins.mlpipeline.engine.verification.check;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.util.ArrayList;
import java.util.List;

/**
 * Series by name and labels, as PromQL writes them: {@code http_requests_total{code=~"5..", $pods}}. A selector is no query:
 * nothing that is written into it becomes a function or another series.
 *
 * @param metric the series' name; empty where a condition on {@code __name__} says it
 * @param matchers in the order written
 */
public record Selector(String metric, List<Matcher> matchers) {
    /** Stands for the pods of the deployment; where nothing of a target is named it is added. */
    public static final String PODS = "$pods";

    private static final String NAME = "__name__";
    private static final int LONGEST = 2_000;

    public Selector {
        matchers = List.copyOf(matchers);
    }

    /**
     * A condition on a label.
     *
     * @param label its name, or {@link #PODS}
     * @param operator {@code =}, {@code !=}, {@code =~} or {@code !~}; empty for {@link #PODS}
     * @param value as it is meant, without quotes
     */
    public record Matcher(String label, String operator, String value) {
        @Override
        public String toString() {
            return operator.isEmpty() ? label : label + operator + quoted(value);
        }
    }

    /** Reads one; @throws UserError when it is none. */
    public static Selector parse(String text) {
        if (text.length() > LONGEST) {
            throw new UserError("a selector has " + text.length() + " characters; at most " + LONGEST + " are read.");
        }
        return new Reader(text).read();
    }

    /** Whether a part of it already says what it is of. */
    public boolean namesTarget() {
        return matchers.stream()
                .anyMatch(m -> m.operator().isEmpty() || m.value().indexOf('$') >= 0);
    }

    @Override
    public String toString() {
        return metric + "{"
                + String.join(",", matchers.stream().map(Matcher::toString).toList()) + "}";
    }

    /** A label's value as PromQL writes it. */
    public static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    /** Goes over the text once. */
    private static final class Reader {
        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        Selector read() {
            spaces();
            String metric = peek() == '{' ? "" : name(true);
            List<Matcher> matchers = new ArrayList<>();
            spaces();
            if (metric.isEmpty() || at < text.length()) {
                expect('{');
                spaces();
                while (peek() != '}') {
                    matchers.add(matcher());
                    spaces();
                    if (peek() == ',') {
                        at++;
                        spaces();
                    } else if (peek() != '}') {
                        throw wrong("\",\" or \"}\"");
                    }
                }
                at++;
                spaces();
            }
            if (at < text.length()) {
                throw wrong("the end");
            }
            if (metric.isEmpty()
                    && matchers.stream()
                            .noneMatch(
                                    m -> m.label().equals(NAME) && !m.operator().startsWith("!"))) {
                throw new UserError("the selector \"" + text + "\" names no metric. Write name{label=\"value\"}.");
            }
            return new Selector(metric, matchers);
        }

        private Matcher matcher() {
            if (text.startsWith(PODS, at)) {
                at += PODS.length();
                return new Matcher(PODS, "", "");
            }
            String label = name(false);
            spaces();
            String operator = List.of("=~", "!~", "!=", "=").stream()
                    .filter(o -> text.startsWith(o, at))
                    .findFirst()
                    .orElseThrow(() -> wrong("one of = != =~ !~"));
            at += operator.length();
            spaces();
            return new Matcher(label, operator, string());
        }

        private String name(boolean metric) {
            int from = at;
            while (at < text.length() && inName(text.charAt(at), metric, at == from)) {
                at++;
            }
            if (at == from) {
                throw wrong(metric ? "the name of a metric" : "the name of a label");
            }
            return text.substring(from, at);
        }

        private static boolean inName(char c, boolean metric, boolean first) {
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || metric && c == ':';
            return letter || !first && c >= '0' && c <= '9';
        }

        private String string() {
            char quote = peek();
            if (quote != '"' && quote != '\'') {
                throw wrong("a value in quotes");
            }
            at++;
            StringBuilder value = new StringBuilder();
            while (peek() != quote) {
                char c = peek();
                if (c == 0) {
                    throw wrong("the closing quote");
                }
                if (c == '\\') {
                    at++;
                    value.append(escaped(peek()));
                } else {
                    value.append(c);
                }
                at++;
            }
            at++;
            return value.toString();
        }

        private char escaped(char c) {
            return switch (c) {
                case '\\', '"', '\'' -> c;
                case 'n' -> '\n';
                default -> throw wrong("\\\\, \\\" or \\n after a backslash");
            };
        }

        private char peek() {
            return at < text.length() ? text.charAt(at) : 0;
        }

        private void expect(char c) {
            if (peek() != c) {
                throw wrong("\"" + c + "\"");
            }
            at++;
        }

        private void spaces() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
        }

        private UserError wrong(String expected) {
            return new UserError("the selector \"" + text + "\" is not understood at character " + (at + 1) + ": "
                    + expected + " is expected there. Write name{label=\"value\"}; functions are not part of it.");
        }
    }
}
