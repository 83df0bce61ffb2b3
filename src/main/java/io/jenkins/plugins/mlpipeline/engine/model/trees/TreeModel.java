package io.jenkins.plugins.mlpipeline.engine.model.trees;

import java.nio.FloatBuffer;
import java.util.Optional;

/**
 * Answers what ONNX Runtime answers for a tree ensemble: labels and scores of a classifier, numbers of a regressor.
 *
 * <p>A classifier's rules are those of ONNX Runtime 1.23: with two labels whose weights are all given to one output, the
 * sum is that of the second label, which is predicted above 0.5 where no weight is negative and above 0 else; with more
 * labels, the first of those with the greatest sum, before the transformation.
 */
public final class TreeModel {
    private final TreeEnsemble ensemble;
    private final Forest forest;
    private final boolean binary;
    private final boolean positiveWeights;
    private final int width;

    private TreeModel(TreeEnsemble ensemble, Forest forest, boolean binary, boolean positiveWeights) {
        this.ensemble = ensemble;
        this.forest = forest;
        this.binary = binary;
        this.positiveWeights = positiveWeights;
        this.width = binary ? 2 : ensemble.outputs();
    }

    /**
     * The model of an ensemble; nothing where it is not one that can be evaluated here.
     *
     * @param ensemble as the ONNX file says
     */
    public static Optional<TreeModel> of(TreeEnsemble ensemble) {
        boolean binary = ensemble.isClassifier() && ensemble.outputs() == 2;
        TreeEnsemble summed = ensemble;
        boolean positive = true;
        for (float weight : ensemble.leaves().weights()) {
            positive &= weight >= 0;
        }
        if (binary) {
            for (int output : ensemble.leaves().outputs()) {
                if (output != ensemble.leaves().outputs()[0]) {
                    return Optional.empty();
                }
            }
            summed = withOneOutput(ensemble);
        }
        if (!isSupported(summed, binary)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new TreeModel(summed, ForestBuilder.build(summed), binary, positive));
        } catch (ForestBuilder.Unsupported e) {
            return Optional.empty();
        }
    }

    private static TreeEnsemble withOneOutput(TreeEnsemble e) {
        TreeEnsemble.Leaves leaves = e.leaves();
        return new TreeEnsemble(
                e.nodes(),
                new TreeEnsemble.Leaves(leaves.trees(), leaves.nodes(), new int[leaves.count()], leaves.weights()),
                1,
                e.average(),
                e.baseValues(),
                e.transform(),
                e.labels());
    }

    private static boolean isSupported(TreeEnsemble ensemble, boolean binary) {
        int bases = ensemble.baseValues().length;
        int outputs = ensemble.outputs();
        boolean known = binary
                ? ensemble.transform() != PostTransform.SOFTMAX
                : outputs > 1 || ensemble.transform() == PostTransform.NONE;
        boolean complete = !ensemble.isClassifier()
                || ensemble.labels().count() == (binary ? 2 : outputs) && (binary || outputs > 2);
        return known && complete && outputs > 0 && (bases == 0 || bases == outputs);
    }

    /**
     * Rows on which an evaluation of these trees is likely to go wrong if it does: numbers at thresholds and next to them,
     * zeros of both signs, infinite and missing ones; the same for the same trees.
     *
     * @return row-major features
     */
    public float[] probes(int rows, int columns) {
        return Probes.of(ensemble.nodes(), rows, columns);
    }

    /** Columns that rows must have at least. */
    public int leastColumns() {
        return forest.leastColumns();
    }

    /** Numbers per row that are answered. */
    public int width() {
        return width;
    }

    /** What was answered on some rows; labels as {@link TreeEnsemble.ClassList} has them. */
    public record Answered(long[] integers, String[] texts, double[] numbers) {}

    /**
     * Answers rows.
     *
     * @param values row-major features
     * @param columns features of a row
     */
    public Answered answer(FloatBuffer values, int rows, int columns) {
        int outputs = ensemble.outputs();
        float[] sums = new float[Math.multiplyExact(rows, outputs)];
        forest.sum(values, rows, columns, sums);
        double[] numbers = new double[Math.multiplyExact(rows, width)];
        boolean integers = ensemble.isClassifier() && ensemble.labels().integers() != null;
        boolean texts = ensemble.isClassifier() && !integers;
        Answered answered = new Answered(integers ? new long[rows] : null, texts ? new String[rows] : null, numbers);
        float[] row = new float[outputs];
        float[] scores = new float[width];
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < outputs; k++) {
                row[k] = finished(sums[i * outputs + k], k);
            }
            int label = binary ? secondIsPredicted(row[0]) : greatest(row);
            if (integers) {
                answered.integers[i] = ensemble.labels().integers()[label];
            } else if (texts) {
                answered.texts[i] = ensemble.labels().texts()[label];
            }
            transform(row, scores);
            for (int k = 0; k < width; k++) {
                numbers[i * width + k] = scores[k];
            }
        }
        return answered;
    }

    private float finished(float sum, int output) {
        float value = ensemble.average() ? sum / forest.trees() : sum;
        return ensemble.baseValues().length == 0 ? value : value + ensemble.baseValues()[output];
    }

    private int secondIsPredicted(float sum) {
        return sum > (positiveWeights ? 0.5f : 0f) ? 1 : 0;
    }

    private static int greatest(float[] row) {
        int best = 0;
        for (int k = 1; k < row.length; k++) {
            if (row[k] > row[best]) {
                best = k;
            }
        }
        return best;
    }

    private void transform(float[] row, float[] scores) {
        if (!binary) {
            System.arraycopy(row, 0, scores, 0, width);
            ensemble.transform().apply(scores);
            return;
        }
        float sum = row[0];
        if (positiveWeights) {
            scores[0] = 1 - sum;
            scores[1] = sum;
        } else if (ensemble.transform() == PostTransform.LOGISTIC) {
            scores[0] = PostTransform.logistic(-sum);
            scores[1] = PostTransform.logistic(sum);
        } else {
            scores[0] = -sum;
            scores[1] = sum;
        }
    }
}
