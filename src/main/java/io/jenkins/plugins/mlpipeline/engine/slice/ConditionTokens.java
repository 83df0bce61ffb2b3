package io.jenkins.plugins.mlpipeline.engine.slice;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of an expression, one after the other. */
final class ConditionTokens {
    /** What a word is. */
    enum Kind {
        NAME,
        QUOTED_NAME,
        NUMBER,
        TEXT,
        SIGN,
        END
    }

    private static final int MOST_CHARACTERS = 1_000;
    private static final Pattern TOKEN = Pattern.compile("\\s*(?:"
            + "(?<name>[\\p{L}_][\\p{L}\\p{N}_.]*)"
            + "|`(?<quoted>[^`]+)`"
            + "|(?<number>[-+]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][-+]?\\d{1,3})?)"
            + "|'(?<single>[^']*)'"
            + "|\"(?<double>[^\"]*)\""
            + "|(?<sign>==|!=|<=|>=|[<>()\\[\\],]))");

    private final String text;
    private final Matcher matcher;
    private Kind kind;
    private String value;
    private int start;

    ConditionTokens(String text) {
        if (text.length() > MOST_CHARACTERS) {
            throw new UserError("an expression has at most " + MOST_CHARACTERS + " characters.");
        }
        this.text = text;
        this.matcher = TOKEN.matcher(text);
        next();
    }

    Kind kind() {
        return kind;
    }

    String value() {
        return value;
    }

    /** Whether the current word is that sign or word of the language. */
    boolean is(String expected) {
        return (kind == Kind.SIGN || kind == Kind.NAME) && value.equals(expected);
    }

    /** Goes on when the current word is that one. */
    boolean skip(String expected) {
        boolean there = is(expected);
        if (there) {
            next();
        }
        return there;
    }

    /** Goes on over a word that must be there. */
    void require(String expected) {
        if (!skip(expected)) {
            throw problem("\"" + expected + "\" is expected");
        }
    }

    /** Goes to the next word. */
    void next() {
        int from = kind == null ? 0 : matcher.end();
        start = from;
        while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        if (start == text.length()) {
            kind = Kind.END;
            value = "";
            return;
        }
        if (!matcher.region(from, text.length()).lookingAt()) {
            kind = Kind.SIGN;
            value = text.substring(start, start + 1);
            throw problem("this is not understood");
        }
        if (!set(Kind.NAME, "name")
                && !set(Kind.QUOTED_NAME, "quoted")
                && !set(Kind.NUMBER, "number")
                && !set(Kind.TEXT, "single")
                && !set(Kind.TEXT, "double")) {
            set(Kind.SIGN, "sign");
        }
    }

    private boolean set(Kind found, String group) {
        if (matcher.group(group) == null) {
            return false;
        }
        kind = found;
        value = matcher.group(group);
        return true;
    }

    /** A complaint about the current word. */
    UserError problem(String what) {
        return new UserError("the expression \"" + text + "\" is not understood at "
                + (kind == Kind.END ? "its end" : "position " + (start + 1) + " (\"" + text.substring(start) + "\")")
                + ": " + what + ".");
    }
}
