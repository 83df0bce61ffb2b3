package io.jenkins.plugins.mlpipeline.engine.metric.statistics;

/**
 * Gaffke's bound (2005) of the mean of numbers that can't exceed a known end: of a mean with the weights of a uniform Dirichlet
 * distribution over the numbers and, once more, that end, the quantile at the confidence. It does not depend on the order of the
 * rows and holds in every simulation that was published for it (Learned-Miller and Thomas 2019), which is no proof; for numbers that
 * are 0 or 1 it is Clopper and Pearson's bound.
 *
 * <p>The distribution of such a mean is that of a weighted sum of exponential numbers: the mean is at least t where the sum of
 * (x - t) E is at least 0. Its tail is an integral of exp(K(s)) / s through a saddle point, with K the logarithm of the moment
 * generating function, which the trapezoidal rule after a change to sinh(u) gives to twelve digits in some forty steps.
 */
public final class Gaffke {
    /** The method of bounds that are made so. */
    public static final String METHOD = "gaffke";

    /** How far the integrand must have fallen to be left out. */
    private static final double NEGLIGIBLE = 1e-15;

    private static final double STEP = 0.1;
    private static final int MOST_STEPS = 800;
    private static final int MOST_ITERATIONS = 200;
    private static final double CLOSE = 1e-12;

    private final double[] points;
    private final double[] counts;
    private final double end;
    private final double mean;

    /**
     * Of numbers none of which can be more than an end.
     *
     * @param points ascending, finite, none above the end
     * @param counts of numbers at each point
     */
    public Gaffke(double[] points, double[] counts, double end) {
        this.points = points.clone();
        this.counts = counts.clone();
        this.end = Math.max(end, points[points.length - 1]);
        double sum = 0;
        double all = 0;
        for (int i = 0; i < points.length; i++) {
            sum += counts[i] * (points[i] - this.end);
            all += counts[i];
        }
        this.mean = this.end + sum / all;
    }

    /** The same of numbers none of which can be less than an end, all with the sign turned. */
    public static Gaffke turned(double[] points, double[] counts, double end) {
        double[] turned = new double[points.length];
        double[] theirs = new double[points.length];
        for (int i = 0; i < points.length; i++) {
            turned[points.length - 1 - i] = -points[i];
            theirs[points.length - 1 - i] = counts[i];
        }
        return new Gaffke(turned, theirs, -end);
    }

    /** The one-sided upper bound of the mean, at most the end. */
    public double upper(double confidence) {
        double tail = Math.log(1 - confidence);
        double low = mean;
        double high = end;
        if (!(low < high)) {
            return end;
        }
        double lowValue = Math.log(tail(low)) - tail;
        if (lowValue <= 0) {
            return low;
        }
        double highValue = -Double.MAX_VALUE;
        for (int i = 0; i < MOST_ITERATIONS && high - low > CLOSE * Math.max(Math.abs(high), Math.abs(low)); i++) {
            // The secant of the logarithm where it is known at both ends, else the middle; every third step is the
            // middle.
            double at = i % 3 == 2 || highValue == -Double.MAX_VALUE
                    ? low + (high - low) / (highValue == -Double.MAX_VALUE ? 8 : 2)
                    : low + (high - low) * lowValue / (lowValue - highValue);
            if (!(at > low && at < high)) {
                at = (low + high) / 2;
            }
            double value = Math.log(tail(at)) - tail;
            if (value > 0) {
                low = at;
                lowValue = value;
            } else {
                high = at;
                highValue = Math.max(value, -Double.MAX_VALUE);
            }
        }
        return high;
    }

    /** The probability that the weighted mean is at least t: the least error at which the upper bound is below t. */
    public double tail(double t) {
        if (t <= points[0]) {
            return 1;
        }
        if (t >= end) {
            return 0;
        }
        double weighted = end - t;
        for (int i = 0; i < points.length; i++) {
            weighted += counts[i] * (points[i] - t);
        }
        // Through the saddle on the side where the pole at 0 is not passed.
        return weighted <= 0 ? integral(t, 1) : 1 - integral(t, -1);
    }

    /** The probability that the sum is on the given side of 0. */
    private double integral(double t, int side) {
        double furthest = side > 0 ? 1 / (end - t) : 1 / (t - points[0]);
        double saddle = saddle(t, side, furthest);
        double curvature = 1 / (saddle * saddle);
        double height = -Math.log(saddle);
        for (int i = 0; i <= points.length; i++) {
            double rate = side * (point(i) - t);
            double left = 1 - rate * saddle;
            curvature += count(i) * rate * rate / (left * left);
            height -= count(i) * Math.log(left);
        }
        double width = 1 / Math.sqrt(curvature);
        double sum = 0.5;
        for (int step = 1; step <= MOST_STEPS; step++) {
            double u = step * STEP;
            double y = width * Math.sinh(u);
            double size = Math.log(saddle) - Math.log(Math.hypot(saddle, y));
            double angle = -Math.atan2(y, saddle);
            for (int i = 0; i <= points.length; i++) {
                double rate = side * (point(i) - t);
                double ratio = rate * y / (1 - rate * saddle);
                size -= count(i) * 0.5 * Math.log1p(ratio * ratio);
                angle += count(i) * Math.atan(ratio);
            }
            double term = Math.exp(size) * Math.cosh(u);
            sum += term * Math.cos(angle);
            if (term < NEGLIGIBLE) {
                break;
            }
        }
        return Math.min(1, Math.exp(height) * width * STEP * sum / Math.PI);
    }

    /** Where K(s) - ln s is least between 0 and the first pole. */
    private double saddle(double t, int side, double furthest) {
        double low = 0;
        double high = furthest;
        double at = furthest / 2;
        for (int i = 0; i < MOST_ITERATIONS; i++) {
            double slope = -1 / at;
            double curvature = 1 / (at * at);
            for (int j = 0; j <= points.length; j++) {
                double rate = side * (point(j) - t);
                double term = rate / (1 - rate * at);
                slope += count(j) * term;
                curvature += count(j) * term * term;
            }
            if (slope < 0) {
                low = at;
            } else {
                high = at;
            }
            double next = at - slope / curvature;
            if (!(next > low && next < high)) {
                next = (low + high) / 2;
            }
            if (Math.abs(next - at) <= 1e-9 * at) {
                return next;
            }
            at = next;
        }
        return at;
    }

    private double point(int i) {
        return i < points.length ? points[i] : end;
    }

    private double count(int i) {
        return i < points.length ? counts[i] : 1;
    }
}
