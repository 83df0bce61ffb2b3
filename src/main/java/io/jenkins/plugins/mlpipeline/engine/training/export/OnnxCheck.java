package io.jenkins.plugins.mlpipeline.engine.training.export;

import ai.onnxruntime.OrtException;
import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.training.learner.FittedModel;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Compares an exported model with the learner that it came from. */
public final class OnnxCheck {
    /** Greatest difference that float32 arithmetic in another order explains, for values of magnitude 1. */
    public static final double TOLERANCE = 1e-5;

    private static final int CHUNK = 8192;

    /** Rows that are enough to find any difference in how a graph computes. */
    private static final int MOST_ROWS = 10_000;

    private OnnxCheck() {}

    /** Compares a model whose label is the most probable one. */
    public static double compare(FittedModel model, Table rows, Labels labels, double unit, int threads) {
        return compare(model, rows, labels, null, unit, threads);
    }

    /**
     * Runs both on the same rows: all, or where there are more, {@value #MOST_ROWS} at even distances. A model of several
     * {@link FittedModel#parts} is compared part by part, each as a file of its own.
     *
     * @param labels of the training rows
     * @param cut by what the file tells its label; null: the most probable one
     * @param unit magnitude from which differences are relative: 1, or the deviation of a regression's values if that is
     *     greater
     * @return the greatest |difference| / max(unit, |y|) of the model, or of a part
     * @throws IllegalStateException when it is greater than {@value #TOLERANCE}, or a label is not the one that the probabilities
     *     say
     */
    public static double compare(FittedModel model, Table rows, Labels labels, LabelCut cut, double unit, int threads) {
        double worst = 0;
        for (FittedModel part : model.parts()) {
            OnnxExport export = OnnxExport.of(part, labels.task(), labels.names(), cut);
            worst = Math.max(worst, compare(export, part, rows, labels.names(), cut, unit, threads));
        }
        return worst;
    }

    private static double compare(
            OnnxExport export,
            FittedModel model,
            Table rows,
            List<String> labels,
            LabelCut cut,
            double unit,
            int threads) {
        double worst = 0;
        try (OnnxSession session = new OnnxSession(export, threads)) {
            int[] compared = compared(rows.rows());
            for (int from = 0; from < compared.length; from += CHUNK) {
                int[] positions = Arrays.copyOfRange(compared, from, Math.min(from + CHUNK, compared.length));
                Table chunk = rows.select(positions);
                OnnxSession.Answer answer =
                        session.run(chunk, model.preprocessing().columns());
                float[][] expected = model.predict(chunk);
                for (int i = 0; i < expected.length; i++) {
                    worst = Math.max(worst, row(positions[i], expected[i], answer.scores()[i], unit));
                    if (labels != null
                            && !labels.get(label(cut, answer.scores()[i])).equals(answer.labels()[i])) {
                        throw new IllegalStateException(
                                "The exported model's label of holdout row " + (positions[i] + 1)
                                        + " is not the one that its probabilities say. Please report this.");
                    }
                }
            }
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime does not run the exported model: " + e.getMessage(), e);
        }
        return worst;
    }

    /** How many of so many rows are compared. */
    public static int rowsOf(int rows) {
        return Math.min(rows, MOST_ROWS);
    }

    private static int[] compared(int rows) {
        int count = rowsOf(rows);
        return IntStream.range(0, count)
                .map(i -> (int) ((long) i * rows / count))
                .toArray();
    }

    private static double row(int row, float[] expected, float[] actual, double unit) {
        double worst = 0;
        for (int k = 0; k < expected.length; k++) {
            double difference =
                    Math.abs((double) expected[k] - actual[k]) / Math.max(unit, Math.abs((double) expected[k]));
            // Also true for NaN.
            if (!(difference <= TOLERANCE)) {
                throw new IllegalStateException(
                        "The exported model gives " + actual[k] + " for holdout row " + (row + 1)
                                + ", the learner " + expected[k] + ": more than " + TOLERANCE
                                + " apart. The model is not written. Please report this.");
            }
            worst = Math.max(worst, difference);
        }
        return worst;
    }

    private static int label(LabelCut cut, float[] scores) {
        if (cut != null) {
            return cut.label(scores);
        }
        int best = 0;
        for (int k = 1; k < scores.length; k++) {
            best = scores[k] > scores[best] ? k : best;
        }
        return best;
    }
}
