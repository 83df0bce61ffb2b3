package io.jenkins.plugins.mlpipeline.engine.training.linear;

import io.jenkins.plugins.mlpipeline.engine.training.learner.FitContext;
import io.jenkins.plugins.mlpipeline.engine.training.learner.LossPoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Newton's method for a {@link LogisticLoss}: each step solves for the full matrix of second derivatives by conjugate
 * gradients, preconditioned by its diagonal blocks, and is halved until the loss falls (Nocedal and Wright, Numerical
 * Optimization, chapter 7). With two labels a step is iteratively reweighted least squares.
 */
final class NewtonMethod {
    private static final int MOST_HALVINGS = 30;
    private static final int MOST_DIRECTIONS = 500;
    private static final double ARMIJO = 1e-4;
    private static final double LEAST_FORCING = 0.1;

    private final LogisticLoss loss;
    private final List<LossPoint> curve = new ArrayList<>();
    private double[] point;
    private double[] gradient;
    private double value;

    /** Begins at 0. */
    NewtonMethod(LogisticLoss loss) {
        this.loss = loss;
        this.point = new double[loss.parameters()];
        this.gradient = new double[loss.parameters()];
        this.value = loss.at(point, gradient);
    }

    /**
     * Takes steps until no component of the gradient is greater than {@code tolerance}, or rounding hides any gain.
     *
     * @return whether that was reached in {@code most} steps
     */
    boolean run(int most, double tolerance, FitContext.Progress progress) {
        for (int step = 1; greatest(gradient) > tolerance; step++) {
            if (step > most) {
                return false;
            }
            if (!move(direction())) {
                return true;
            }
            curve.add(new LossPoint(step, value, null));
            progress.step(step, most, value, null);
        }
        return true;
    }

    double[] point() {
        return point;
    }

    /** The loss after each step. */
    List<LossPoint> curve() {
        return List.copyOf(curve);
    }

    /** The greatest component of the gradient. */
    double slope() {
        return greatest(gradient);
    }

    private boolean move(double[] direction) {
        double slope = dot(gradient, direction);
        double[] next = new double[point.length];
        double[] nextGradient = new double[point.length];
        double length = 1;
        for (int i = 0; i < MOST_HALVINGS; i++, length /= 2) {
            for (int j = 0; j < next.length; j++) {
                next[j] = point[j] + length * direction[j];
            }
            double nextValue = loss.at(next, nextGradient);
            boolean falls = nextValue < value + ARMIJO * length * slope;
            boolean flat =
                    Math.abs(nextValue - value) <= Math.ulp(value) && greatest(nextGradient) < greatest(gradient);
            if (falls || flat) {
                point = next;
                gradient = nextGradient;
                value = nextValue;
                return true;
            }
        }
        loss.at(point, gradient);
        return false;
    }

    /** Solves {@code H s = -g} the more exactly the nearer the optimum is. */
    private double[] direction() {
        List<Design.Solver> blocks = new ArrayList<>();
        for (int k = 0; k < loss.outputs(); k++) {
            blocks.add(loss.block(k));
        }
        double[] step = new double[point.length];
        double[] residual = Arrays.stream(gradient).map(g -> -g).toArray();
        double[] scaled = scale(blocks, residual);
        double[] search = scaled.clone();
        double size = dot(residual, scaled);
        double first = size;
        double forcing = Math.min(LEAST_FORCING, greatest(gradient));
        for (int i = 0; i < MOST_DIRECTIONS && size > forcing * forcing * first; i++) {
            double[] bent = loss.curvature(search);
            double curvature = dot(search, bent);
            if (!(curvature > 0)) {
                break;
            }
            double length = size / curvature;
            for (int j = 0; j < step.length; j++) {
                step[j] += length * search[j];
                residual[j] -= length * bent[j];
            }
            scaled = scale(blocks, residual);
            double nextSize = dot(residual, scaled);
            for (int j = 0; j < search.length; j++) {
                search[j] = scaled[j] + nextSize / size * search[j];
            }
            size = nextSize;
        }
        return step;
    }

    private double[] scale(List<Design.Solver> blocks, double[] residual) {
        int outputs = blocks.size();
        double[] scaled = new double[residual.length];
        double[] part = new double[residual.length / outputs];
        for (int k = 0; k < outputs; k++) {
            for (int j = 0; j < part.length; j++) {
                part[j] = residual[j * outputs + k];
            }
            double[] solved = blocks.get(k).solve(part);
            for (int j = 0; j < part.length; j++) {
                scaled[j * outputs + k] = solved[j];
            }
        }
        return scaled;
    }

    private static double greatest(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElse(0);
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
