package io.jenkins.plugins.mlpipeline.engine.training.linear;

import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.training.encoding.Preprocessing;
import io.jenkins.plugins.mlpipeline.engine.training.encoding.RowEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A design matrix of which the features of categories are held as the one of each column that is 1: four bytes a row and column,
 * however many categories there are. Their means are taken off in the products, since a matrix less its means has no zeros.
 */
final class SparseDesign implements Design, Design.Block {
    private final int rows;
    private final int features;
    private final int width;
    /** Numbers and what tells their gaps, shifted and scaled, row-major [rows, dense]. */
    private final double[] numbers;

    private final int dense;
    /** By column of categories and row the feature that is 1, or -1. */
    private final List<int[]> hot = new ArrayList<>();

    private final double[] shifts;
    private final double[] scales;

    private SparseDesign(int rows, int features, int dense, boolean intercept) {
        this.rows = rows;
        this.features = features;
        this.width = intercept ? features + 1 : features;
        this.dense = dense;
        this.numbers = new double[rows * dense];
        this.shifts = new double[width];
        this.scales = new double[width];
        Arrays.fill(scales, 1);
    }

    static SparseDesign of(Preprocessing preprocessing, Table rows, boolean intercept) {
        int dense = preprocessing.numbers().width();
        SparseDesign design = new SparseDesign(rows.rows(), preprocessing.width(), dense, intercept);
        RowEncoder encoder = preprocessing.over(rows);
        design.hot.addAll(encoder.hot());
        List<String> names = preprocessing.numbers().names();
        float[] encoded = encoder.encodeNumbers();
        Table expanded = preprocessing.withNumbers(rows);
        for (int j = 0; j < dense; j++) {
            double[] exact = j < names.size() ? expanded.numbers(expanded.position(names.get(j))) : null;
            design.column(j, exact, encoded, intercept || exact != null);
        }
        if (intercept) {
            for (int[] column : design.hot) {
                for (int feature : column) {
                    if (feature >= 0) {
                        design.shifts[feature] += 1.0 / design.rows;
                    }
                }
            }
        }
        return design;
    }

    /** @param exact the values in float64, {@code NaN} where the encoded one is to be taken; null for no number */
    private void column(int j, double[] exact, float[] encoded, boolean shifted) {
        double sum = 0;
        for (int i = 0; i < rows; i++) {
            int at = i * dense + j;
            numbers[at] = exact == null || Double.isNaN(exact[i]) ? encoded[at] : exact[i];
            sum += numbers[at];
        }
        double mean = sum / rows;
        double squares = 0;
        for (int i = 0; i < rows; i++) {
            double off = numbers[i * dense + j] - mean;
            squares += off * off;
        }
        shifts[j] = shifted ? mean : 0;
        scales[j] = exact == null ? 1 : Design.scale(squares, rows, mean);
        for (int i = 0; i < rows; i++) {
            numbers[i * dense + j] = (numbers[i * dense + j] - shifts[j]) * scales[j];
        }
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int features() {
        return features;
    }

    @Override
    public void each(Pass pass) {
        pass.chunk(this, 0, rows);
    }

    @Override
    public double[] times(double[] parameters, int outputs) {
        double[] first = new double[outputs];
        for (int k = 0; k < outputs; k++) {
            first[k] = width > features ? parameters[features * outputs + k] : 0;
            for (int j = dense; j < features; j++) {
                first[k] -= shifts[j] * parameters[j * outputs + k];
            }
        }
        double[] products = new double[rows * outputs];
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < outputs; k++) {
                double product = first[k];
                for (int j = 0; j < dense; j++) {
                    product += numbers[i * dense + j] * parameters[j * outputs + k];
                }
                for (int[] column : hot) {
                    product += column[i] < 0 ? 0 : parameters[column[i] * outputs + k];
                }
                products[i * outputs + k] = product;
            }
        }
        return products;
    }

    @Override
    public void addTransposed(double[] values, int outputs, double[] sum) {
        double[] all = new double[outputs];
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < outputs; k++) {
                double value = values[i * outputs + k];
                all[k] += value;
                for (int j = 0; j < dense; j++) {
                    sum[j * outputs + k] += numbers[i * dense + j] * value;
                }
                for (int[] column : hot) {
                    if (column[i] >= 0) {
                        sum[column[i] * outputs + k] += value;
                    }
                }
            }
        }
        for (int k = 0; k < outputs; k++) {
            for (int j = dense; j < features; j++) {
                sum[j * outputs + k] -= shifts[j] * all[k];
            }
            if (width > features) {
                sum[features * outputs + k] += all[k];
            }
        }
    }

    /** The diagonal alone. */
    @Override
    public Solver system(double[] weights, double penalty) {
        double[] diagonal = new double[width];
        double mass = 0;
        for (int i = 0; i < rows; i++) {
            mass += weights[i];
            for (int j = 0; j < dense; j++) {
                diagonal[j] += weights[i] * numbers[i * dense + j] * numbers[i * dense + j];
            }
            for (int[] column : hot) {
                if (column[i] >= 0) {
                    diagonal[column[i]] += weights[i] * (1 - 2 * shifts[column[i]]);
                }
            }
        }
        for (int j = 0; j < features; j++) {
            diagonal[j] += penalty + (j < dense ? 0 : mass * shifts[j] * shifts[j]);
        }
        if (width > features) {
            diagonal[features] = mass;
        }
        return right -> {
            double[] solved = new double[right.length];
            Arrays.setAll(solved, j -> diagonal[j] > 0 ? right[j] / diagonal[j] : 0);
            return solved;
        };
    }

    @Override
    public double[] shifts() {
        return shifts;
    }

    @Override
    public double[] scales() {
        return scales;
    }

    @Override
    public void close() {
        // Holds no native memory.
    }
}
