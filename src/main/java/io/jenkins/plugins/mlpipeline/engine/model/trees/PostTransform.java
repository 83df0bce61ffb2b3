package io.jenkins.plugins.mlpipeline.engine.model.trees;

/** What ONNX' tree ensembles do to the sums of each row; in float32, as ONNX Runtime computes it. */
public enum PostTransform {
    /** Nothing. */
    NONE {
        @Override
        void apply(float[] row) {}
    },
    /** The logistic function of each sum. */
    LOGISTIC {
        @Override
        void apply(float[] row) {
            for (int k = 0; k < row.length; k++) {
                row[k] = logistic(row[k]);
            }
        }
    },
    /** Exponentials divided by their sum, the greatest taken off before. */
    SOFTMAX {
        @Override
        void apply(float[] row) {
            float greatest = row[0];
            for (float value : row) {
                greatest = Math.max(greatest, value);
            }
            float sum = 0;
            for (int k = 0; k < row.length; k++) {
                row[k] = (float) Math.exp(row[k] - greatest);
                sum += row[k];
            }
            for (int k = 0; k < row.length; k++) {
                row[k] /= sum;
            }
        }
    };

    /** Transforms the sums of a row in place. */
    abstract void apply(float[] row);

    static float logistic(float value) {
        float upper = 1 / (1 + (float) Math.exp(-Math.abs(value)));
        return value < 0 ? 1 - upper : upper;
    }
}
