package io.jenkins.plugins.mlpipeline.engine.training.boosting;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where trees may split each feature, found on a sample of rows as scikit-learn's HistGradientBoosting does it (every place
 * between two values where they are few, else between ranges with equally many values). Rows whose values are replaced by the
 * cut below them are told apart by trees exactly as they themselves are, and XGBoost finds the same cuts whoever holds which rows.
 *
 * @param cuts by feature, ascending: a value belongs to the last cut that is not above it
 */
public record FeatureCuts(float[][] cuts) {
    /**
     * Finds the cuts.
     *
     * @param sample row-major matrix [rows, d], {@code NaN} is missing
     * @param isAll whether the sample is all rows
     * @param greatest by feature, the greatest value of all rows; {@code NaN} where there is none
     * @param ordinals by feature, the number of its ordinals, which are 0, 1 ...; 0 for a number
     * @param most most ranges of a feature
     */
    public static FeatureCuts of(float[] sample, boolean isAll, float[] greatest, int[] ordinals, int most) {
        int width = greatest.length;
        float[][] cuts = new float[width][];
        for (int feature = 0; feature < width; feature++) {
            if (Float.isNaN(greatest[feature])) {
                cuts[feature] = new float[0];
            } else if (ordinals[feature] > 0 && ordinals[feature] <= most) {
                cuts[feature] = new float[ordinals[feature]];
                for (int i = 0; i < cuts[feature].length; i++) {
                    cuts[feature][i] = i;
                }
            } else {
                float[] values = column(sample, feature, width);
                cuts[feature] = withGreatest(between(values, isAll ? most : most - 1), greatest[feature]);
            }
        }
        return new FeatureCuts(cuts);
    }

    private static float[] column(float[] matrix, int feature, int width) {
        float[] values = new float[matrix.length / width];
        int count = 0;
        for (int at = feature; at < matrix.length; at += width) {
            if (!Float.isNaN(matrix[at])) {
                // Turns -0 into 0.
                values[count++] = matrix[at] + 0f;
            }
        }
        float[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        return sorted;
    }

    private static List<Float> between(float[] sorted, int most) {
        float[] distinct = new float[sorted.length];
        int count = 0;
        for (float value : sorted) {
            if (count == 0 || value > distinct[count - 1]) {
                distinct[count++] = value;
            }
        }
        List<Float> found = new ArrayList<>();
        if (count <= most) {
            for (int i = 1; i < count; i++) {
                found.add(middle(distinct[i - 1], distinct[i]));
            }
            return found;
        }
        int ranges = Math.max(1, most - 1);
        for (int i = 1; i < ranges; i++) {
            double place = (double) i / ranges * (sorted.length - 1);
            float cut = middle(sorted[(int) Math.floor(place)], sorted[(int) Math.ceil(place)]);
            if (found.isEmpty() || cut > found.get(found.size() - 1)) {
                found.add(cut);
            }
        }
        return found;
    }

    /** Above the lower value, not above the upper one. */
    private static float middle(float lower, float upper) {
        float middle = (float) ((lower + (double) upper) / 2);
        return middle > lower ? middle : upper;
    }

    /** XGBoost's last range ends a little above the greatest value that it sees, which so is the greatest one of all rows. */
    private static float[] withGreatest(List<Float> found, float greatest) {
        int size = found.size();
        boolean isThere = size > 0 && found.get(size - 1) >= greatest;
        float[] cuts = new float[isThere ? size : size + 1];
        for (int i = 0; i < size; i++) {
            cuts[i] = found.get(i);
        }
        if (!isThere) {
            cuts[size] = greatest + 0f;
        }
        return cuts;
    }

    /** Replaces the values of row-major rows by the cuts below them. */
    public void replace(float... matrix) {
        int width = cuts.length;
        for (int at = 0; at < matrix.length; at++) {
            float[] own = cuts[at % width];
            if (!Float.isNaN(matrix[at])) {
                matrix[at] = own.length == 0 ? 0 : replaced(own, matrix[at]);
            }
        }
    }

    private static float replaced(float[] own, float value) {
        int found = Arrays.binarySearch(own, value + 0f);
        int place = found >= 0 ? found : -found - 2;
        return place < 0 ? Math.nextDown(own[0]) : own[place];
    }
}
