package io.jenkins.plugins.mlpipeline.engine.evaluation;

import java.util.List;
import java.util.Map;

/**
 * The rows that a model was evaluated on.
 *
 * @param name file name, for people
 * @param sha256 {@code sha256:<hex>} of the file; null for another tool's metrics
 * @param rows number of rows evaluated; null for another tool's metrics
 * @param columns column names in file order
 * @param labelCounts rows of each label, in label order (classification)
 * @param rowsSha256 {@code sha256:<hex>} of the rows' contents in any order, whatever the file's form; null where nothing
 *     tells one row from another, and in documents of older versions
 * @param rowContents a sample of the rows by their content; null where rows repeat too often
 * @param rowIds a sample of the rows by the column that names them; null where none does
 */
public record DataRef(
        String name,
        String sha256,
        Long rows,
        List<String> columns,
        Map<String, Long> labelCounts,
        String rowsSha256,
        RowSample rowContents,
        RowSample rowIds) {
    /** Rows that can't be known again but by their file. */
    public DataRef(String name, String sha256, Long rows, List<String> columns, Map<String, Long> labelCounts) {
        this(name, sha256, rows, columns, labelCounts, null, null, null);
    }

    /** The same rows without the samples, which say nothing to people. */
    public DataRef withoutSamples() {
        return new DataRef(name, sha256, rows, columns, labelCounts, rowsSha256, null, null);
    }
}
