package io.jenkins.plugins.mlpipeline.engine.dataset;

import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvFormat;
import java.nio.file.Path;
import java.util.List;

/**
 * A CSV file read for training.
 *
 * @param file where it was read from
 * @param sha256 {@code sha256:<hex>} of its bytes
 * @param format its format, the delimiter settled
 * @param header all column names in file order
 * @param features the feature columns in file order
 * @param labels the label column
 * @param others the columns asked for beside the features, in file order; see {@link ColumnSelection#others}
 * @param lines where each row stands in the file
 * @param warnings what a reader should know about the data, one sentence each
 */
public record TrainingData(
        Path file,
        String sha256,
        CsvFormat format,
        List<String> header,
        Table features,
        Labels labels,
        Table others,
        RowLines lines,
        List<String> warnings) {
    /** Number of rows. */
    public int rows() {
        return features.rows();
    }
}
