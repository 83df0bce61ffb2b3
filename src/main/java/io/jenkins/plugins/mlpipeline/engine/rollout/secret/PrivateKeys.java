package io.jenkins.plugins.mlpipeline.engine.rollout.secret;

/** Private keys in PEM, also cut off at either end, as the end of a log has them, and in PuTTY's own form. */
final class PrivateKeys {
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";
    private static final int MOST_LABEL = 40;
    private static final String PUTTY = "Private-Lines";

    private PrivateKeys() {}

    /**
     * The end of a key that begins here, or of the text where the key has none.
     *
     * @return {@code at} when none begins
     */
    static int end(CharSequence text, int at) {
        if (marker(text, at, BEGIN) == at) {
            return at;
        }
        for (int i = at + BEGIN.length(); i < text.length(); i++) {
            int end = text.charAt(i) == '-' ? marker(text, i, END) : i;
            if (end > i) {
                return end;
            }
        }
        return text.length();
    }

    /**
     * The end of a line that ends a key whose beginning isn't there.
     *
     * @return {@code at} when there is none
     */
    static int tail(CharSequence text, int at) {
        return marker(text, at, END);
    }

    /** Where the lines of a key begin of which {@code written} has all but the last line. */
    static int beginOfTail(CharSequence written) {
        int i = written.length();
        while (i > 0 && ofKey(written.charAt(i - 1))) {
            i--;
        }
        // A line that has something before the key is not all key.
        while (i > 0 && i < written.length() && !Chars.lineEnd(written.charAt(i - 1))) {
            i++;
        }
        return i;
    }

    /** The lines of base64 that follow {@code Private-Lines: 14}, or {@code null}. */
    static SecretAssignment.Span putty(CharSequence text, int name, int nameEnd) {
        if (nameEnd - name != PUTTY.length() || !Chars.startsWith(text, name, PUTTY)) {
            return null;
        }
        int from = nameEnd;
        while (from < text.length() && from - nameEnd < MOST_LABEL && !Chars.lineEnd(text.charAt(from))) {
            from++;
        }
        if (from == text.length() || !Chars.lineEnd(text.charAt(from))) {
            return null;
        }
        while (from < text.length() && Chars.lineEnd(text.charAt(from))) {
            from++;
        }
        int to = from;
        int i = from;
        while (i < text.length() && (Chars.base64(text.charAt(i)) || Chars.lineEnd(text.charAt(i)))) {
            // The line before is all key when this one ends, a line that goes on after its base64 is not.
            to = Chars.lineEnd(text.charAt(i)) && !Chars.lineEnd(text.charAt(i - 1)) ? i : to;
            i++;
        }
        return new SecretAssignment.Span(from, i == text.length() ? i : to);
    }

    private static boolean ofKey(char c) {
        return Chars.base64(c) || Chars.lineEnd(c) || c == '*' || c == '\\';
    }

    private static int marker(CharSequence text, int at, String begin) {
        if (!Chars.startsWith(text, at, begin)) {
            return at;
        }
        int from = at + begin.length();
        int i = from;
        while (i < text.length() && i - from < MOST_LABEL && label(text.charAt(i))) {
            i++;
        }
        String label = text.subSequence(from, i).toString();
        boolean key = label.endsWith("PRIVATE KEY") || label.endsWith("PRIVATE KEY BLOCK");
        return key && Chars.startsWith(text, i, DASHES) ? i + DASHES.length() : at;
    }

    private static boolean label(char c) {
        return Chars.upper(c) || Chars.digit(c) || c == ' ';
    }
}
