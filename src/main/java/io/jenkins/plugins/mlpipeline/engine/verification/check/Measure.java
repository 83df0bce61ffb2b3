package io.jenkins.plugins.mlpipeline.engine.verification.check;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What is measured. */
public sealed interface Measure {
    /**
     * The share of events, for example of requests that failed: two counters, each asked for by itself, so that the share
     * has an exact interval and "none of 300" is not the same as "nothing".
     *
     * @param numerator counts the events
     * @param denominator counts all of them
     */
    record Rate(Selector numerator, Selector denominator) implements Measure {}

    /**
     * A quantile of a classic histogram, for example of the time that answers take.
     *
     * @param buckets its cumulative buckets, mostly {@code ..._bucket}
     * @param quantile in (0, 1)
     */
    record Quantile(Selector buckets, double quantile) implements Measure {
        public Quantile {
            if (!(quantile > 0 && quantile < 1)) {
                throw new UserError("quantile is " + quantile + "; a number between 0 and 1 is expected.");
            }
        }
    }

    /**
     * A number that goes up and down, for example memory.
     *
     * @param series its series
     * @param aggregate what is made of several pods and of the whole window
     */
    record Gauge(Selector series, Aggregate aggregate) implements Measure {}

    /**
     * A query in PromQL that answers one number.
     *
     * @param query may hold {@code $pods} between braces, {@code $window} and the words that stand for the target
     */
    record Query(String query) implements Measure {}

    /** What is made of several numbers. */
    enum Aggregate {
        MAX,
        MIN,
        AVG,
        SUM;

        /** As it is written, here and in PromQL. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The function that makes one number of a window: a sum over pods is of their means, not of all samples. */
        public String overTime() {
            return (this == SUM ? AVG : this).key() + "_over_time";
        }

        /** @throws UserError when it is none */
        public static Aggregate of(String written) {
            List<String> known = Arrays.stream(values()).map(Aggregate::key).toList();
            return Arrays.stream(values())
                    .filter(a -> a.key().equals(written))
                    .findFirst()
                    .orElseThrow(() -> new UserError(
                            "aggregate \"" + written + "\" is unknown. " + NearNames.hint(written, known)));
        }
    }
}
