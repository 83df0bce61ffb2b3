package io.jenkins.plugins.mlpipeline.engine.io;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Small texts that would be large, and texts that cost more than their length to read. */
public final class Bombs {
    private Bombs() {}

    /** YAML that must be refused, by what is wrong with it. */
    public static Map<String, String> yaml() {
        Map<String, String> bombs = new LinkedHashMap<>();
        bombs.put("nested aliases in lists", nested("a%d: &a%d [%s]\n", "*a%d"));
        bombs.put("nested aliases in mappings", nestedMappings());
        bombs.put("aliases one below the other", ladder("[", "]"));
        bombs.put("aliases one below the other in mappings", ladder("{k: ", "}"));
        bombs.put("merge keys", merged());
        bombs.put("a long text many times", "a: &a \"" + "x".repeat(90_000) + "\"\nb: [" + times("*a", 200) + "]\n");
        bombs.put(
                "a long key many times", "k: &k " + "x".repeat(1_000) + "\nb: [" + times("{? *k : 1}", 30_000) + "]\n");
        bombs.put("an alias of a list as a key", "a: &a [x, y]\n? *a\n: 1\n");
        bombs.put("an alias inside of its anchor", "a: &a {b: [*a]}\n");
        bombs.put("an anchor that contains itself as a key", "a: &a {? *a : b}\n");
        bombs.put("deep lists", "a: " + "[".repeat(100_000));
        bombs.put("deep mappings", "a: " + "{a: ".repeat(100_000));
        bombs.put("deep lists in blocks", "- ".repeat(100_000) + "x\n");
        bombs.put("deep keys", "? ".repeat(100_000) + "x\n");
        bombs.put("a long key", "? " + "k".repeat(1_000_000) + "\n: 1\n");
        bombs.put("a long number", "a: " + "9".repeat(1_000_000) + "\n");
        bombs.put("a long fraction", "a: 0." + "9".repeat(1_000_000) + "\n");
        bombs.put("a long exponent", "a: 1e" + "9".repeat(1_000_000) + "\n");
        bombs.put("many values", "a: [" + "1,".repeat(400_000) + "1]\n");
        bombs.put("many keys", "a: {" + numbered(200_000) + "}\n");
        bombs.put("many documents", "--- x\n".repeat(200_000));
        bombs.put("many documents of aliases", ("--- {a: &a [1, 2, 3], b: [" + times("*a", 50) + "]}\n").repeat(2_000));
        return bombs;
    }

    /** YAML of some length that must cost no more than that. */
    public static Map<String, String> longButHarmless() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("blanks", "a: x" + " ".repeat(1_000_000) + "\nb: y\n");
        texts.put("blanks within a plain value", "a: x" + " ".repeat(1_000_000) + "y\n");
        texts.put("blanks in quotes", "a: \"" + " ".repeat(1_000_000) + "\"\n");
        texts.put("empty lines", "a: x" + "\n".repeat(1_000_000) + "b: y\n");
        texts.put("empty lines within a text", "a: |\n  x" + "\n".repeat(1_000_000) + "  y\n");
        texts.put("a comment", "a: x\n# " + "c".repeat(1_000_000) + "\n");
        texts.put("many comments", "a: x\n" + "# c\n".repeat(250_000));
        texts.put("a long text", "a: \"" + "x".repeat(1_000_000) + "\"\n");
        texts.put("escapes", "a: \"" + "\\x41".repeat(250_000) + "\"\n");
        texts.put("quotes", "a: '" + "''".repeat(500_000) + "'\n");
        texts.put("dashes in a plain value", "a: x" + "-".repeat(1_000_000) + "\n");
        texts.put("colons in a plain value", "a: x" + ":".repeat(1_000_000) + "x\n");
        texts.put("question marks", "a: x" + "?".repeat(1_000_000) + "\n");
        texts.put("an anchor's long name", "a: &" + "n".repeat(900_000) + " x\n");
        return texts;
    }

    /** JSON that must be refused, by what is wrong with it. */
    public static Map<String, String> json() {
        Map<String, String> bombs = new LinkedHashMap<>();
        bombs.put("deep lists", "[".repeat(1_000_000));
        bombs.put("deep objects", "{\"a\":".repeat(1_000_000));
        bombs.put("a long key", "{\"" + "k".repeat(1_000_000) + "\": 1}");
        bombs.put("a long number", "{\"a\": " + "9".repeat(1_000_000) + "}");
        bombs.put("a long fraction", "{\"a\": 0." + "9".repeat(1_000_000) + "}");
        bombs.put("a long exponent", "{\"a\": 1e" + "9".repeat(1_000_000) + "}");
        bombs.put("many values", "[" + "1,".repeat(5_000_000) + "1]");
        bombs.put("many objects", "[" + "{},".repeat(5_000_000) + "1]");
        return bombs;
    }

    private static String nested(String line, String alias) {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x]\n");
        for (int i = 1; i <= 16; i++) {
            bomb.append(line.formatted(i, i, times(alias.formatted(i - 1), 3)));
        }
        return bomb.toString();
    }

    private static String nestedMappings() {
        StringBuilder bomb = new StringBuilder("a0: &a0 {x: 1, y: 2}\n");
        for (int i = 1; i <= 40; i++) {
            bomb.append("a%d: &a%d {x: *a%d, y: *a%d}\n".formatted(i, i, i - 1, i - 1));
        }
        return bomb.toString();
    }

    /** Not many values, each anchor as deep as is allowed, and a hundred times as deep when its aliases are followed. */
    private static String ladder(String open, String close) {
        StringBuilder bomb = new StringBuilder("a0: &a0 x\n");
        for (int i = 1; i <= 100; i++) {
            bomb.append("a%d: &a%d %s*a%d%s\n".formatted(i, i, open.repeat(15), i - 1, close.repeat(15)));
        }
        return bomb.toString();
    }

    private static String merged() {
        StringBuilder bomb = new StringBuilder("a0: &a0 {x: 1}\n");
        for (int i = 1; i <= 40; i++) {
            bomb.append("a%d: &a%d {<<: [*a%d, *a%d], k%d: 1}\n".formatted(i, i, i - 1, i - 1, i));
        }
        return bomb.toString();
    }

    private static String times(String text, int count) {
        return String.join(", ", Collections.nCopies(count, text));
    }

    private static String numbered(int count) {
        StringBuilder keys = new StringBuilder();
        for (int i = 0; i < count; i++) {
            keys.append('k').append(i).append(": 1, ");
        }
        return keys.toString();
    }
}
