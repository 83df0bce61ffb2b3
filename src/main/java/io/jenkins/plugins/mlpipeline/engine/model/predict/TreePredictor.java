package io.jenkins.plugins.mlpipeline.engine.model.predict;

import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.read.ElementKind;
import io.jenkins.plugins.mlpipeline.engine.model.trees.TreeModel;
import java.nio.FloatBuffer;

/** Predicts with the trees of a model in place of ONNX Runtime; see {@link TreeModel}. For several threads at once. */
final class TreePredictor {
    private static final double TOLERANCE = 1e-6;

    private final TreeModel trees;

    TreePredictor(TreeModel trees) {
        this.trees = trees;
    }

    /** Whether rows that are fed so can be predicted. */
    boolean takes(InputBatch batch) {
        return batch.buffers().size() == 1
                && batch.buffers().get(0) instanceof InputBuffer.Numbers numbers
                && numbers.plan.input().kind() == ElementKind.FLOAT
                && numbers.width >= trees.leastColumns()
                && batch.fedRows() == batch.rows();
    }

    /** Predicts the rows of a batch that {@link #takes} is true of. */
    BatchAnswers predict(InputBatch batch) {
        InputBuffer.Numbers numbers = (InputBuffer.Numbers) batch.buffers().get(0);
        int rows = batch.rows();
        TreeModel.Answered answered = trees.answer((FloatBuffer) numbers.view(rows), rows, numbers.width);
        return new BatchAnswers(rows, answered.integers(), answered.texts(), answered.numbers(), trees.width());
    }

    /** Whether two answers on the same rows are the same: labels equal, numbers within 1e-6 max(1, |y|). */
    static boolean agree(BatchAnswers a, BatchAnswers b) {
        if (a.rows() != b.rows() || a.width() != b.width()) {
            return false;
        }
        for (int row = 0; row < a.rows(); row++) {
            String label = label(a, row);
            if (label == null ? label(b, row) != null : !label.equals(label(b, row))) {
                return false;
            }
        }
        for (int i = 0; i < a.rows() * a.width(); i++) {
            double x = a.numbers()[i];
            double y = b.numbers()[i];
            if (Double.compare(x, y) != 0 && !(Math.abs(x - y) <= TOLERANCE * Math.max(1, Math.abs(y)))) {
                return false;
            }
        }
        return true;
    }

    private static String label(BatchAnswers answers, int row) {
        if (answers.texts() != null) {
            return answers.texts()[row];
        }
        return answers.integers() == null ? null : Labels.canonical(answers.integers()[row]);
    }
}
