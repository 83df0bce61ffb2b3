package io.jenkins.plugins.mlpipeline.engine.gate;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Placements;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.AreaBounds;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.Estimate;

/**
 * Bounds of one area under the ROC curve.
 *
 * @param area with its standard error
 * @param positives number of positive rows; the effective one of rows with weights
 * @param negatives the same of the other rows
 * @param placements of the rows of a label that has few; null where both have many
 */
record AreaLimits(Estimate area, double positives, double negatives, Placements placements) implements Limits {
    @Override
    public double lower(double confidence) {
        return placements == null
                ? AreaBounds.lower(area, positives, negatives, confidence)
                : AreaBounds.placedLower(area, placements.positives(), placements.negatives(), confidence);
    }

    @Override
    public double upper(double confidence) {
        return placements == null
                ? AreaBounds.upper(area, positives, negatives, confidence)
                : AreaBounds.placedUpper(area, placements.positives(), placements.negatives(), confidence);
    }

    @Override
    public String method() {
        return AreaBounds.method(area, positives, negatives, placements != null);
    }

    @Override
    public double standardError() {
        return area.standardError();
    }

    @Override
    public boolean isFlat() {
        return placements == null && area.standardError() == 0;
    }
}
