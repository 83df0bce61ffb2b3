package io.jenkins.plugins.mlpipeline.engine.training.linear;

import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.training.encoding.Preprocessing;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.Hyperparameters;
import io.jenkins.plugins.mlpipeline.engine.training.learner.Encodings;
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
 * an intercept are, the shortest of the best coefficients are taken, as scikit-learn does. Where there are too many columns
 * for that matrix, conjugate gradients.
 */
record LinearRegression(Hyperparameters hyperparameters) implements Learner {
    private static final int MOST_CORRECTIONS = 20;
    private static final int MOST_STEPS = 10_000;

    /** The part of the first gradient that may be left. */
    private static final double NEAR = 1e-11;

    @Override
    public FittedModel fit(Table rows, Labels labels, FitContext context) {
        Preprocessing.Learnt encoded =
                Encodings.learn(rows, labels, Preprocessing.Style.LINEAR, hyperparameters, context);
        Preprocessing preprocessing = encoded.preprocessing();
        boolean intercept = hyperparameters.flag("fit_intercept");
        try (Design design = Design.of(preprocessing, encoded.rows(), intercept, context.threads())) {
            return design.model(preprocessing, Task.REGRESSION, solve(design, labels), List.of(), List.of());
        }
    }

    private double[] solve(Design design, Labels labels) {
        double alpha = hyperparameters.real("alpha");
        return design instanceof DenseDesign dense ? exact(dense, labels, alpha) : conjugate(design, labels, alpha);
    }

    private static double[] exact(DenseDesign design, Labels labels, double alpha) {
        int width = design.width();
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

    /**
     * By conjugate gradients from 0 (Hestenes and Stiefel 1952), which reads the rows once a step and, never leaving the span
     * of the rows, ends at the shortest of the best coefficients.
     */
    private static double[] conjugate(Design design, Labels labels, double alpha) {
        double[] solution = new double[design.width()];
        double[] residual = downhill(design, labels, solution, alpha);
        double[] search = residual.clone();
        double size = dot(residual, residual);
        double enough = size * NEAR * NEAR;
        for (int step = 0; step < MOST_STEPS && size > enough; step++) {
            double[] bent = bend(design, labels, search, alpha);
            double length = size / dot(search, bent);
            for (int j = 0; j < solution.length; j++) {
                solution[j] += length * search[j];
                residual[j] -= length * bent[j];
            }
            double next = dot(residual, residual);
            for (int j = 0; j < search.length; j++) {
                search[j] = residual[j] + next / size * search[j];
            }
            size = next;
        }
        return solution;
    }

    /** {@code X' W X d + alpha d}, the intercept not penalised. */
    private static double[] bend(Design design, Labels labels, double[] direction, double alpha) {
        double[] sum = new double[design.width()];
        design.each((x, from, to) -> {
            double[] moves = x.times(direction, 1);
            for (int i = from; i < to; i++) {
                moves[i - from] *= labels.weight(i);
            }
            x.addTransposed(moves, 1, sum);
        });
        for (int j = 0; j < design.features(); j++) {
            sum[j] += alpha * direction[j];
        }
        return sum;
    }

    /** {@code X' W (y - X b) - alpha b}, the intercept not penalised. */
    private static double[] downhill(Design design, Labels labels, double[] solution, double alpha) {
        double[] sum = new double[design.width()];
        design.each((x, from, to) -> {
            double[] residuals = x.times(solution, 1);
            for (int i = from; i < to; i++) {
                residuals[i - from] = labels.weight(i) * (labels.values()[i] - residuals[i - from]);
            }
            x.addTransposed(residuals, 1, sum);
        });
        for (int j = 0; j < design.features(); j++) {
            sum[j] -= alpha * solution[j];
        }
        return sum;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double greatest(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElse(0);
    }
}
