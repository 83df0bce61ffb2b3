package io.jenkins.plugins.mlpipeline.setup;

/**
 * What was found out about one thing that is configured.
 *
 * @param state whether it works
 * @param subject what was tried, as the administrator calls it
 * @param sentence what was found, and what to do when it doesn't work
 */
public record Finding(State state, String subject, String sentence) {
    /** Whether something works. */
    public enum State {
        /** It does. */
        WORKS,
        /** It can't be told from here, or something that is wanted now and then is missing. */
        UNSURE,
        /** It doesn't. */
        FAILS;

        /** As the page says it. */
        public String getText() {
            return switch (this) {
                case WORKS -> Messages.Finding_Works();
                case UNSURE -> Messages.Finding_Unsure();
                case FAILS -> Messages.Finding_Fails();
            };
        }

        /** Jenkins' own symbol for it. */
        public String getIcon() {
            return switch (this) {
                case WORKS -> "symbol-status-blue";
                case UNSURE -> "symbol-status-yellow";
                case FAILS -> "symbol-status-red";
            };
        }
    }

    static Finding works(String subject, String sentence) {
        return new Finding(State.WORKS, subject, sentence);
    }

    static Finding unsure(String subject, String sentence) {
        return new Finding(State.UNSURE, subject, sentence);
    }

    static Finding fails(String subject, String sentence) {
        return new Finding(State.FAILS, subject, sentence);
    }

    public State getState() {
        return state;
    }

    public String getSubject() {
        return subject;
    }

    public String getSentence() {
        return sentence;
    }
}
