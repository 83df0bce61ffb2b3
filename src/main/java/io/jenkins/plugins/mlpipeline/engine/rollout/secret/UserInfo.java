package io.jenkins.plugins.mlpipeline.engine.rollout.secret;

/**
 * Passwords in addresses: {@code scheme://user:password@host}, {@code scheme://token@host}, {@code user:password@host},
 * {@code jdbc:oracle:thin:user/password@host}.
 *
 * <p>Which part was one is known only at the {@code @}: it is taken back from what was written already.
 */
final class UserInfo {
    private static final int MOST_HOST = 300;
    private static final String ORACLE = "jdbc:oracle:";

    private final StringBuilder out;
    /** Where the user begins in what was written; -1 outside an address. */
    private int user = -1;
    /** Behind the first colon after it, or -1. */
    private int password = -1;
    /** Whether only digits followed that colon. */
    private boolean port;
    /** Whether an at sign ended user and password: only another one before the host's end makes it longer. */
    private boolean hostFollows;
    /** Where a word without a scheme begins, and behind its first colon. */
    private int word;

    private int colon = -1;
    /** Behind the slash between an Oracle user and the password, or -1. */
    private int logon = -1;

    UserInfo(StringBuilder out) {
        this.out = out;
    }

    /** A character is about to be written. */
    void before(CharSequence text, int at) {
        char c = text.charAt(at);
        if (Character.isWhitespace(c) || Chars.quote(c) || c == '<') {
            forget();
        } else if (c == '/' && afterScheme()) {
            forget();
            user = out.length() + 1;
        } else if (user >= 0) {
            inAddress(c);
        } else if (c == '@') {
            plain(text, at);
        } else if (c == ':' && colon < 0) {
            colon = out.length() + 1;
        } else if (!Chars.name(c) && colon < 0) {
            word = out.length() + 1;
        } else if (c == '/' || c == ',') {
            logon = c == '/' && logon < 0 && oracle() ? out.length() + 1 : logon;
            word = out.length() + 1;
            colon = -1;
        }
    }

    private void inAddress(char c) {
        boolean ends = c == '/' || c == '?' || c == '#';
        if (c == '@') {
            takeBack(password >= 0 ? password : user);
            hostFollows = true;
        } else if ((ends && (password < 0 || port || hostFollows)) || (c == '[' && out.length() == user)) {
            forget();
        } else if (c == ':' && password < 0) {
            password = out.length() + 1;
            port = true;
        } else {
            port = port && Chars.digit(c);
        }
    }

    /** {@code name:password@host}, but no image's {@code repository:tag@sha256:...}. */
    private void plain(CharSequence text, int at) {
        if (logon >= 0) {
            takeBack(logon);
            logon = -1;
            return;
        }
        boolean named = colon > word + 1 && colon < out.length() && out.charAt(out.length() - 1) != ':';
        if (named && !Chars.startsWith(text, at + 1, "sha256:") && host(text, at + 1)) {
            takeBack(colon);
        }
    }

    /** Whether the word that began before the slash is an address of Oracle's driver. */
    private boolean oracle() {
        return colon > word && word + ORACLE.length() <= out.length() && out.indexOf(ORACLE, word) == word;
    }

    private static boolean host(CharSequence text, int from) {
        int i = from;
        while (i < text.length() && i - from < MOST_HOST && Chars.name(text.charAt(i))) {
            i++;
        }
        return i > from;
    }

    private void takeBack(int from) {
        if (from < out.length()) {
            out.setLength(from);
            out.append(Credentials.HIDDEN);
        }
    }

    private boolean afterScheme() {
        int slash = out.length() - 1;
        return slash >= 2
                && out.charAt(slash) == '/'
                && out.charAt(slash - 1) == ':'
                && Chars.alphanumeric(out.charAt(slash - 2));
    }

    /** What was written before is no part of an address. */
    void forget() {
        user = -1;
        password = -1;
        hostFollows = false;
        colon = -1;
        logon = -1;
        word = out.length() + 1;
    }
}
