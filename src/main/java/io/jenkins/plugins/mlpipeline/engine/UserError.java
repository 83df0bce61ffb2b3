package io.jenkins.plugins.mlpipeline.engine;

import io.jenkins.plugins.mlpipeline.engine.text.PlainText;

/**
 * Something that the person who wrote the command, the spec or the data can put right.
 *
 * <p>The message is complete on its own: it names the thing, the reason and the way out, in that order, without a stack
 * trace. It is one line of limited length, whatever names and cells a stranger's file brings into it. The command line answers exit code 2, a step fails the build with the message alone.
 */
public class UserError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UserError(String message) {
        super(PlainText.line(message));
    }

    public UserError(String message, Throwable cause) {
        super(PlainText.line(message), cause);
    }
}
