package io.jenkins.plugins.mlpipeline.engine.gate;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Statistics.Proportion;
import io.jenkins.plugins.mlpipeline.engine.metric.Metric;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.Planning;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * How many more rows of the same kind a gate wants to pass a model that is as good as this one looks, four times in five; to two
 * digits. A bound's distance from the value shrinks with the root of the number of rows.
 *
 * @param rows more rows
 * @param positives how many of them positive; null where that is not known
 */
public record MoreRows(long rows, Long positives) {
    /** More rows than these are none that anybody has. */
    private static final double MOST = 1e12;

    private static final MathContext TWO_DIGITS = new MathContext(2, RoundingMode.UP);

    /**
     * More rows.
     *
     * @param gap by how much the value meets the demand
     * @param distance of the bound that has to meet it from the value
     * @return empty where the value itself does not meet the demand, so that no number of rows helps
     */
    static Optional<MoreRows> of(double gap, double distance, double standardError, Rows rows) {
        if (!(gap > 0) || !(distance > gap) || rows.rows() == null || !Double.isFinite(distance)) {
            return Optional.empty();
        }
        double reach = (distance + Planning.margin(Planning.POWER) * standardError) / gap;
        double more = rows.rows() * (reach * reach - 1);
        if (!(more < MOST)) {
            return Optional.empty();
        }
        Proportion positives = rows.counts(Metric.RECALL.key());
        Proportion negatives = rows.counts(Metric.SPECIFICITY.key());
        return Optional.of(new MoreRows(
                rounded(more),
                positives == null || negatives == null
                        ? null
                        : (Long) rounded(
                                more * positives.trials() / Math.max(1, positives.trials() + negatives.trials()))));
    }

    private static long rounded(double number) {
        return number <= 0
                ? 0
                : new BigDecimal(Math.ceil(number)).round(TWO_DIGITS).longValueExact();
    }

    /** {@code about 2,400 more rows, 40 of them positive}. */
    public String text() {
        return "about " + Figures.count(rows) + " more rows"
                + (positives == null ? "" : ", " + Figures.count(positives) + " of them positive");
    }
}
