package io.jenkins.plugins.mlpipeline.engine.rollout.restore;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.util.Locale;

/** What a rollback looks for. */
public enum RollbackTo {
    /** What ran healthy immediately before. */
    PREVIOUS,
    /** The newest revision that a gate let through and that was deployed. */
    GATED,
    /** The newest revision that a verification passed. */
    VERIFIED;

    /**
     * Reads {@code previous}, {@code gated} or {@code verified}.
     *
     * @param name of the option, for errors
     * @throws UserError when it is none of them
     */
    public static RollbackTo parse(String name, String value) {
        for (RollbackTo to : values()) {
            if (to.word().equals(value)) {
                return to;
            }
        }
        throw new UserError(name + ": \"" + value + "\" is not previous, gated or verified.");
    }

    /** Whether it demands as much of a revision as another. */
    public boolean isAtLeast(RollbackTo other) {
        return compareTo(other) >= 0;
    }

    /** As it is written. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
