package io.jenkins.plugins.mlpipeline.engine.rollout.secret;

import io.jenkins.plugins.mlpipeline.engine.rollout.secret.SecretAssignment.Span;
import java.util.Map;
import java.util.Set;

/**
 * Passwords that a program takes by a flag or by their place, without a name that tells: {@code mysql -phunter2}, {@code
 * sshpass -p hunter2}, {@code curl -u bob:hunter2}, {@code sqlplus bob/hunter2@db}, and {@code login bob password
 * hunter2} as {@code .netrc} has it.
 *
 * <p>It is told each name of a line in turn, and remembers which program the line is about.
 */
final class Commands {
    private static final int MOST_VALUE = 300;
    private static final Set<String> USERS = Set.of("-u", "-U", "--user", "--proxy-user");

    /**
     * How a program takes its password.
     *
     * @param flag the flag
     * @param apart whether the password may also be the next word
     */
    private record Flag(String flag, boolean apart) {}

    private static final Flag MYSQL = new Flag("-p", false);
    private static final Map<String, Flag> PROGRAMS = Map.ofEntries(
            Map.entry("mysql", MYSQL),
            Map.entry("mysqldump", MYSQL),
            Map.entry("mysqladmin", MYSQL),
            Map.entry("mysqlimport", MYSQL),
            Map.entry("mysqlcheck", MYSQL),
            Map.entry("mariadb", MYSQL),
            Map.entry("mariadb-dump", MYSQL),
            Map.entry("mariadb-admin", MYSQL),
            Map.entry("7z", MYSQL),
            Map.entry("7za", MYSQL),
            Map.entry("sshpass", new Flag("-p", true)),
            Map.entry("login", new Flag("-p", true)),
            Map.entry("redis-cli", new Flag("-a", true)),
            Map.entry("zip", new Flag("-P", true)),
            Map.entry("unzip", new Flag("-P", true)),
            Map.entry("ldapsearch", new Flag("-w", true)),
            Map.entry("ldapmodify", new Flag("-w", true)),
            Map.entry("ldapwhoami", new Flag("-w", true)));
    private static final Set<String> ORACLE = Set.of("sqlplus", "sqlldr", "expdp", "impdp");

    private final CharSequence text;
    private Flag flag;
    private boolean oracle;
    /** Whether this line or the one before names a login, and the machine that it is for. */
    private boolean login;

    private boolean loginBefore;

    Commands(CharSequence text) {
        this.text = text;
    }

    /** A line ended. */
    void lineEnd() {
        flag = null;
        oracle = false;
        loginBefore = login;
        login = false;
    }

    /**
     * The password that follows a name, or {@code null}.
     *
     * @param at where the name begins
     * @param end behind its last character
     */
    Span password(int at, int end) {
        if (end - at > MOST_VALUE) {
            return null;
        }
        String name = text.subSequence(at, end).toString();
        if (name.charAt(0) == '-') {
            return USERS.contains(name) ? afterUser(end) : flagged(name, at, end);
        }
        if ((login || loginBefore) && name.equals("password")) {
            return word(end);
        }
        if (oracle && end < text.length() && text.charAt(end) == '/') {
            return oracleLogon(end + 1);
        }
        flag = PROGRAMS.getOrDefault(name, flag);
        oracle |= ORACLE.contains(name);
        login |= name.equals("login") || name.equals("machine");
        return null;
    }

    private Span flagged(String name, int at, int end) {
        if (flag == null || !name.startsWith(flag.flag)) {
            return null;
        }
        if (name.equals(flag.flag)) {
            // A quote, or a character that no name has, may follow the flag at once.
            boolean attached = end < text.length() && !Character.isWhitespace(text.charAt(end));
            return attached ? new Span(end, wordEnd(end)) : flag.apart ? word(end) : null;
        }
        return new Span(at + flag.flag.length(), wordEnd(end));
    }

    /** Behind the colon of {@code user:password}; two numbers are the ids of a user and a group. */
    private Span afterUser(int end) {
        Span word = word(end);
        if (word == null) {
            return null;
        }
        int colon = word.from();
        while (colon < word.to() && text.charAt(colon) != ':') {
            colon++;
        }
        boolean numbers = true;
        for (int i = word.from(); i < word.to(); i++) {
            numbers &= Chars.digit(text.charAt(i)) || text.charAt(i) == ':';
        }
        if (numbers || colon >= word.to() - 1) {
            return null;
        }
        boolean quoted =
                Chars.quote(text.charAt(word.from())) && text.charAt(word.to() - 1) == text.charAt(word.from());
        return new Span(colon + 1, quoted ? word.to() - 1 : word.to());
    }

    private Span oracleLogon(int from) {
        int to = from;
        while (to < text.length() && to - from < MOST_VALUE && !Character.isWhitespace(text.charAt(to))) {
            if (text.charAt(to) == '@') {
                break;
            }
            to++;
        }
        return to > from ? new Span(from, to) : null;
    }

    /** The next word of the line, with its quotes. */
    private Span word(int end) {
        int from = end;
        while (from < text.length() && from - end < MOST_VALUE && Chars.blank(text.charAt(from))) {
            from++;
        }
        if (from == end
                || from == text.length()
                || Character.isWhitespace(text.charAt(from))
                || text.charAt(from) == '-') {
            return null;
        }
        int to = wordEnd(from);
        return to > from ? new Span(from, to) : null;
    }

    /** The end of a word; a quote that opens it ends it. */
    private int wordEnd(int from) {
        boolean quoted = from < text.length() && Chars.quote(text.charAt(from));
        char close = quoted ? text.charAt(from) : ' ';
        int i = quoted ? from + 1 : from;
        while (i < text.length() && i - from < MOST_VALUE && !Chars.lineEnd(text.charAt(i))) {
            char c = text.charAt(i);
            if (quoted && c == close) {
                return i + 1;
            }
            if (!quoted && (Character.isWhitespace(c) || Chars.quote(c))) {
                return i;
            }
            i++;
        }
        return i;
    }
}
