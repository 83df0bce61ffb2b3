package io.jenkins.plugins.mlpipeline.engine.training.linear;

import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.training.encoding.Preprocessing;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.Hyperparameters;
import io.jenkins.plugins.mlpipeline.engine.training.learner.FitContext;
import io.jenkins.plugins.mlpipeline.engine.training.learner.FittedModel;
import io.jenkins.plugins.mlpipeline.engine.training.learner.Learner;
import java.util.Arrays;
import java.util.List;

/**
 * Least squares with the meaning of scikit-learn's LinearRegression, or with {@code alpha} of its Ridge.
 *
 * <p>The normal equations, which the matrix is read once for, and their solution corrected by the residuals of all rows
 * until it no longer moves (Björck, Numerical Methods for Least Squares Problems, section 2.9): as near as a QR
 * decomposition, without the matrix in memory twice. Where features are combinations of others, as one-hot features with
 * an intercept are, the shortest of the best coefficients are taken, as scikit-learn does.
 */
record LinearRegression(Hyperparameters hyperparameters) implements Learner {
    private static final int MOST_CORRECTIONS = 20;

    @Override
    public FittedModel fit(Table rows, Labels labels, FitContext context) {
        Preprocessing preprocessing = Preprocessing.learn(rows, Preprocessing.Style.LINEAR);
        boolean intercept = hyperparameters.flag("fit_intercept");
        try (Design design = Design.of(preprocessing, rows, intercept, context.threads())) {
            return design.model(preprocessing, Task.REGRESSION, solve(design, labels), List.of(), List.of());
        }
    }

    private double[] solve(Design design, Labels labels) {
        int width = design.width();
        double alpha = hyperparameters.real("alpha");
        double[] gram = design.gram(labels.weights());
        for (int j = 0; j < design.features(); j++) {
            gram[j * width + j] += alpha;
        }
        SymmetricSystem system = SymmetricSystem.of(gram, width);
        double[] solution = new double[width];
        double moved = Double.POSITIVE_INFINITY;
        for (int i = 0; i < MOST_CORRECTIONS; i++) {
            double[] correction = system.solve(downhill(design, labels, solution, alpha));
            double moves = greatest(correction);
            if (moves >= moved / 2) {
                break;
            }
            moved = moves;
            for (int j = 0; j < width; j++) {
                solution[j] += correction[j];
            }
        }
        return system.shortest(solution);
    }

    /** {@code X' W (y - X b) - alpha b}, the intercept not penalised. */
    private static double[] downhill(Design design, Labels labels, double[] solution, double alpha) {
        double[] sum = new double[design.width()];
        design.each((x, from, to) -> {
            double[] residuals = design.times(x, solution, 1);
            for (int i = from; i < to; i++) {
                residuals[i - from] = labels.weight(i) * (labels.values()[i] - residuals[i - from]);
            }
            design.addTransposed(x, residuals, 1, sum);
        });
        for (int j = 0; j < design.features(); j++) {
            sum[j] -= alpha * solution[j];
        }
        return sum;
    }

    private static double greatest(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElse(0);
    }
}
