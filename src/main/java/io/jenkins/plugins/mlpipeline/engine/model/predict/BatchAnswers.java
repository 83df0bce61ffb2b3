package io.jenkins.plugins.mlpipeline.engine.model.predict;

/**
 * What a model answered on a batch of rows.
 *
 * @param rows number of rows
 * @param integers predicted labels as integers, one per row; null when the model has no such output
 * @param texts predicted labels as texts, one per row; null when the model has no such output
 * @param numbers scores or predicted numbers, row by row, {@code rows * width}; null when the model has no such output
 * @param width numbers per row
 */
public record BatchAnswers(int rows, long[] integers, String[] texts, double[] numbers, int width) {
    /** A number of a row. */
    public double number(int row, int column) {
        return numbers[row * width + column];
    }
}
