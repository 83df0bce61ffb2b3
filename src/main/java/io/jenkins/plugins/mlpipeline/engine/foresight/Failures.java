package io.jenkins.plugins.mlpipeline.engine.foresight;

import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import java.util.List;
import java.util.Optional;
import org.apache.commons.statistics.distribution.HypergeometricDistribution;

/** Whether the newest builds fail more often than those before: Fisher's exact test of two counts, one-sided. */
public final class Failures {
    /** What is called newest. */
    static final int NEWEST = 10;

    /** Fewer before tell nothing. */
    static final int FEWEST_BEFORE = 10;

    private static final double ALPHA = 0.01;

    private Failures() {}

    /**
     * Compares the newest ten builds with those before.
     *
     * @param failed for each build whether it failed, the newest first
     * @return a sentence; empty when chance explains what there is, or builds are too few
     */
    public static Optional<String> more(List<Boolean> failed) {
        int before = failed.size() - NEWEST;
        if (before < FEWEST_BEFORE) {
            return Optional.empty();
        }
        int now = count(failed.subList(0, NEWEST));
        int then = count(failed.subList(NEWEST, failed.size()));
        return p(now, then, before) > ALPHA
                ? Optional.empty()
                : Optional.of("Of the newest " + NEWEST + " builds " + now + " failed, of the " + Figures.count(before)
                        + " before " + then + ": more than chance explains.");
    }

    /** How likely chance alone lets so many of the newest fail, of as many failures as there are. */
    static double p(int now, int then, int before) {
        return now == 0
                ? 1
                : HypergeometricDistribution.of(NEWEST + before, now + then, NEWEST)
                        .survivalProbability(now - 1);
    }

    private static int count(List<Boolean> failed) {
        return (int) failed.stream().filter(each -> each).count();
    }
}
