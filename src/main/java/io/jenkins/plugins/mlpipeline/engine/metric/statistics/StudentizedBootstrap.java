package io.jenkins.plugins.mlpipeline.engine.metric.statistics;

import java.util.Arrays;

/**
 * The bootstrap-t of Efron (1982): bounds of a mean from the distribution, over drawn samples, of its distance from the mean of
 * all in standard errors of the sample. Where numbers are skewed it errs far less often than Student's t.
 *
 * @param pivots distances of the samples whose standard error is not 0, ascending
 * @param undefined samples without variation, counted and left out
 * @param seed that the samples were drawn with
 */
public record StudentizedBootstrap(double[] pivots, int undefined, long seed) {
    /** The method of bounds that are made of it. */
    public static final String METHOD = "bootstrap-t";

    /** The same over whole groups of rows. */
    public static final String OF_GROUPS = "bootstrap-t-of-groups";

    /** No sample has more rows: what more would change is less than what is seen. */
    public static final int MOST_ROWS = 10_000;

    /** Rows that are drawn at most for all samples together, and the most samples. */
    private static final int MOST_DRAWS = 20_000_000;

    private static final int MOST_SAMPLES = 10_000;

    /** The seed where none is given. */
    public static final long SEED = 42;

    /** Draws 2,000 to 10,000 samples, the more the fewer rows there are. */
    public static StudentizedBootstrap overRows(double[] points, double[] counts) {
        double rows = Math.min(MOST_ROWS, Math.max(1, Arrays.stream(counts).sum()));
        return overRows(points, counts, (int) Math.min(MOST_SAMPLES, MOST_DRAWS / rows), SEED);
    }

    /**
     * Draws rows.
     *
     * @param points numbers that rows have
     * @param counts of rows at each point
     * @param count how many samples
     */
    public static StudentizedBootstrap overRows(double[] points, double[] counts, int count, long seed) {
        Alias alias = new Alias(counts);
        int rows = (int) Math.min(Math.round(alias.total), MOST_ROWS);
        double mean = 0;
        for (int i = 0; i < points.length; i++) {
            mean += points[i] * (counts[i] / alias.total);
        }
        SplitMix64 random = new SplitMix64(seed);
        double[] pivots = new double[count];
        int defined = 0;
        for (int sample = 0; sample < count; sample++) {
            double sum = 0;
            double squares = 0;
            for (int row = 0; row < rows; row++) {
                double off = points[alias.draw(random)] - mean;
                sum += off;
                squares += off * off;
            }
            double off = sum / rows;
            double variance = (squares - sum * off) / (rows - 1.0) / rows;
            // What is left of equal numbers is rounding.
            if (variance > squares * 1e-14 / rows / rows) {
                pivots[defined++] = off / Math.sqrt(variance);
            }
        }
        return of(pivots, defined, seed);
    }

    /**
     * Draws groups, each with all of its rows.
     *
     * @param sums of the numbers of each group's rows
     * @param rows of each group, or what they count for
     */
    public static StudentizedBootstrap overGroups(double[] sums, double[] rows, int count, long seed) {
        double all = 0;
        double allRows = 0;
        for (int group = 0; group < sums.length; group++) {
            all += sums[group];
            allRows += rows[group];
        }
        double mean = all / allRows;
        SplitMix64 random = new SplitMix64(seed);
        double[] pivots = new double[count];
        int defined = 0;
        int[] drawn = new int[sums.length];
        for (int sample = 0; sample < count; sample++) {
            double off = 0;
            double size = 0;
            for (int i = 0; i < drawn.length; i++) {
                drawn[i] = random.nextIndex(drawn.length);
                off += sums[drawn[i]] - rows[drawn[i]] * mean;
                size += rows[drawn[i]];
            }
            off /= size;
            double squares = 0;
            double scale = 0;
            for (int group : drawn) {
                double distance = sums[group] - rows[group] * (mean + off);
                squares += distance * distance;
                scale = Math.max(scale, Math.abs(sums[group]) + rows[group] * Math.abs(mean));
            }
            double variance = squares / size / size * drawn.length / (drawn.length - 1.0);
            if (squares > scale * scale * 1e-20) {
                pivots[defined++] = off / Math.sqrt(variance);
            }
        }
        return of(pivots, defined, seed);
    }

    private static StudentizedBootstrap of(double[] pivots, int defined, long seed) {
        double[] values = Arrays.copyOf(pivots, defined);
        Arrays.sort(values);
        return new StudentizedBootstrap(values, pivots.length - defined, seed);
    }

    /** The one-sided lower bound of a value with this standard error. */
    public double lower(double value, double standardError, double confidence) {
        return value - quantile(confidence) * standardError;
    }

    /** The one-sided upper bound. */
    public double upper(double value, double standardError, double confidence) {
        return value - quantile(1 - confidence) * standardError;
    }

    /** Whether so few samples show no variation that the others are no selection. */
    public boolean isEnough() {
        return pivots.length > 0 && undefined <= (pivots.length + undefined) * PairedBootstrap.MOST_UNDEFINED;
    }

    private double quantile(double share) {
        return new PairedBootstrap(pivots, undefined, seed).quantile(share);
    }

    /** Draws points by their counts in constant time (Walker 1977, Vose 1991). */
    private static final class Alias {
        private final double total;
        private final double[] own;
        private final int[] other;

        Alias(double[] counts) {
            int n = counts.length;
            total = Arrays.stream(counts).sum();
            own = new double[n];
            other = new int[n];
            int[] small = new int[n];
            int[] large = new int[n];
            int smalls = 0;
            int larges = 0;
            for (int i = 0; i < n; i++) {
                own[i] = counts[i] / total * n;
                other[i] = i;
                if (own[i] < 1) {
                    small[smalls++] = i;
                } else {
                    large[larges++] = i;
                }
            }
            while (smalls > 0 && larges > 0) {
                int less = small[--smalls];
                int more = large[--larges];
                other[less] = more;
                own[more] -= 1 - own[less];
                if (own[more] < 1) {
                    small[smalls++] = more;
                } else {
                    large[larges++] = more;
                }
            }
            // What rounding left over is drawn as it is.
            while (smalls > 0) {
                own[small[--smalls]] = 1;
            }
        }

        int draw(SplitMix64 random) {
            long bits = random.nextLong();
            int at = (int) (((bits >>> 32) * own.length) >>> 32);
            return (bits & 0xFFFFFFFFL) * 0x1.0p-32 < own[at] ? at : other[at];
        }
    }
}
