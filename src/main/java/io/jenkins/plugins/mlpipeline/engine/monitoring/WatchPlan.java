package io.jenkins.plugins.mlpipeline.engine.monitoring;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.time.Duration;
import java.time.Instant;

/**
 * What is asked of a watch.
 *
 * @param windows so many looks in a row at which the same thing is bad make an alarm; 1 to 20
 * @param falseAlarms how many alarms in 30 days may come of chance alone; above 0, at most 1
 * @param minRows fewer rows are too few to look at; at least 30
 */
public record WatchPlan(int windows, double falseAlarms, long minRows) {
    /** The looks in a row unless somebody says otherwise. */
    public static final int WINDOWS = 3;

    /** The false alarms in 30 days unless somebody says otherwise. */
    public static final double FALSE_ALARMS = 0.05;

    /** The least rows unless somebody says otherwise: with fewer, chance moves an index of stability by more than 0.1. */
    public static final long MIN_ROWS = 100;

    private static final int MOST_WINDOWS = 20;
    private static final long LEAST_ROWS = 30;
    private static final double PERIOD_SECONDS = Duration.ofDays(30).toSeconds();
    private static final Duration FIRST = Duration.ofDays(1);
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final double MOST_ERROR = 0.2;

    public WatchPlan {
        if (windows < 1 || windows > MOST_WINDOWS) {
            throw new UserError("windows is " + windows + "; 1 to " + MOST_WINDOWS + " looks in a row are expected.");
        }
        if (!(falseAlarms > 0 && falseAlarms <= 1)) {
            throw new UserError("false alarms are " + falseAlarms
                    + "; how many may come in 30 days is expected, above 0 and at most 1, for example 0.05.");
        }
        if (minRows < LEAST_ROWS) {
            throw new UserError("the least number of rows is " + minRows + "; at least " + LEAST_ROWS
                    + " are needed to tell drift from chance.");
        }
    }

    /**
     * The chance with which a look may be bad when nothing has changed: its part of the 30 days. An alarm takes
     * {@code windows} bad looks, and no two alarms share one, so that there are at most as many alarms as bad looks divided
     * by {@code windows}, whatever the looks have in common. What is spent is the time since the look before; the first has a
     * day, and a silence of more than seven days counts as seven.
     *
     * @param last the look before; null when there is none
     */
    public double alpha(Instant last, Instant now) {
        Duration since = last == null ? FIRST : Duration.between(last, now);
        Duration spent = since.compareTo(LONGEST) > 0 ? LONGEST : since;
        return Math.min(MOST_ERROR, falseAlarms * windows * spent.toSeconds() / PERIOD_SECONDS);
    }
}
