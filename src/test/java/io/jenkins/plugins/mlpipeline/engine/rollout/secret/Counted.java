package io.jenkins.plugins.mlpipeline.engine.rollout.secret;

/** A text that counts how often a character of it is looked at, and ends a search that looks at too many. */
public final class Counted implements CharSequence {
    /** More characters were looked at than allowed. */
    public static final class TooMany extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final String text;
    private final long most;
    private final long[] looks;

    /**
     * A text.
     *
     * @param most how many looks are allowed
     */
    public Counted(String text, long most) {
        this(text, most, new long[1]);
    }

    private Counted(String text, long most, long[] looks) {
        this.text = text;
        this.most = most;
        this.looks = looks;
    }

    /** How often a character was looked at, in parts of this text too. */
    public long looks() {
        return looks[0];
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        if (++looks[0] > most) {
            throw new TooMany();
        }
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new Counted(text.substring(start, end), most, looks);
    }

    @Override
    public String toString() {
        looks[0] += text.length();
        return text;
    }
}
