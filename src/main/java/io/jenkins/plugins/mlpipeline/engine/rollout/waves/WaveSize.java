package io.jenkins.plugins.mlpipeline.engine.rollout.waves;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many targets are deployed to together.
 *
 * @param number of targets, or a share of them all in percent; at least 1
 * @param share whether it is a share
 */
public record WaveSize(int number, boolean share) {
    /** One target after another. */
    public static final WaveSize ONE = new WaveSize(1, false);

    private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,4}) ?(%?)");
    private static final int WHOLE = 100;

    /**
     * Reads {@code 3} or {@code 25 %}.
     *
     * @param name of the option, for errors
     * @throws UserError when it is neither
     */
    public static WaveSize parse(String name, String value) {
        Matcher written = WRITTEN.matcher(value.trim());
        if (!written.matches()) {
            throw wrong(name, value);
        }
        int number = Integer.parseInt(written.group(1));
        boolean share = !written.group(2).isEmpty();
        if (number < 1 || share && number > WHOLE) {
            throw wrong(name, value);
        }
        return new WaveSize(number, share);
    }

    private static UserError wrong(String name, String value) {
        return new UserError(
                name + ": \"" + value + "\" is neither a number of targets from 1 nor a share of them from 1 %"
                        + " to 100 %; write it as 3 or '25 %'.");
    }

    /** The number of targets of a wave: a share is rounded down, and no wave is without any. */
    public int of(int targets) {
        return share ? Math.max(1, targets * number / WHOLE) : number;
    }

    /**
     * The wave that a target belongs to, from 1: the targets keep their order, and a wave its members, however often the
     * deployment is run.
     *
     * @param index of the target, from 0
     */
    public int wave(int index, int targets) {
        return index / of(targets) + 1;
    }

    /** How many waves there are. */
    public int waves(int targets) {
        return targets == 0 ? 0 : wave(targets - 1, targets);
    }
}
