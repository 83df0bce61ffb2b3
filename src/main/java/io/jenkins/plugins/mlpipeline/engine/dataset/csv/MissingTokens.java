package io.jenkins.plugins.mlpipeline.engine.dataset.csv;

import java.util.List;

/** Tells whether a cell has no value: it is blank, or one of the declared tokens with blanks around. */
final class MissingTokens {
    private final Dictionary tokens;
    private final boolean[] begins = new boolean[1 << Byte.SIZE];
    private final boolean numbers;

    MissingTokens(List<String> tokens) {
        this.tokens = new Dictionary(tokens.stream().filter(t -> !t.isEmpty()).toList());
        for (String token : this.tokens.entries()) {
            begins[token.charAt(0) & (begins.length - 1)] = true;
        }
        this.numbers = this.tokens.entries().stream()
                .anyMatch(token -> !Double.isNaN(Decimal.parse(token.toCharArray(), 0, token.length())));
    }

    /** Whether a number can be a token. */
    boolean mayBeNumbers() {
        return numbers;
    }

    boolean contains(char[] chars, int from, int to) {
        int first = CsvRow.first(chars, from, to);
        int end = CsvRow.end(chars, first, to);
        return containsStripped(chars, first, end);
    }

    /** The same for a range without blanks around. */
    boolean containsStripped(char[] chars, int from, int to) {
        // Few cells begin like a token: the first character saves hashing the others.
        return from == to || begins[chars[from] & (begins.length - 1)] && tokens.position(chars, from, to) >= 0;
    }
}
