package io.jenkins.plugins.mlpipeline.engine.evaluation;

import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import java.util.List;
import java.util.Map;

/**
 * The rows that a model was evaluated on.
 *
 * @param name file name, for people; of several files the names
 * @param sha256 {@code sha256:<hex>} of the file, of several files that of their list as {@code sha256sum} writes it, sorted by name;
 *     null for another tool's metrics
 * @param rows number of rows evaluated; null for another tool's metrics
 * @param columns column names in file order
 * @param labelCounts rows of each label, in label order (classification)
 * @param rowsSha256 {@code sha256:<hex>} of the rows' contents in any order, whatever the file's form; null where nothing
 *     tells one row from another, and in documents of older versions
 * @param rowContents a sample of the rows by their content; null where rows repeat too often
 * @param rowIds a sample of the rows by the column that names them; null where none does
 * @param files the files where there are several, in the order in which they were given; null else
 */
public record DataRef(
        String name,
        String sha256,
        Long rows,
        List<String> columns,
        Map<String, Long> labelCounts,
        String rowsSha256,
        RowSample rowContents,
        RowSample rowIds,
        List<DataFile> files) {
    /** How many names are shown of many. */
    private static final int MOST_NAMES = 3;

    /**
     * One of several files.
     *
     * @param name what it is called beside the others, its slice too
     * @param sha256 {@code sha256:<hex>} of its bytes
     * @param rows number of rows evaluated
     */
    public record DataFile(String name, String sha256, long rows) {
        public DataFile {
            if (name == null) {
                throw new IllegalArgumentException("a file of rows has no name");
            }
        }
    }

    public DataRef {
        files = files == null ? null : List.copyOf(files);
    }

    /** Rows of one file. */
    public DataRef(
            String name,
            String sha256,
            Long rows,
            List<String> columns,
            Map<String, Long> labelCounts,
            String rowsSha256,
            RowSample rowContents,
            RowSample rowIds) {
        this(name, sha256, rows, columns, labelCounts, rowsSha256, rowContents, rowIds, null);
    }

    /** Rows that can't be known again but by their file. */
    public DataRef(String name, String sha256, Long rows, List<String> columns, Map<String, Long> labelCounts) {
        this(name, sha256, rows, columns, labelCounts, null, null, null);
    }

    /** What several files are called; null where there is one. */
    public List<String> fileNames() {
        return files == null ? null : files.stream().map(DataFile::name).toList();
    }

    /**
     * What is the same only for the same rows in the same order: {@code sha256:<hex>} of the file, of several that of their list
     * in the order in which they were read; null where that is not known.
     */
    public String orderedSha256() {
        return files == null
                ? sha256
                : Digest.ofOrder(
                        fileNames(), files.stream().map(DataFile::sha256).toList());
    }

    /** What files are called together. */
    public static String nameOf(List<String> files) {
        int shown = files.size() > MOST_NAMES + 1 ? MOST_NAMES : files.size();
        String names = String.join(", ", files.subList(0, shown));
        return shown == files.size() ? names : names + " and " + (files.size() - shown) + " more";
    }

    /** The same rows without the samples, which say nothing to people. */
    public DataRef withoutSamples() {
        return new DataRef(name, sha256, rows, columns, labelCounts, rowsSha256, null, null, files);
    }
}
