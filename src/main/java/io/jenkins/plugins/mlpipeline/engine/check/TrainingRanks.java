package io.jenkins.plugins.mlpipeline.engine.check;

import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnProfile;
import io.jenkins.plugins.mlpipeline.engine.dataset.NumberBins;
import java.util.List;

/**
 * How great a number is among those of training: the share of them that is at most so great, linear between percentiles. A
 * monotone transform of the numbers leaves it as it is, and so does one far beyond the others.
 */
final class TrainingRanks {
    private final double[] at;
    private final double[] share;

    /** @param trained the numbers of training, with bins */
    TrainingRanks(ColumnProfile trained) {
        NumberBins bins = trained.bins();
        List<Double> edges = bins.edges();
        boolean below = trained.min() < edges.get(0);
        boolean above = trained.max() > edges.get(edges.size() - 1);
        this.at = new double[edges.size() + (below ? 1 : 0) + (above ? 1 : 0)];
        this.share = new double[at.length];
        int next = 0;
        if (below) {
            at[next++] = trained.min();
        }
        long seen = 0;
        for (int i = 0; i < edges.size(); i++) {
            seen += bins.counts().get(i);
            at[next] = edges.get(i);
            share[next++] = (double) seen / trained.count();
        }
        if (above) {
            at[next] = trained.max();
            share[next] = 1;
        }
    }

    /** The share for a finite number, in [0, 1]. */
    double of(double value) {
        int above = NumberBins.bin(at, value);
        if (above == 0) {
            return share[0];
        }
        if (above == at.length) {
            return share[above - 1];
        }
        // Halves, because the distance of two numbers may be beyond a double.
        double way = (value / 2 - at[above - 1] / 2) / (at[above] / 2 - at[above - 1] / 2);
        return share[above - 1] + way * (share[above] - share[above - 1]);
    }
}
