package io.jenkins.plugins.mlpipeline.engine.verification.check;

import java.util.Arrays;
import java.util.List;

/**
 * How much counters grew within a window, from their samples as they were scraped: whole numbers, where PromQL's {@code
 * increase} extrapolates and knows nothing of a series that appears with its first event. Such a series was 0 before it was
 * there: a counter of errors begins with the first error, and that error counts.
 */
public final class Counting {
    /** Fewer scrapes than this in a window say little about it. */
    public static final int LEAST_SCRAPES = 4;

    private static final double WHOLE = 1e-6;

    private Counting() {}

    /**
     * One counter's samples.
     *
     * @param millis when, ascending
     * @param values what was scraped then; as long as {@code millis}
     */
    public record Samples(long[] millis, double[] values) {
        public Samples {
            if (millis.length != values.length) {
                throw new IllegalArgumentException(millis.length + " times, " + values.length + " values");
            }
        }

        /** How many of them are after a moment. */
        int after(long from) {
            return (int) Arrays.stream(millis).filter(t -> t > from).count();
        }
    }

    /**
     * How much one counter grew since a moment. A value that is less than the one before is a new beginning at 0.
     *
     * @param samples with some from before that moment, when it was there then
     * @param from the window's beginning, in milliseconds
     * @return never negative; {@code NaN} when a value is no count
     */
    public static double growth(Samples samples, long from) {
        double grown = 0;
        double last = 0;
        for (int i = 0; i < samples.millis().length; i++) {
            double value = samples.values()[i];
            if (!(value >= 0) || Double.isInfinite(value)) {
                return Double.NaN;
            }
            if (samples.millis()[i] > from) {
                grown += value < last ? value : value - last;
            }
            last = value;
        }
        return grown;
    }

    /** The greatest number of scrapes that any of the series had in the window. */
    public static int scrapes(List<Samples> series, long from) {
        return series.stream().mapToInt(s -> s.after(from)).max().orElse(0);
    }

    /** A growth as a count, or -1 when it is none. */
    public static long whole(double grown) {
        long count = Math.round(grown);
        return Math.abs(grown - count) <= WHOLE * Math.max(1, grown) ? count : -1;
    }
}
