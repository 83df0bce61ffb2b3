package io.jenkins.plugins.mlpipeline.engine.consistency;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Estimated;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.metric.CatalogueKey;
import io.jenkins.plugins.mlpipeline.engine.metric.Metric;
import java.util.Map;

/**
 * Metrics of the same errors bound one another. Of n errors e: the root of the mean square is the root of the mean square;
 * mean |e| is at most that, which is at most max |e|; half of the errors are at least the median; a square is at most
 * |e| max |e|; 1 - r2 and 1 - explained variance share a divisor and differ by the square of the mean error, which is at most
 * that of mean |e|.
 */
final class RegressionCheck {
    private static final String OF_DUMMY = " of a model without features";

    private final Map<String, MetricValue> metrics;
    private final String of;
    private final Contradictions found;

    private RegressionCheck(Map<String, MetricValue> metrics, String of, Contradictions found) {
        this.metrics = metrics;
        this.of = of;
        this.found = found;
    }

    static void check(Part part, Contradictions found) {
        RegressionCheck check = new RegressionCheck(part.metrics(), part.of(), found);
        check.errors(part.isWeighted() ? null : part.rows());
        check.explained();
        check.deviation(part);
    }

    /** @param rows how many count the same; null where that is not known, or rows have weights */
    static void check(Map<String, MetricValue> metrics, String of, Long rows, Contradictions found) {
        RegressionCheck check = new RegressionCheck(metrics, of, found);
        check.errors(rows);
        check.explained();
    }

    private Double value(Metric metric) {
        return Part.value(metrics, metric);
    }

    private void errors(Long rows) {
        Double mae = value(Metric.MEAN_ABSOLUTE_ERROR);
        Double mse = value(Metric.MEAN_SQUARED_ERROR);
        Double rmse = value(Metric.ROOT_MEAN_SQUARED_ERROR);
        Double median = value(Metric.MEDIAN_ABSOLUTE_ERROR);
        Double max = value(Metric.MAX_ERROR);
        if (mse != null && rmse != null && mse >= 0) {
            same(Metric.ROOT_MEAN_SQUARED_ERROR, rmse, Math.sqrt(mse), Metric.MEAN_SQUARED_ERROR);
        }
        atMost(Metric.MEAN_ABSOLUTE_ERROR, mae, 1, rmse, Metric.ROOT_MEAN_SQUARED_ERROR);
        atMost(Metric.ROOT_MEAN_SQUARED_ERROR, rmse, 1, max, Metric.MAX_ERROR);
        atMost(Metric.MEAN_ABSOLUTE_ERROR, mae, 1, max, Metric.MAX_ERROR);
        atMost(Metric.MEDIAN_ABSOLUTE_ERROR, median, 1, max, Metric.MAX_ERROR);
        atMost(Metric.MEDIAN_ABSOLUTE_ERROR, median, 2, mae, Metric.MEAN_ABSOLUTE_ERROR);
        if (mae != null && max != null) {
            atMost(Metric.MEAN_SQUARED_ERROR, mse, max, mae, Metric.MEAN_ABSOLUTE_ERROR);
        }
        if (rows != null) {
            atMost(Metric.MAX_ERROR, max, rows, mae, Metric.MEAN_ABSOLUTE_ERROR);
            atMost(Metric.MAX_ERROR, max, Math.sqrt(rows), rmse, Metric.ROOT_MEAN_SQUARED_ERROR);
        }
        if (mae != null) {
            metrics.forEach((written, said) -> Part.key(written)
                    .filter(key -> key.metric() == Metric.MEAN_PINBALL_LOSS && said.value() != null)
                    .ifPresent(key -> pinball(written, key, said.value(), mae)));
        }
    }

    /** Of |e|, the part alpha where e is positive and 1 - alpha elsewhere. */
    private void pinball(String written, CatalogueKey key, double said, double mae) {
        double one = key.parameter() * mae;
        double other = (1 - key.parameter()) * mae;
        found.between(written + of, said, Math.min(one, other), Math.max(one, other), its(Metric.MEAN_ABSOLUTE_ERROR));
    }

    private void explained() {
        Double r2 = value(Metric.R2);
        Double explained = value(Metric.EXPLAINED_VARIANCE);
        Double mae = value(Metric.MEAN_ABSOLUTE_ERROR);
        Double mse = value(Metric.MEAN_SQUARED_ERROR);
        if (r2 == null || explained == null || mae == null || mse == null) {
            return;
        }
        double bias = mse > 0 ? (1 - r2) * mae * mae / mse : 1 - r2;
        double size = Math.max(1, Math.abs(r2));
        found.between(
                Metric.EXPLAINED_VARIANCE.key() + of,
                explained,
                r2 - 1e-9 * size,
                r2 + bias + 1e-9 * size,
                its(Metric.R2));
    }

    /** The variance of |e| is the mean square less the square of the mean. */
    private void deviation(Part part) {
        Estimated mae = part.statistics().estimates().get(Metric.MEAN_ABSOLUTE_ERROR.key());
        Double mse = value(Metric.MEAN_SQUARED_ERROR);
        if (mae == null
                || mse == null
                || part.rows() == null
                || part.rows() < 2
                || part.isWeighted()
                || part.statistics().groups() != null) {
            return;
        }
        double variance = (mse - mae.value() * mae.value()) / (part.rows() - 1.0);
        found.same(
                "the squared standard error of " + Metric.MEAN_ABSOLUTE_ERROR.key() + of,
                mae.standardError() * mae.standardError(),
                Math.max(variance, 0),
                mse / (part.rows() - 1.0),
                its(Metric.MEAN_SQUARED_ERROR));
    }

    /** 1 - r2 is the mean square by the variance of the truth, which is the same for a model without features; so is d2. */
    static void againstDummy(Evaluation evaluation, Contradictions found) {
        Map<String, MetricValue> dummy = evaluation.dummy() == null
                ? Map.of()
                : Part.present(evaluation.dummy().metrics());
        againstMedian(evaluation.metrics(), dummy, OF_DUMMY, "", found);
        constantTruth(evaluation.metrics(), dummy, found);
        Double mse = Part.value(evaluation.metrics(), Metric.MEAN_SQUARED_ERROR);
        Double r2 = Part.value(evaluation.metrics(), Metric.R2);
        Double theirs = Part.value(dummy, Metric.MEAN_SQUARED_ERROR);
        Double theirR2 = Part.value(dummy, Metric.R2);
        Double explained = Part.value(dummy, Metric.EXPLAINED_VARIANCE);
        // Where the true value is the same in all rows, both are defined otherwise.
        boolean varies = explained != null && explained < 1;
        if (mse == null || r2 == null || theirs == null || theirR2 == null || !varies || !(theirs > 0)) {
            return;
        }
        found.same(
                Metric.R2.key(),
                r2,
                1 - mse / theirs * (1 - theirR2),
                1,
                its(Metric.MEAN_SQUARED_ERROR) + " beside that" + OF_DUMMY);
    }

    /**
     * 1 - d2 is the mean |e| by the mean distance of the truth from its median, which another model on the same rows shares.
     *
     * @param whose how the sentence goes on after the other's metric
     * @param of how it goes on after the metric that is checked
     */
    static void againstMedian(
            Map<String, MetricValue> metrics,
            Map<String, MetricValue> other,
            String whose,
            String of,
            Contradictions found) {
        Double mae = Part.value(metrics, Metric.MEAN_ABSOLUTE_ERROR);
        Double d2 = Part.value(metrics, Metric.D2_ABSOLUTE_ERROR_SCORE);
        Double theirs = Part.value(other, Metric.MEAN_ABSOLUTE_ERROR);
        Double theirD2 = Part.value(other, Metric.D2_ABSOLUTE_ERROR_SCORE);
        if (mae == null || d2 == null || theirs == null || theirD2 == null) {
            return;
        }
        // Of a true value that never changes, d2 is 0 or 1 by definition.
        if ((d2 == 0 || d2 == 1) && (theirD2 == 0 || theirD2 == 1) || !(theirs > 0)) {
            return;
        }
        found.same(
                Metric.D2_ABSOLUTE_ERROR_SCORE.key() + of,
                d2,
                1 - mae / theirs * (1 - theirD2),
                1,
                its(Metric.MEAN_ABSOLUTE_ERROR) + " beside that" + whose);
    }

    /** Where one answer to all rows makes no error, the true value never changes, and d2 is 1 without an error and else 0. */
    private static void constantTruth(
            Map<String, MetricValue> metrics, Map<String, MetricValue> dummy, Contradictions found) {
        Double theirs = Part.value(dummy, Metric.MEAN_ABSOLUTE_ERROR);
        Double mae = Part.value(metrics, Metric.MEAN_ABSOLUTE_ERROR);
        Double d2 = Part.value(metrics, Metric.D2_ABSOLUTE_ERROR_SCORE);
        if (theirs != null && theirs == 0 && mae != null && d2 != null) {
            found.same(
                    Metric.D2_ABSOLUTE_ERROR_SCORE.key(),
                    d2,
                    mae == 0 ? 1 : 0,
                    its(Metric.MEAN_ABSOLUTE_ERROR) + " beside that" + OF_DUMMY);
        }
    }

    private void same(Metric metric, double said, double computed, Metric witness) {
        found.same(metric.key() + of, said, computed, its(witness));
    }

    private void atMost(Metric metric, Double said, double factor, Double bound, Metric witness) {
        if (said != null && bound != null) {
            found.between(metric.key() + of, said, 0, factor * bound, its(witness));
        }
    }

    private static String its(Metric metric) {
        return "its " + metric.key();
    }
}
