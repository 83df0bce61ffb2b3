package io.jenkins.plugins.mlpipeline.engine.rollout.cluster;

import io.jenkins.plugins.mlpipeline.engine.rollout.secret.Credentials;
import java.util.function.UnaryOperator;

/** Hides what looks like a credential in text that comes from pods and events, see {@link Credentials}. */
public final class LogMask {
    private final UnaryOperator<String> more;

    /**
     * A mask.
     *
     * @param more hides what the caller knows to be secret, before the rules do
     */
    public LogMask(UnaryOperator<String> more) {
        this.more = more;
    }

    public String apply(String text) {
        return Credentials.hide(more.apply(text));
    }
}
