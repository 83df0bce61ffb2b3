package io.jenkins.plugins.mlpipeline.engine.rollout.secret;

import java.util.Locale;

/**
 * Hides what looks like a credential, in one pass: the time is in proportion to the text's length, whatever stands in it.
 *
 * <p>Recognised are private keys in PEM, values of secret names ({@link SecretNames}, {@link SecretAssignment}), passwords in
 * addresses ({@link UserInfo}), passwords on command lines ({@link Commands}), what follows {@code Bearer} and {@code
 * Basic}, tokens with a known beginning ({@link TokenShapes}), and long runs of base64.
 */
public final class Credentials {
    /** What stands in place of a secret. */
    public static final String HIDDEN = "***";

    private static final int SHORTEST_BEARER = 12;
    /** A line of PEM has 64 characters, of MIME 76; a digest in hexadecimal has no capitals beside small letters. */
    private static final int SHORTEST_BASE64 = 60;

    private final CharSequence text;
    private final StringBuilder out = new StringBuilder();
    private final UserInfo userInfo = new UserInfo(out);
    private final Commands commands;
    private int at;
    private int nameEnd;
    private int base64End;
    private int lineBegin;
    private int lineInk = -1;

    private Credentials(CharSequence text) {
        this.text = text;
        this.commands = new Commands(text);
    }

    /** The text with {@link #HIDDEN} in place of each credential. */
    public static String hide(CharSequence text) {
        Credentials run = new Credentials(text);
        while (run.at < text.length()) {
            run.next();
        }
        return run.out.toString();
    }

    private void next() {
        char c = text.charAt(at);
        if (c == '-' && key()) {
            return;
        }
        if (Chars.name(c) && at >= nameEnd && name()) {
            return;
        }
        int end = token();
        if (end > at) {
            hide(end);
            return;
        }
        if (Chars.base64(c) && at >= base64End && base64()) {
            return;
        }
        copy(c);
    }

    /** The end of a token that begins here, or {@code at}. */
    private int token() {
        boolean begins = Chars.alphanumeric(text.charAt(at)) && (at == 0 || !Chars.alphanumeric(text.charAt(at - 1)));
        return begins ? TokenShapes.end(text, at) : at;
    }

    private boolean key() {
        int end = PrivateKeys.end(text, at);
        if (end > at) {
            hide(end);
            return true;
        }
        end = PrivateKeys.tail(text, at);
        if (end > at) {
            out.setLength(PrivateKeys.beginOfTail(out));
            userInfo.forget();
            hide(end);
            return true;
        }
        return false;
    }

    private boolean name() {
        nameEnd = at;
        while (nameEnd < text.length() && Chars.name(text.charAt(nameEnd))) {
            nameEnd++;
        }
        CharSequence name = text.subSequence(at, nameEnd);
        SecretAssignment.Span value = SecretNames.secret(name)
                ? new SecretAssignment(text, at, nameEnd, ink(), Math.max(0, ink() - lineBegin)).value()
                : null;
        SecretAssignment.Span password = commands.password(at, nameEnd);
        if (value == null) {
            value = password;
        }
        if (value == null) {
            value = spoken(name);
        }
        if (value == null) {
            value = PrivateKeys.putty(text, at, nameEnd);
        }
        if (value == null || value.to() <= value.from()) {
            return false;
        }
        while (at < value.from()) {
            int end = token();
            if (end > at) {
                hide(Math.min(end, value.from()));
            } else {
                copy(text.charAt(at));
            }
        }
        hide(value.to());
        return true;
    }

    private int ink() {
        return lineInk < 0 ? at : lineInk;
    }

    /** {@code bearer abc...} and {@code basic dXNlcj...} in the middle of a sentence. */
    private SecretAssignment.Span spoken(CharSequence name) {
        if (name.length() > "bearer".length()) {
            return null;
        }
        String word = name.toString().toLowerCase(Locale.ROOT);
        boolean basic = word.equals("basic");
        if (!basic && !word.equals("bearer")) {
            return null;
        }
        int from = Chars.skipBlanks(text, nameEnd);
        if (from == nameEnd) {
            return null;
        }
        int to = from;
        boolean random = !basic;
        while (to < text.length() && (Chars.base64(text.charAt(to)) || "._~-".indexOf(text.charAt(to)) >= 0)) {
            random |= Chars.digit(text.charAt(to))
                    || text.charAt(to) == '='
                    || (to > from && Chars.upper(text.charAt(to)));
            to++;
        }
        return to - from >= SHORTEST_BEARER && random ? new SecretAssignment.Span(from, to) : null;
    }

    private boolean base64() {
        base64End = at;
        boolean digits = false;
        boolean capitals = false;
        boolean small = false;
        while (base64End < text.length() && Chars.base64(text.charAt(base64End))) {
            char c = text.charAt(base64End);
            digits |= Chars.digit(c);
            capitals |= Chars.upper(c);
            small |= c >= 'a' && c <= 'z';
            base64End++;
        }
        if (base64End - at >= SHORTEST_BASE64 && digits && capitals && small) {
            hide(base64End);
            return true;
        }
        return false;
    }

    private void hide(int end) {
        out.append(HIDDEN);
        while (at < end) {
            pass(text.charAt(at));
        }
    }

    private void copy(char c) {
        userInfo.before(text, at);
        out.append(c);
        pass(c);
    }

    private void pass(char c) {
        at++;
        if (Chars.lineEnd(c)) {
            lineBegin = at;
            lineInk = -1;
            commands.lineEnd();
        } else if (lineInk < 0 && !Chars.blank(c) && c != '-' && !Chars.quote(c)) {
            lineInk = at - 1;
        }
    }
}
