package io.jenkins.plugins.mlpipeline.engine.hostile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Damage to the lines of a text and to what stands between its separators: CSV cells, YAML keys and values. */
final class TextMutator implements Mutator {
    private static final int WIDE = 2_000;

    private final Pattern pieces;
    private final List<String> words;

    private TextMutator(String separators, String... words) {
        this.pieces = Pattern.compile("[^" + separators + "\n]+");
        this.words = List.of(words);
    }

    /** Damage to CSV. */
    static TextMutator csv() {
        return new TextMutator(
                ",;\t", "\"", "\"\"", "\"a\nb\"", "\"a,b", "a\"b", ",", ";", "NA", "\ufeff", "\r", "\n\n");
    }

    /** Damage to JSON Lines. */
    static TextMutator jsonLines() {
        return new TextMutator(":{}, ", "\"", "{}", "[]", "null", "NaN", "{\"a\":", "}", "[", "true", "\\u0000");
    }

    /** Damage to YAML. */
    static TextMutator yaml() {
        return new TextMutator(
                ":{}\\[\\], ",
                "!!java.net.URL [x]",
                "!!binary eA==",
                "&a [*a]",
                "*nothing",
                "<<: {a: 1}",
                "{a: {b: {c: [[[[]]]]}}}",
                "? [x]",
                "|\n  x",
                "---",
                "...",
                "%YAML 9.9",
                ".nan",
                ".inf",
                "~",
                "2001-01-01",
                "1:30",
                "0o7",
                "#",
                "\t",
                "metric: accuracy");
    }

    @Override
    public byte[] mutate(byte[] input, Random random) {
        String text = new String(input, StandardCharsets.UTF_8);
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            text = random.nextInt(3) == 0 ? lines(text, random) : piece(text, random);
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String lines(String text, Random random) {
        List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
        int at = random.nextInt(lines.size());
        int other = random.nextInt(lines.size());
        switch (random.nextInt(6)) {
            case 0 -> lines.remove(at);
            case 1 -> lines.add(other, lines.get(at));
            case 2 -> Collections.swap(lines, at, other);
            case 3 -> lines.set(at, " ".repeat(1 + random.nextInt(6)) + lines.get(at));
            case 4 -> lines.addAll(at, Collections.nCopies(random.nextInt(WIDE), lines.get(other)));
            default -> lines.set(at, lines.get(at).repeat(1 + random.nextInt(50)));
        }
        return String.join("\n", lines);
    }

    private String piece(String text, Random random) {
        Matcher matcher = pieces.matcher(text);
        if (text.isEmpty() || !matcher.find(random.nextInt(text.length()))) {
            return text;
        }
        String before = text.substring(0, matcher.start());
        String after = text.substring(matcher.end());
        return switch (random.nextInt(6)) {
            case 0 -> before + after;
            case 1 -> before + Words.number(random) + after;
            case 2 -> before + Words.text(random) + after;
            case 3 -> before + matcher.group() + words.get(random.nextInt(words.size())) + after;
            case 4 -> before + matcher.group().repeat(2) + after;
            default -> before + words.get(random.nextInt(words.size())) + after;
        };
    }
}
