package io.jenkins.plugins.mlpipeline.engine.text;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A moment as people read it.
 *
 * @param shown how long ago it was; the day when that is long ago or still to come
 * @param exact to the second
 */
public record Moment(String shown, String exact) {
    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    /** From so many units on the next larger one is said. */
    private static final int MOST_UNITS = 2;

    private static final int MOST_DAYS = 30;

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter EXACT = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    /** An ISO 8601 instant, seen from now; any other text as it is. */
    public static Moment of(String instant) {
        return of(instant, Instant.now());
    }

    /** The same, seen from another moment. */
    static Moment of(String instant, Instant now) {
        try {
            Instant at = Instant.parse(instant);
            return new Moment(shown(at, Duration.between(at, now).getSeconds()), EXACT.format(at));
        } catch (DateTimeException e) {
            return new Moment(instant, instant);
        }
    }

    private static String shown(Instant at, long seconds) {
        // Clocks of two machines differ by some seconds.
        if (seconds > -MINUTE && seconds < MINUTE) {
            return "just now";
        }
        if (seconds < 0 || seconds >= MOST_DAYS * DAY) {
            return DATE.format(at);
        }
        if (seconds < MOST_UNITS * HOUR) {
            return seconds / MINUTE + " min ago";
        }
        return seconds < MOST_UNITS * DAY ? seconds / HOUR + " h ago" : seconds / DAY + " days ago";
    }
}
