package io.jenkins.plugins.mlpipeline.engine.metric.statistics;

/**
 * Two proportions of different requests: k1 of n1 beside k0 of n0. All bounds are one-sided.
 *
 * @param events k1
 * @param requests n1, at least 1
 * @param eventsBefore k0
 * @param requestsBefore n0, at least 1
 */
public record Rates(long events, long requests, long eventsBefore, long requestsBefore) {
    public Rates {
        if (events < 0 || events > requests || requests < 1) {
            throw new IllegalArgumentException(events + " of " + requests);
        }
        if (eventsBefore < 0 || eventsBefore > requestsBefore || requestsBefore < 1) {
            throw new IllegalArgumentException(eventsBefore + " of " + requestsBefore);
        }
    }

    /**
     * The lower bound of the ratio of the two rates: given how many events there are in all, those of the first are binomial
     * (Przyborowski and Wilenski, Biometrika 31, 1940, for Poisson counts, of which proportions are the conservative case),
     * and Clopper and Pearson's bound of that share is one of the ratio. No events before is no special case.
     *
     * @return 0 when there are no events at all; infinite is never one
     */
    public double ratioLower(double confidence) {
        long all = events + eventsBefore;
        return all == 0 ? 0 : ratio(Intervals.exactLower(events, all, confidence));
    }

    /** The upper bound of the ratio by the same; infinite when there are no events before, or none at all. */
    public double ratioUpper(double confidence) {
        long all = events + eventsBefore;
        return all == 0 ? Double.POSITIVE_INFINITY : ratio(Intervals.exactUpper(events, all, confidence));
    }

    private double ratio(double share) {
        return share == 1 ? Double.POSITIVE_INFINITY : share / (1 - share) * ((double) requestsBefore / requests);
    }

    /** The first rate less the second. */
    public double difference() {
        return (double) events / requests - (double) eventsBefore / requestsBefore;
    }

    /** The lower bound of the difference by method 10 of Newcombe (Statistics in Medicine 17, 1998, 873-890). */
    public double differenceLower(double confidence) {
        double first = (double) events / requests - Intervals.wilsonLower(events, requests, confidence);
        double second = Intervals.wilsonUpper(eventsBefore, requestsBefore, confidence)
                - (double) eventsBefore / requestsBefore;
        return difference() - Math.hypot(first, second);
    }

    /** The upper bound of the difference by the same. */
    public double differenceUpper(double confidence) {
        double first = Intervals.wilsonUpper(events, requests, confidence) - (double) events / requests;
        double second = (double) eventsBefore / requestsBefore
                - Intervals.wilsonLower(eventsBefore, requestsBefore, confidence);
        return difference() + Math.hypot(first, second);
    }
}
