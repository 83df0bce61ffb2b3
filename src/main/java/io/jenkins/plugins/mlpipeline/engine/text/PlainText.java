package io.jenkins.plugins.mlpipeline.engine.text;

/** Texts that strangers wrote, made fit for a log, a terminal and a report. */
public final class PlainText {
    /** Stands for a character that is not shown. */
    public static final int REPLACEMENT = 0xFFFD;

    private static final int MOST = 2000;
    private static final int FIRST_BIDI_EMBEDDING = 0x202A;
    private static final int LAST_BIDI_EMBEDDING = 0x202E;
    private static final int FIRST_BIDI_ISOLATE = 0x2066;
    private static final int LAST_BIDI_ISOLATE = 0x2069;
    private static final int NON_CHARACTER = 0xFFFE;

    private PlainText() {}

    /**
     * False for control characters (which XML can't hold and a terminal obeys), for what reverses the direction of the text
     * around it, and for what is no character.
     */
    public static boolean isShown(int c) {
        boolean control = Character.isISOControl(c) && c != '\n' && c != '\t';
        boolean bidi = c >= FIRST_BIDI_EMBEDDING && c <= LAST_BIDI_EMBEDDING
                || c >= FIRST_BIDI_ISOLATE && c <= LAST_BIDI_ISOLATE;
        boolean none = Character.getType(c) == Character.SURROGATE || (c & NON_CHARACTER) == NON_CHARACTER;
        return !control && !bidi && !none;
    }

    /** A text that is too long to be read in a report is cut. */
    public static String cut(String text) {
        return text.length() <= MOST ? text : text.substring(0, MOST) + "\u2026";
    }

    /** A text on one line, cut where it is too long, with what is not shown replaced. */
    public static String line(String text) {
        StringBuilder line = new StringBuilder();
        cut(text)
                .codePoints()
                .map(c -> c == '\n' || c == '\t' ? ' ' : c)
                .forEach(c -> line.appendCodePoint(isShown(c) ? c : REPLACEMENT));
        return line.toString();
    }
}
