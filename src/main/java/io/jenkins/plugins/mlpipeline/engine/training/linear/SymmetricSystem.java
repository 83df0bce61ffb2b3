package io.jenkins.plugins.mlpipeline.engine.training.linear;

import java.util.Arrays;

/**
 * A symmetric positive semidefinite matrix, factored by Cholesky's method with pivoting (Higham, Accuracy and Stability of
 * Numerical Algorithms, section 10.3). Columns that are combinations of others are found on the way.
 */
final class SymmetricSystem {
    /**
     * A column is a combination of others when taking these out leaves less than this part of its square: an angle of
     * 3e-6 and less is the rounding of float32 features.
     */
    private static final double DEPENDENT = 1e-11;

    /** A column whose square is less than this part of the greatest one is 0 but for rounding. */
    private static final double ZERO = 1e-20;

    private final double[][] lower;
    private final int[] order;
    private final int rank;

    private SymmetricSystem(double[][] lower, int[] order, int rank) {
        this.lower = lower;
        this.order = order;
        this.rank = rank;
    }

    /** @param matrix row-major [size, size] */
    static SymmetricSystem of(double[] matrix, int size) {
        double[][] lower = new double[size][size];
        double[] own = new double[size];
        for (int i = 0; i < size; i++) {
            own[i] = matrix[i * size + i];
        }
        double least = ZERO * Arrays.stream(own).max().orElse(0);
        double[] left = own.clone();
        boolean[] taken = new boolean[size];
        int[] order = new int[size];
        int rank = 0;
        for (int next = pivot(own, left, taken, least); next >= 0; next = pivot(own, left, taken, least)) {
            taken[next] = true;
            order[rank] = next;
            double diagonal = Math.sqrt(left[next]);
            lower[next][rank] = diagonal;
            for (int i = 0; i < size; i++) {
                if (!taken[i]) {
                    double product = dot(lower[i], lower[next], rank);
                    lower[i][rank] = (matrix[i * size + next] - product) / diagonal;
                    left[i] -= lower[i][rank] * lower[i][rank];
                }
            }
            rank++;
        }
        for (int i = 0, at = rank; i < size; i++) {
            if (!taken[i]) {
                order[at++] = i;
            }
        }
        return new SymmetricSystem(lower, order, rank);
    }

    /** The column of which the greatest part is left, or -1 when the others are combinations of those taken. */
    private static int pivot(double[] own, double[] left, boolean[] taken, double least) {
        int best = -1;
        double most = DEPENDENT;
        for (int i = 0; i < own.length; i++) {
            if (!taken[i] && own[i] > least && left[i] / own[i] > most) {
                best = i;
                most = left[i] / own[i];
            }
        }
        return best;
    }

    private static double dot(double[] a, double[] b, int length) {
        double sum = 0;
        for (int k = 0; k < length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }

    /** Number of columns that are no combination of others. */
    int rank() {
        return rank;
    }

    /** The solution in which columns that are combinations of others get 0. */
    double[] solve(double[] right) {
        double[] z = new double[rank];
        for (int k = 0; k < rank; k++) {
            double[] row = lower[order[k]];
            z[k] = (right[order[k]] - dot(row, z, k)) / row[k];
        }
        backward(z);
        double[] solution = new double[order.length];
        for (int k = 0; k < rank; k++) {
            solution[order[k]] = z[k];
        }
        return solution;
    }

    /** Solves with the transpose of the factor's independent rows, in place. */
    private void backward(double[] z) {
        for (int k = rank - 1; k >= 0; k--) {
            for (int m = k + 1; m < rank; m++) {
                z[k] -= lower[order[m]][k] * z[m];
            }
            z[k] /= lower[order[k]][k];
        }
    }

    /**
     * The shortest vector with the same product with the matrix.
     *
     * <p>Each dependent column j gives a vector of the null space, 1 at j and less the combination at the independent
     * columns; the part of {@code x} in their span is taken off.
     */
    double[] shortest(double[] x) {
        int dependent = order.length - rank;
        if (dependent == 0) {
            return x;
        }
        double[][] combinations = new double[dependent][];
        double[] products = new double[dependent];
        double[] gram = new double[dependent * dependent];
        for (int i = 0; i < dependent; i++) {
            double[] c = Arrays.copyOf(lower[order[rank + i]], rank);
            backward(c);
            combinations[i] = c;
            products[i] = x[order[rank + i]];
            for (int k = 0; k < rank; k++) {
                products[i] -= c[k] * x[order[k]];
            }
            for (int j = 0; j <= i; j++) {
                double product = dot(c, combinations[j], rank) + (i == j ? 1 : 0);
                gram[i * dependent + j] = product;
                gram[j * dependent + i] = product;
            }
        }
        double[] parts = of(gram, dependent).solve(products);
        double[] shortest = x.clone();
        for (int i = 0; i < dependent; i++) {
            shortest[order[rank + i]] -= parts[i];
            for (int k = 0; k < rank; k++) {
                shortest[order[k]] += parts[i] * combinations[i][k];
            }
        }
        return shortest;
    }
}
