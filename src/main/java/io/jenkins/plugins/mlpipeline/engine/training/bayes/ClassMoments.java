package io.jenkins.plugins.mlpipeline.engine.training.bayes;

import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.training.encoding.RowEncoder;

/**
 * Means and variances of the encoded features, of the rows of each label: of the float32 numbers that a model is given, so
 * that a feature with one value in a label has variance 0 and that value as its mean, to the last bit.
 *
 * @param counts rows of each label, by what they count for
 * @param means [k][d]; 0 for a label without rows
 * @param variances [k][d], each divided by what the rows of its label count for; 0 for a label without rows
 */
record ClassMoments(double[] counts, double[][] means, double[][] variances) {
    private static final int CHUNK = 4096;

    /** What is done with the features of a row. */
    private interface Row {
        void see(int label, double weight, float[] matrix, int at);
    }

    /** Reads the rows twice. */
    static ClassMoments of(RowEncoder encoder, Labels labels, int features) {
        double[] counts = labels.masses();
        double[][] means = new double[counts.length][features];
        double[][] variances = new double[counts.length][features];
        double[][] firsts = new double[counts.length][];
        each(encoder, labels, features, (label, weight, matrix, at) -> {
            if (firsts[label] == null) {
                firsts[label] = new double[features];
                for (int j = 0; j < features; j++) {
                    firsts[label][j] = matrix[at + j];
                }
            }
            for (int j = 0; j < features; j++) {
                means[label][j] += weight * (matrix[at + j] - firsts[label][j]);
            }
        });
        for (int k = 0; k < counts.length; k++) {
            for (int j = 0; j < features && counts[k] > 0; j++) {
                means[k][j] = firsts[k][j] + means[k][j] / counts[k];
            }
        }
        each(encoder, labels, features, (label, weight, matrix, at) -> {
            for (int j = 0; j < features; j++) {
                double deviation = matrix[at + j] - means[label][j];
                variances[label][j] += weight * deviation * deviation / counts[label];
            }
        });
        return new ClassMoments(counts, means, variances);
    }

    private static void each(RowEncoder encoder, Labels labels, int features, Row row) {
        for (int from = 0; from < labels.rows(); from += CHUNK) {
            int to = Math.min(from + CHUNK, labels.rows());
            float[] matrix = encoder.encode(from, to);
            for (int i = from; i < to; i++) {
                row.see(labels.codes()[i], labels.weight(i), matrix, (i - from) * features);
            }
        }
    }

    /** The variance of a feature over all rows; exactly 0 when it has one value. */
    double total(int feature) {
        double rows = 0;
        double first = Double.NaN;
        double sum = 0;
        for (int k = 0; k < counts.length; k++) {
            if (counts[k] > 0) {
                first = rows == 0 ? means[k][feature] : first;
                rows += counts[k];
                sum += counts[k] * (means[k][feature] - first);
            }
        }
        double mean = first + sum / rows;
        double variance = 0;
        for (int k = 0; k < counts.length; k++) {
            if (counts[k] > 0) {
                double off = means[k][feature] - mean;
                variance += (variances[k][feature] + off * off) * counts[k] / rows;
            }
        }
        return variance;
    }
}
