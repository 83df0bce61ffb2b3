package io.jenkins.plugins.mlpipeline.engine.rollout.secret;

import java.util.Locale;

/** Characters of a text, and what stands at a place of it. */
final class Chars {
    private Chars() {}

    static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean upper(char c) {
        return c >= 'A' && c <= 'Z';
    }

    static boolean alphanumeric(char c) {
        return digit(c) || upper(c) || (c >= 'a' && c <= 'z');
    }

    /** What names of variables, keys and flags are made of. */
    static boolean name(char c) {
        return alphanumeric(c) || c == '_' || c == '.' || c == '-' || (c > 127 && Character.isLetterOrDigit(c));
    }

    static boolean base64(char c) {
        return alphanumeric(c) || c == '+' || c == '/' || c == '=';
    }

    static boolean blank(char c) {
        return c == ' ' || c == '\t';
    }

    static boolean lineEnd(char c) {
        return c == '\n' || c == '\r';
    }

    static boolean quote(char c) {
        return c == '"' || c == '\'' || c == '`';
    }

    static boolean startsWith(CharSequence text, int at, String prefix) {
        if (at + prefix.length() > text.length()) {
            return false;
        }
        for (int i = 0; i < prefix.length(); i++) {
            if (text.charAt(at + i) != prefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The same for a prefix in small letters, whatever the case in the text. */
    static boolean startsWithAnyCase(CharSequence text, int at, String prefix) {
        return at + prefix.length() <= text.length()
                && text.subSequence(at, at + prefix.length())
                        .toString()
                        .toLowerCase(Locale.ROOT)
                        .equals(prefix);
    }

    /** The first place from {@code at} on that is no blank. */
    static int skipBlanks(CharSequence text, int at) {
        int i = at;
        while (i < text.length() && blank(text.charAt(i))) {
            i++;
        }
        return i;
    }

    /** The end of the line. */
    static int lineEnd(CharSequence text, int at) {
        int i = at;
        while (i < text.length() && !lineEnd(text.charAt(i))) {
            i++;
        }
        return i;
    }
}
