package io.jenkins.plugins.mlpipeline.engine.training.forest;

import java.util.Arrays;

/**
 * Features cut into at most {@value #MOST} ranges each, so that a split is found by counting.
 *
 * <p>Where a feature has no more distinct values than that, every one has a range of its own and the cuts lie half-way
 * between neighbours, as in an exact search; else the ranges hold about equally many rows.
 *
 * @param codes by feature and row the position of the range as an unsigned byte; {@value #MISSING} where it is missing
 * @param byRow the same codes row by row, [rows, features]: of few rows, those of all features are near each other
 * @param cuts by feature the lower bounds of the ranges from the second on, ascending: a row is in range c or below when
 *     its value is smaller than {@code cuts[c]}
 */
record BinnedFeatures(byte[][] codes, byte[] byRow, float[][] cuts) {
    /** Most ranges of a feature. */
    static final int MOST = 255;

    /** Code of a missing value. */
    static final int MISSING = 255;

    /** @param matrix row-major [rows, features], {@code NaN} where a value is missing */
    static BinnedFeatures of(float[] matrix, int rows) {
        int features = matrix.length / rows;
        byte[][] codes = new byte[features][];
        float[][] cuts = new float[features][];
        float[] values = new float[rows];
        byte[] byRow = new byte[matrix.length];
        for (int f = 0; f < features; f++) {
            for (int i = 0; i < rows; i++) {
                values[i] = matrix[i * features + f];
            }
            cuts[f] = cuts(values);
            codes[f] = codes(values, cuts[f]);
            for (int i = 0; i < rows; i++) {
                byRow[i * features + f] = codes[f][i];
            }
        }
        return new BinnedFeatures(codes, byRow, cuts);
    }

    int features() {
        return codes.length;
    }

    private static float[] cuts(float[] values) {
        float[] sorted = values.clone();
        // NaN comes last.
        Arrays.sort(sorted);
        int n = sorted.length;
        while (n > 0 && Float.isNaN(sorted[n - 1])) {
            n--;
        }
        float[] cuts = new float[MOST - 1];
        int count = 0;
        int distinct = 0;
        for (int i = 0; i < n; i++) {
            distinct += i == 0 || sorted[i] > sorted[i - 1] ? 1 : 0;
        }
        long quota = 1;
        for (int i = 1; i < n; i++) {
            if (!(sorted[i] > sorted[i - 1])) {
                continue;
            }
            // With too many values a cut is due whenever the next share of the rows is full.
            if (distinct <= MOST || (long) i * MOST >= quota * n) {
                cuts[count++] = between(sorted[i - 1], sorted[i]);
                quota = (long) i * MOST / n + 1;
            }
        }
        return Arrays.copyOf(cuts, count);
    }

    /** A number above {@code a} and at most {@code b}, half-way where float32 has one. */
    private static float between(float a, float b) {
        float middle = a / 2 + b / 2;
        return middle > a && middle <= b ? middle : b;
    }

    private static byte[] codes(float[] values, float[] cuts) {
        byte[] codes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            codes[i] = (byte) (Float.isNaN(values[i]) ? MISSING : code(values[i], cuts));
        }
        return codes;
    }

    /** How many cuts are not above a value. */
    private static int code(float value, float[] cuts) {
        int low = 0;
        int high = cuts.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cuts[middle] <= value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
