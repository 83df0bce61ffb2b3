package io.jenkins.plugins.mlpipeline.engine.verification;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Check;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is verified, and how long.
 *
 * @param checks at least one
 * @param window how long the deployment is watched
 * @param interval the time between two looks; each look judges all since the window began
 * @param badLooks how many of the last {@code looks} must be bad for a failure
 * @param looks see {@code badLooks}
 * @param service what {@code $service} stands for; null for the workload's name
 */
public record VerificationPlan(
        List<Check> checks, Duration window, Duration interval, int badLooks, int looks, String service) {
    /** How long is watched unless somebody says otherwise. */
    public static final Duration WINDOW = Duration.ofMinutes(10);

    /** How often is looked unless somebody says otherwise. */
    public static final Duration INTERVAL = Duration.ofMinutes(1);

    /** Of so many looks {@link #BAD_LOOKS} must be bad unless somebody says otherwise. */
    public static final int LOOKS = 3;

    /** See {@link #LOOKS}. */
    public static final int BAD_LOOKS = 1;

    /** The chance that a verification fails whose demands are all just met. */
    public static final double FALSE_ALARMS = 0.05;

    private static final int MOST_CHECKS = 50;
    private static final int MOST_LOOKS = 200;

    public VerificationPlan {
        checks = List.copyOf(checks);
        if (checks.isEmpty()) {
            throw new UserError("There is no check; a verification without one would say nothing.");
        }
        if (checks.size() > MOST_CHECKS) {
            throw new UserError("There are " + checks.size() + " checks; at most " + MOST_CHECKS + " are made.");
        }
        Set<String> ids = new HashSet<>();
        for (Check check : checks) {
            if (!ids.add(check.id())) {
                throw new UserError("Two checks have the id \"" + check.id() + "\"; give one of them another id.");
            }
        }
        if (interval.toSeconds() < 1 || window.compareTo(interval) < 0) {
            throw new UserError("window is " + window.toSeconds() + " s and interval " + interval.toSeconds()
                    + " s; an interval of at least 1 s and a window that is no shorter are expected.");
        }
        if (window.dividedBy(interval) > MOST_LOOKS) {
            throw new UserError("window is " + window.toSeconds() + " s and interval " + interval.toSeconds()
                    + " s; at most " + MOST_LOOKS + " looks are made. Look less often.");
        }
        if (badLooks < 1 || badLooks > looks) {
            throw new UserError("badLooks is " + badLooks + " and looks " + looks
                    + "; at least 1 bad look, and no more than are counted, is expected.");
        }
    }

    /** How many looks there are in all. */
    public int allLooks() {
        return (int) ((window.toMillis() + interval.toMillis() - 1) / interval.toMillis());
    }

    /**
     * The chance of a false alarm of one check at one look. Of {@code L} looks with a chance of {@code p} each at least
     * {@code N} are bad with a chance of {@code L p / N} at most (Markov's inequality), however much they have in common, and
     * checks add up: with this the whole verification keeps {@link #FALSE_ALARMS}.
     */
    public double tail() {
        return Math.min(0.5, FALSE_ALARMS * badLooks / ((double) allLooks() * checks.size()));
    }
}
