package io.jenkins.plugins.mlpipeline.engine.rollout;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutOptions.Recovery;
import java.time.Duration;

/** Options as people write them, on a command line or in a Pipeline. */
public final class OptionText {
    private OptionText() {}

    /**
     * A time: {@code 30s}, {@code 10m}, {@code 24h}, or a number of seconds.
     *
     * @param name of the option, for errors
     * @throws UserError when it isn't one
     */
    public static Duration duration(String name, String value) {
        if (!value.matches("[0-9]{1,7}[smh]?")) {
            throw new UserError(name + ": \"" + value + "\" is not a time; write it as 30s, 10m or 24h.");
        }
        char unit = value.charAt(value.length() - 1);
        long amount = Long.parseLong(Character.isDigit(unit) ? value : value.substring(0, value.length() - 1));
        return switch (unit) {
            case 'm' -> Duration.ofMinutes(amount);
            case 'h' -> Duration.ofHours(amount);
            default -> Duration.ofSeconds(amount);
        };
    }

    /** {@code rollback} or {@code leave}; errors as for {@link #choice}. */
    public static Recovery recovery(String name, String value) {
        return choice(name, value, "rollback", "leave") ? Recovery.ROLLBACK : Recovery.LEAVE;
    }

    /**
     * Whether the first of two words was given.
     *
     * @throws UserError when neither was
     */
    public static boolean choice(String name, String value, String first, String second) {
        if (!value.equals(first) && !value.equals(second)) {
            throw new UserError(name + ": \"" + value + "\" is neither " + first + " nor " + second + ".");
        }
        return value.equals(first);
    }
}
