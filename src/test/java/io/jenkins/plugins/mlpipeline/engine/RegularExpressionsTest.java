package io.jenkins.plugins.mlpipeline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.engine.RegularExpressions.Found;
import io.jenkins.plugins.mlpipeline.engine.RegularExpressions.Use;
import io.jenkins.plugins.mlpipeline.engine.rollout.secret.Counted;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Every regular expression of the project takes time in proportion to the text, whoever wrote it. Characters looked at are
 * counted, no time is taken; the texts are made of what the expression itself looks for.
 */
class RegularExpressionsTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final int LENGTH = 3_000;
    /** More looks at each character than any linear expression of ours needs. */
    private static final int MOST_LOOKS = 120;

    private static final int MOST_FRAGMENTS = 12;

    /** Methods of the same names that are none of a string's. */
    private static final Set<String> NO_EXPRESSIONS = Set.of("MlPipelineConfiguration.java split");

    @Test
    void everyExpressionIsFoundAndIsAConstant() throws Exception {
        List<Found> all = RegularExpressions.of(SOURCES);
        assertThat(all).hasSizeGreaterThan(60);
        assertThat(all.stream()
                        .filter(f -> f.regex() == null)
                        .map(Found::where)
                        .filter(w -> !NO_EXPRESSIONS.contains(w)))
                .as("expressions that this test can't try, because they are not constants")
                .isEmpty();
    }

    @Test
    void everyExpressionIsLinear() throws Exception {
        List<String> slow = new ArrayList<>();
        for (Found found : RegularExpressions.of(SOURCES)) {
            if (found.regex() != null) {
                for (Use use : found.uses()) {
                    slow(found.regex(), use)
                            .ifPresent(
                                    text -> slow.add(found.where() + " " + use + " " + found.regex() + " on " + text));
                }
            }
        }
        assertThat(slow).isEmpty();
    }

    /** The test finds what it is for. */
    @Test
    void expressionsThatAreNotLinearAreFound() {
        assertThat(slow("/+$", Use.ANYWHERE)).isPresent();
        assertThat(slow("\\s*,\\s*", Use.ANYWHERE)).isPresent();
        assertThat(slow("failed to sync .* cache", Use.ANYWHERE)).isPresent();
        assertThat(slow("(?i)([a-z0-9_.-]*(?:password|token)[a-z0-9_.-]*\\s*[:=]\\s*)\\S+", Use.ANYWHERE))
                .isPresent();
        assertThat(slow("\\s*([^()]*?)\\s*(?:\\(([^()]*)\\)\\s*)?", Use.WHOLE)).isPresent();
        assertThat(slow("[-+]?(\\d+\\.?\\d*|\\.\\d+)", Use.WHOLE)).isPresent();
        assertThat(slow("(a+)+b", Use.WHOLE)).isPresent();
        assertThat(slow("a(/a+)*", Use.WHOLE)).isPresent();
        assertThat(slow("\\s+", Use.ANYWHERE)).isEmpty();
    }

    /** The first text that makes it slow, or that is too deep for the stack. */
    private static java.util.Optional<String> slow(String regex, Use use) {
        Pattern pattern = Pattern.compile(regex);
        for (String[] text : texts(fragments(regex))) {
            long once = looks(pattern, use, text, LENGTH);
            long twice = once < 0 ? once : looks(pattern, use, text, 2 * LENGTH);
            if (twice < 0 || twice > once * 5 / 2 + 20L * LENGTH) {
                return java.util.Optional.of(String.join("|", text).replace("\n", "\\n"));
            }
        }
        return java.util.Optional.empty();
    }

    /** Looks at characters; -1 for too many. */
    private static long looks(Pattern pattern, Use use, String[] parts, int length) {
        StringBuilder text = new StringBuilder(parts[0]);
        while (text.length() < length) {
            text.append(parts[1]);
        }
        text.append(parts[2]);
        Counted counted = new Counted(text.toString(), (long) MOST_LOOKS * length);
        Matcher matcher = pattern.matcher(counted);
        try {
            switch (use) {
                case WHOLE -> matcher.matches();
                case BEGIN -> matcher.lookingAt();
                case ANYWHERE -> {
                    while (matcher.find()) {
                        continue;
                    }
                }
            }
            return counted.looks();
        } catch (Counted.TooMany | StackOverflowError e) {
            return -1;
        }
    }

    /** Beginning, what is repeated, end. */
    private static List<String[]> texts(List<String> fragments) {
        List<String[]> texts = new ArrayList<>();
        String all = String.join("", fragments);
        for (String end : List.of("", "\u0001")) {
            texts.add(new String[] {"", all, end});
            for (String a : fragments) {
                texts.add(new String[] {"", a, end});
                texts.add(new String[] {all, a, end});
                for (String b : fragments) {
                    texts.add(new String[] {a, b, end});
                    texts.add(new String[] {"", a + b, end});
                }
            }
        }
        return texts;
    }

    /** What an expression looks for: its literals, and members of its classes. */
    private static List<String> fragments(String regex) {
        Set<String> fragments = new LinkedHashSet<>();
        StringBuilder literal = new StringBuilder();
        int i = 0;
        while (i < regex.length()) {
            char c = regex.charAt(i);
            String of = null;
            int next = i + 1;
            if (c == '\\' && i + 1 < regex.length()) {
                char e = regex.charAt(i + 1);
                next = i + 2;
                if (e == 'p' || e == 'P') {
                    next = regex.indexOf('}', i) + 1;
                    of = e == 'p' ? "é" : "-";
                } else if ("sdwSDWbBAzZk123456789".indexOf(e) >= 0) {
                    of = switch (e) {
                        case 's' -> " ";
                        case 'd' -> "1";
                        case 'w', 'S', 'D' -> "a";
                        case 'W' -> "-";
                        default -> "";
                    };
                } else {
                    literal.append(e == 'n' ? '\n' : e == 't' ? '\t' : e);
                    i = next;
                    continue;
                }
            } else if (c == '[') {
                next = classEnd(regex, i);
                for (String member : members(regex.substring(i + 1, next - 1))) {
                    fragments.add(member);
                }
                of = "";
            } else if (c == '{') {
                next = regex.indexOf('}', i) + 1;
                of = "";
            } else if (c == '(') {
                if (regex.startsWith("(?", i)) {
                    int name = regex.startsWith("(?<", i)
                                    && i + 3 < regex.length()
                                    && Character.isLetter(regex.charAt(i + 3))
                            ? regex.indexOf('>', i)
                            : i + 2;
                    next = Math.max(next, name + 1);
                }
                of = "";
            } else if (c == '.') {
                of = "x";
            } else if ("*+?)|^$".indexOf(c) >= 0) {
                of = "";
            }
            if (of == null) {
                literal.append(c);
            } else {
                add(fragments, literal.toString());
                literal.setLength(0);
                add(fragments, of);
            }
            i = next;
        }
        add(fragments, literal.toString());
        List<String> all = new ArrayList<>(fragments);
        all = all.subList(0, Math.min(all.size(), MOST_FRAGMENTS));
        List<String> more = new ArrayList<>(all);
        for (String usual : List.of(" ", "1", "a", "\n")) {
            if (!more.contains(usual)) {
                more.add(usual);
            }
        }
        return more;
    }

    private static void add(Set<String> fragments, String fragment) {
        if (!fragment.isEmpty()) {
            fragments.add(fragment);
        }
    }

    private static int classEnd(String regex, int open) {
        int i = open + 1;
        if (i < regex.length() && regex.charAt(i) == '^') {
            i++;
        }
        i++;
        while (regex.charAt(i) != ']' || regex.charAt(i - 1) == '\\') {
            i++;
        }
        return i + 1;
    }

    private static List<String> members(String inside) {
        List<String> members = new ArrayList<>();
        if (inside.startsWith("^")) {
            members.add("x");
            members.add(" ");
        }
        for (int i = inside.startsWith("^") ? 1 : 0; i < inside.length(); i++) {
            char c = inside.charAt(i);
            if (c == '\\' && i + 1 < inside.length()) {
                char e = inside.charAt(++i);
                members.add(
                        switch (e) {
                            case 's' -> " ";
                            case 'd' -> "1";
                            case 'w', 'p' -> "a";
                            default -> String.valueOf(e);
                        });
                i = e == 'p' ? inside.indexOf('}', i) : i;
            } else if (members.size() < 3 || !Character.isLetterOrDigit(c)) {
                members.add(String.valueOf(c));
            }
        }
        return members.subList(0, Math.min(4, members.size()));
    }
}
