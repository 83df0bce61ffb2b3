package io.jenkins.plugins.mlpipeline.engine.gate;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Comparison;
import io.jenkins.plugins.mlpipeline.engine.evaluation.ConfusionMatrix;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.SliceSet;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Statistics;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Whether an evaluation says in all its parts, or in none, that rows have weights, so that no part is judged as if they had none. */
final class WeightsCheck {
    private static final String PARTS = "The evaluation contradicts itself: some of it is of rows with weights, and ";

    private WeightsCheck() {}

    /** What is wrong, as one sentence; empty when nothing is. */
    static Optional<String> problem(Evaluation evaluation) {
        boolean weighted = isWeighted(evaluation.statistics());
        ConfusionMatrix matrix = evaluation.confusionMatrix();
        if (matrix != null && (matrix.weights() != null) != weighted) {
            return Optional.of(PARTS + (weighted ? "its confusion matrix is not." : "its statistics are not."));
        }
        if (matrix != null && weighted) {
            Optional<String> problem = matrix(matrix);
            if (problem.isPresent()) {
                return problem;
            }
        }
        Long rows = evaluation.data().rows();
        if (weighted && rows != null && evaluation.statistics().weights().effective() > rows * (1 + 1e-9)) {
            return Optional.of("The evaluation contradicts itself: " + Figures.count(rows)
                    + " rows tell by their weights as much as "
                    + Figures.rounded(evaluation.statistics().weights().effective()) + " of equal weight.");
        }
        return comparisons(evaluation.comparisons(), weighted).or(() -> slices(evaluation, weighted));
    }

    private static Optional<String> slices(Evaluation evaluation, boolean weighted) {
        if (evaluation.slices() == null) {
            return Optional.empty();
        }
        return evaluation.slices().stream()
                .filter(Objects::nonNull)
                .flatMap(set -> set.slices().stream())
                .filter(Objects::nonNull)
                .map(slice -> slice(slice, weighted))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> slice(SliceSet.Slice slice, boolean weighted) {
        return isWeighted(slice.statistics()) == weighted
                ? comparisons(slice.comparisons(), weighted)
                : Optional.of(PARTS + "the slice " + slice.name() + " is not.");
    }

    private static Optional<String> comparisons(Map<String, Comparison> comparisons, boolean weighted) {
        if (comparisons == null) {
            return Optional.empty();
        }
        return comparisons.entrySet().stream()
                .filter(entry -> entry.getValue() != null && entry.getValue().rows() > 0)
                .filter(entry -> (entry.getValue().weights() != null) != weighted)
                .findFirst()
                .map(entry -> PARTS + "the comparison with the " + entry.getKey() + " is not.");
    }

    private static Optional<String> matrix(ConfusionMatrix matrix) {
        int k = matrix.labels().size();
        boolean fits = matrix.weights().length == k && (matrix.others() == null) == (matrix.otherWeights() == null);
        for (int i = 0; fits && i < k; i++) {
            fits = matrix.weights()[i] != null && matrix.weights()[i].length == k;
            for (int j = 0; fits && j < k; j++) {
                fits = isSum(matrix.weights()[i][j], matrix.counts()[i][j]);
            }
            if (fits && matrix.others() != null) {
                fits = matrix.otherWeights().length == k && isSum(matrix.otherWeights()[i], matrix.others()[i]);
            }
        }
        return fits
                ? Optional.empty()
                : Optional.of("The evaluation's confusion matrix has weights that don't fit its counts.");
    }

    private static boolean isSum(double weight, long rows) {
        return weight >= 0 && Double.isFinite(weight) && (rows > 0 || weight == 0);
    }

    private static boolean isWeighted(Statistics statistics) {
        return statistics != null && statistics.weights() != null;
    }
}
