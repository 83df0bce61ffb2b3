package io.jenkins.plugins.mlpipeline.engine.evaluation;

/**
 * Where the rows of a rare label stand among those of the other: for a positive row the share of negative rows that are ranked
 * below it, for a negative row the share of positive rows that are ranked above it, ties counted one half. The mean of either
 * is the area under the ROC curve.
 *
 * @param positives of the positive rows; null where they are many
 * @param negatives of the negative rows; null where they are many
 */
public record Placements(double[] positives, double[] negatives) {
    public Placements {
        if (positives == null && negatives == null) {
            throw new IllegalArgumentException("placements of no label");
        }
        check(positives);
        check(negatives);
    }

    private static void check(double[] shares) {
        if (shares == null) {
            return;
        }
        for (double share : shares) {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException("a placement is a share: " + share);
            }
        }
        if (shares.length < 2) {
            throw new IllegalArgumentException("placements of fewer than two rows");
        }
    }
}
