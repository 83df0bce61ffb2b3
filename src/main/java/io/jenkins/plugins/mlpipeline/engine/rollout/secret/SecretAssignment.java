package io.jenkins.plugins.mlpipeline.engine.rollout.secret;

import java.util.Locale;
import java.util.Set;

/**
 * The value that stands after a secret name: {@code NAME=value}, {@code name: value}, {@code "name": "value"}, {@code
 * <name>value</name>}, {@code <property name="NAME">value</property>}, {@code --name value}, and {@code "name": "NAME",
 * "value": "value"}.
 */
final class SecretAssignment {
    /** Values in quotes or brackets that are longer are not taken for one value. */
    private static final int MOST_QUOTED = 4_000;

    private static final int MOST_BETWEEN = 64;
    private static final int MOST_BLOCK_HEADER = 4;
    private static final Set<String> SCHEMES =
            Set.of("bearer", "basic", "token", "digest", "negotiate", "apikey", "aws4-hmac-sha256", "bot");

    private final CharSequence text;
    private final int name;
    private final int nameEnd;
    /** Where the line's first character stands that is neither blank, dash nor quote. */
    private final int lineInk;

    private final int indent;

    SecretAssignment(CharSequence text, int name, int nameEnd, int lineInk, int indent) {
        this.text = text;
        this.name = name;
        this.nameEnd = nameEnd;
        this.lineInk = lineInk;
        this.indent = indent;
    }

    /**
     * A part of a text.
     *
     * @param from its first character
     * @param to behind its last
     */
    record Span(int from, int to) {}

    /** The value, or {@code null} when the name is only mentioned. */
    Span value() {
        if (before() == '<') {
            return element();
        }
        int i = nameEnd;
        while (i < text.length() && i - nameEnd < MOST_BETWEEN && closes(text.charAt(i))) {
            i++;
        }
        int at = Chars.skipBlanks(text, i);
        if (Chars.quote(before()) && at < text.length() && text.charAt(at) == '>') {
            return element();
        }
        int separator = separator(at);
        if (separator > at) {
            return after(separator, text.charAt(at) == ':');
        }
        if (text.charAt(name) == '-'
                && at > i
                && at < text.length()
                && text.charAt(at) != '-'
                && !Chars.lineEnd(text.charAt(at))) {
            return after(at, false);
        }
        int paired = pairedValue(i);
        return paired < 0 ? null : after(paired, false);
    }

    private char before() {
        return name == 0 ? ' ' : text.charAt(name - 1);
    }

    private static boolean closes(char c) {
        return Chars.quote(c) || c == '\\' || c == ']' || c == ')';
    }

    /** Behind {@code :}, {@code =}, {@code =>}, {@code :=} or {@code ==}; {@code at} when there is none. */
    private int separator(int at) {
        int i = at;
        while (i < text.length() && i - at < 2 && (text.charAt(i) == ':' || text.charAt(i) == '=')) {
            i++;
        }
        return i > at && i < text.length() && text.charAt(i) == '>' && text.charAt(i - 1) == '=' ? i + 1 : i;
    }

    /** The text of an XML element that has a secret name. */
    private Span element() {
        int i = nameEnd;
        while (i < text.length() && i - nameEnd < MOST_BETWEEN && text.charAt(i) != '>') {
            i++;
        }
        if (i >= text.length() || text.charAt(i) != '>') {
            return null;
        }
        int end = i + 1;
        while (end < text.length() && text.charAt(end) != '<' && !Chars.lineEnd(text.charAt(end))) {
            end++;
        }
        return new Span(i + 1, end);
    }

    /** Where the value begins of which the name was the value of {@code name}; -1 when it wasn't. */
    private int pairedValue(int from) {
        int i = from;
        while (i < text.length() && i - from < MOST_BETWEEN && between(text.charAt(i))) {
            i++;
        }
        if (i == from || !Chars.startsWithAnyCase(text, i, "value")) {
            return -1;
        }
        i += "value".length();
        while (i < text.length() && closes(text.charAt(i)) && i - from < 2 * MOST_BETWEEN) {
            i++;
        }
        int at = Chars.skipBlanks(text, i);
        int separator = separator(at);
        return separator > at ? separator : -1;
    }

    private static boolean between(char c) {
        return Character.isWhitespace(c) || c == ',' || c == ';' || c == '-' || Chars.quote(c) || c == '\\';
    }

    private Span after(int separator, boolean colon) {
        int at = Chars.skipBlanks(text, separator);
        boolean whole = name == lineInk;
        if (at >= text.length() || Chars.lineEnd(text.charAt(at))) {
            return colon ? block(at) : null;
        }
        int header = colon ? blockHeader(at) : at;
        if (header > at) {
            return block(header);
        }
        Span quoted = quoted(at);
        if (quoted != null) {
            return quoted;
        }
        if (SecretNames.header(text.subSequence(name, nameEnd))) {
            return new Span(scheme(at), header(at));
        }
        if ("[{(".indexOf(text.charAt(at)) >= 0) {
            return bracketed(at);
        }
        if (whole && colon) {
            return new Span(at, Chars.lineEnd(text, at));
        }
        int from = scheme(at);
        return new Span(at, unquoted(from, whole && variable()));
    }

    /** The end of the line when it is {@code |}, {@code >-} or the like; {@code at} when it isn't. */
    private int blockHeader(int at) {
        if (text.charAt(at) != '|' && text.charAt(at) != '>') {
            return at;
        }
        int i = at + 1;
        while (i < text.length() && i - at < MOST_BLOCK_HEADER && "+-123456789".indexOf(text.charAt(i)) >= 0) {
            i++;
        }
        i = Chars.skipBlanks(text, i);
        return i == text.length() || Chars.lineEnd(text.charAt(i)) ? i : at;
    }

    /** The lines below that are indented more than the name, as YAML has them. */
    private Span block(int lineEnd) {
        int from = -1;
        int to = lineEnd;
        int i = lineEnd;
        while (i < text.length()) {
            while (i < text.length() && Chars.lineEnd(text.charAt(i))) {
                i++;
            }
            int ink = Chars.skipBlanks(text, i);
            if (ink - i <= indent || ink >= text.length()) {
                break;
            }
            from = from < 0 ? ink : from;
            to = Chars.lineEnd(text, ink);
            i = to;
        }
        return from < 0 ? null : new Span(from, to);
    }

    private Span quoted(int at) {
        int mark = at;
        while (mark < text.length() && mark - at < 4 && text.charAt(mark) == '\\') {
            mark++;
        }
        if (mark >= text.length() || !Chars.quote(text.charAt(mark))) {
            return null;
        }
        String close = text.subSequence(at, mark + 1).toString();
        int last = Math.min(text.length() - close.length(), mark + MOST_QUOTED);
        for (int i = mark + 1; i <= last; i++) {
            boolean escaped = close.length() == 1 && text.charAt(i - 1) == '\\' && text.charAt(i - 2) != '\\';
            if (!escaped && Chars.startsWith(text, i, close)) {
                return new Span(at, i + close.length());
            }
        }
        return new Span(at, Chars.lineEnd(text, mark));
    }

    private Span bracketed(int at) {
        int depth = 0;
        int last = Math.min(text.length(), at + MOST_QUOTED);
        for (int i = at; i < last; i++) {
            char c = text.charAt(i);
            depth += "[{(".indexOf(c) >= 0 ? 1 : "]})".indexOf(c) >= 0 ? -1 : 0;
            if (depth == 0) {
                return new Span(at, i + 1);
            }
        }
        return new Span(at, last);
    }

    /** Behind the word that says what kind of credential follows. */
    private int scheme(int at) {
        int end = at;
        while (end < text.length() && end - at < MOST_BETWEEN && Chars.name(text.charAt(end))) {
            end++;
        }
        int next = Chars.skipBlanks(text, end);
        boolean known = SCHEMES.contains(text.subSequence(at, end).toString().toLowerCase(Locale.ROOT));
        return known && next > end && next < text.length() && !Chars.lineEnd(text.charAt(next)) ? next : at;
    }

    /** To the end of the line, or to the quote that was opened before the name. */
    private int header(int at) {
        char opened = before();
        int i = at;
        while (i < text.length()
                && !Chars.lineEnd(text.charAt(i))
                && !(Chars.quote(opened) && text.charAt(i) == opened)) {
            i++;
        }
        return i;
    }

    /** To the next blank, or to a separator that another name follows. */
    private int unquoted(int at, boolean whole) {
        int i = at;
        while (i < text.length() && !Character.isWhitespace(text.charAt(i))) {
            char c = text.charAt(i);
            boolean separates = c == ',' || c == ';' || c == '&';
            if (separates && !whole && anotherFollows(i + 1)) {
                break;
            }
            i++;
        }
        return i;
    }

    /** Whether the name is written as environment variables are, whose values have separators of their own. */
    private boolean variable() {
        for (int i = name; i < nameEnd; i++) {
            char c = text.charAt(i);
            if (!Chars.upper(c) && !Chars.digit(c) && c != '_') {
                return false;
            }
        }
        return true;
    }

    private boolean anotherFollows(int at) {
        int i = at;
        while (i < text.length() && i - at < MOST_BETWEEN && (Chars.name(text.charAt(i)) || closes(text.charAt(i)))) {
            i++;
        }
        return i == text.length() || Character.isWhitespace(text.charAt(i)) || separator(i) > i;
    }
}
