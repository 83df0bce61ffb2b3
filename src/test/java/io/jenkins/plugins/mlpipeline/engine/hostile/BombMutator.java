package io.jenkins.plugins.mlpipeline.engine.hostile;

import static io.jenkins.plugins.mlpipeline.engine.hostile.Mutator.one;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Random;

/** Puts into a text a small one that would be large, or one that costs more than its length to read. */
final class BombMutator implements Mutator {
    private static final int DEEP = 50_000;
    private static final int LONG = 300_000;
    private static final int WIDE = 60;

    private final boolean yaml;

    private BombMutator(boolean yaml) {
        this.yaml = yaml;
    }

    /** For YAML, block style. */
    static BombMutator yaml() {
        return new BombMutator(true);
    }

    /** For JSON objects, and lines of them. */
    static BombMutator json() {
        return new BombMutator(false);
    }

    @Override
    public byte[] mutate(byte[] input, Random random) {
        String text = new String(input, StandardCharsets.UTF_8);
        String bombed = yaml ? yaml(text, random) : json(text, random);
        return bombed.getBytes(StandardCharsets.UTF_8);
    }

    private static String yaml(String text, Random random) {
        String bomb = yaml(random);
        return switch (random.nextInt(4)) {
            case 0 -> bomb;
            case 1 -> bomb + text;
            case 2 -> text + "\n---\n" + bomb + "\n";
            default -> text + "\n" + bomb + "\n";
        };
    }

    private static String yaml(Random random) {
        int depth = 1 + random.nextInt(WIDE);
        int fan = 1 + random.nextInt(WIDE);
        int length = 1 + random.nextInt(LONG);
        return switch (random.nextInt(12)) {
            case 0 -> nested(depth, fan, "[x, y]", "[", "*b%d", "]");
            case 1 -> nested(depth, 2, "{x: 1}", "{", "k%2$d: *b%1$d", "}");
            case 2 -> nested(depth, 2, "{x: 1}", "{<<: [", "*b%d", "]}");
            case 3 -> "t: &t \"" + "x".repeat(length) + "\"\nts: [" + times("*t", fan) + "]\n";
            case 4 -> one(random, "d: " + "[".repeat(DEEP), "- ".repeat(DEEP), "? ".repeat(DEEP), "{a: ".repeat(DEEP));
            case 5 -> "r: &r " + one(random, "[*r]", "{a: *r}", "{? *r : 1}", "{<<: *r}") + "\n";
            case 6 -> "? " + "k".repeat(length) + "\n: 1\n";
            case 7 -> "n: " + one(random, "", "0x", "0.", "1e", "-") + "9".repeat(length) + "\n";
            case 8 ->
                "s: x" + one(random, " ", "\n", "\t", "#", ":", "?", "-", "\\").repeat(length) + "\n";
            case 9 -> "---\n".repeat(length / 4);
            case 10 -> "l: [" + "1,".repeat(length) + "1]\n";
            default -> "m: {" + keys(length / 10) + "}\n";
        };
    }

    private static String nested(int depth, int fan, String first, String begin, String alias, String end) {
        StringBuilder bomb = new StringBuilder("b0: &b0 " + first + "\n");
        for (int i = 1; i <= depth; i++) {
            StringBuilder items = new StringBuilder();
            for (int j = 0; j < fan; j++) {
                items.append(j == 0 ? "" : ", ").append(alias.formatted(i - 1, j));
            }
            bomb.append("b%d: &b%d %s%s%s%n".formatted(i, i, begin, items, end));
        }
        return bomb.toString();
    }

    private static String keys(int count) {
        StringBuilder keys = new StringBuilder();
        for (int i = 0; i <= count; i++) {
            keys.append(i == 0 ? "k" : ", k").append(i).append(": 1");
        }
        return keys.toString();
    }

    private static String json(String text, Random random) {
        int length = 1 + random.nextInt(LONG);
        String bomb =
                switch (random.nextInt(8)) {
                    case 0 -> "[".repeat(DEEP);
                    case 1 -> "{\"a\":".repeat(DEEP);
                    case 2 -> "{\"" + "k".repeat(length) + "\": 1}";
                    case 3 -> one(random, "", "0.", "1e", "-") + "9".repeat(length);
                    case 4 -> "[" + "1,".repeat(length) + "1]";
                    case 5 -> "[" + "{},".repeat(length) + "1]";
                    case 6 -> "\"" + "\\u0041".repeat(length / 6) + "\"";
                    default -> " ".repeat(length) + "1";
                };
        int at = text.indexOf('{');
        return at < 0 ? bomb : text.substring(0, at + 1) + "\"bomb\": " + bomb + ", " + text.substring(at + 1);
    }

    private static String times(String text, int count) {
        return String.join(", ", Collections.nCopies(count, text));
    }
}
