package io.jenkins.plugins.mlpipeline.engine.model.booster;

/** A file is none that is read; the message is the end of a sentence that begins with its name. */
final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
        super(message);
    }
}
