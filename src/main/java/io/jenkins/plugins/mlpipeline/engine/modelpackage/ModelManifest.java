package io.jenkins.plugins.mlpipeline.engine.modelpackage;

import io.jenkins.plugins.mlpipeline.engine.dataset.Column;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnType;
import io.jenkins.plugins.mlpipeline.engine.dataset.Profile;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvFormat;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.DateForm;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.NumberForm;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The document {@code model.json} of a model package, schema version 1. It holds no time, path, host or hash of itself:
 * equal inputs give equal bytes. Fields that do not apply are null.
 *
 * @param schemaVersion 1
 * @param task what is predicted
 * @param label name of the column that was learnt
 * @param labels label list in the order of the probabilities (classification)
 * @param posLabel positive label (binary), null when not known
 * @param columns the columns that the model takes, with the categories and ranges of the training part
 * @param missing texts that meant "no value" beside an empty cell when the training data was read
 * @param outputs names of the ONNX outputs
 * @param training the data that was learnt from
 * @param algorithm name of the learner
 * @param hyperparameters all values in force, by name
 * @param seed seed of the split and of the learner
 * @param engines versions of the libraries that made the model, in a fixed order
 * @param files the other files of the package
 */
public record ModelManifest(
        int schemaVersion,
        Task task,
        String label,
        List<String> labels,
        String posLabel,
        List<Column> columns,
        List<String> missing,
        Outputs outputs,
        TrainingPart training,
        String algorithm,
        Map<String, Object> hyperparameters,
        long seed,
        Map<String, String> engines,
        List<PackagedFile> files) {
    /** The schema version that this code writes and reads. */
    public static final int SCHEMA_VERSION = 1;

    /**
     * Names of the outputs of {@code model.onnx}.
     *
     * @param label string tensor [N] (classification)
     * @param probabilities float tensor [N, k] in the order of the labels (classification)
     * @param value float tensor [N, 1] (regression)
     * @param threshold probability of the positive label from which {@code label} is that one; null:
     *     it is the most probable label
     */
    public record Outputs(String label, String probabilities, String value, Double threshold) {
        /** Outputs of which the label is the most probable one. */
        public Outputs(String label, String probabilities, String value) {
            this(label, probabilities, value, null);
        }
    }

    /**
     * The rows that were learnt from.
     *
     * @param data {@code sha256:<hex>} of the file that they are a part of
     * @param rows number of rows
     * @param labelCounts rows of each label, in label order (classification)
     * @param split rule by which other rows of the file were kept back; null when a test file was given
     * @param testSize part that was kept back; null when a test file was given
     * @param holdout how the rows kept back are written; null when not known
     * @param profile what the values look like
     * @param rowSet {@code sha256:<hex>} of the set of these rows, a file beside the package that says which rows were
     *     learnt from; null when there is none
     * @param notes what was decided about columns when the rows were read and encoded, one sentence each; null when there is nothing to
     *     say
     * @param weights what the rows counted for; null where each counted the same
     */
    public record TrainingPart(
            String data,
            long rows,
            Map<String, Long> labelCounts,
            String split,
            Double testSize,
            Csv holdout,
            Profile profile,
            String rowSet,
            List<String> notes,
            Weights weights) {
        /** A part of which there is nothing to say. */
        public TrainingPart(
                String data,
                long rows,
                Map<String, Long> labelCounts,
                String split,
                Double testSize,
                Csv holdout,
                Profile profile,
                String rowSet) {
            this(data, rows, labelCounts, split, testSize, holdout, profile, rowSet, null, null);
        }
    }

    /**
     * What rows were learnt from by.
     *
     * @param column that says what a row counts for
     * @param sum of their weights
     * @param effective as many rows of equal weight would tell as much
     */
    public record Weights(String column, double sum, double effective) {}

    /**
     * How a CSV file is written.
     *
     * @param delimiter a character
     * @param charset name of a charset
     * @param numbers how its numbers are written; null: as programs write them
     * @param badNumbers {@code missing} when other cells of a number column are missing; null when they are mistakes
     * @param comment what begins a line that is skipped; null for nothing
     */
    public record Csv(String delimiter, String charset, NumberForm numbers, String badNumbers, String comment) {
        /** What {@link #badNumbers} is when it is something. */
        public static final String MISSING = "missing";

        /** A file with numbers as programs write them. */
        public Csv(String delimiter, String charset) {
            this(delimiter, charset, null, null, null);
        }

        /** How a file is written that was read in a format, the delimiter settled. */
        public static Csv of(CsvFormat format) {
            return new Csv(
                    format.delimiter().toString(),
                    format.charset().name(),
                    format.numbers().equals(NumberForm.PLAIN) ? null : format.numbers(),
                    format.badNumbersAreMissing() ? MISSING : null,
                    format.comment() == null ? null : format.comment().toString());
        }
    }

    /**
     * A file of the package.
     *
     * @param path relative to the package, with {@code /}
     * @param sha256 {@code sha256:<hex>} of its bytes
     * @param bytes its size
     */
    public record PackagedFile(String path, String sha256, long bytes) {}

    /**
     * How a file of rows is read where options leave it open: with the missing-value tokens of training, and dates as they were
     * written there.
     */
    public CsvFormat reading(CsvFormat asked) {
        boolean open = missing != null && asked.missing().equals(CsvFormat.DEFAULT_MISSING);
        Map<String, DateForm> dates = new HashMap<>();
        for (Column column : columns) {
            if (column.type() == ColumnType.DATE && !asked.dateColumns().containsKey(column.name())) {
                DateForm form = column.date().form();
                dates.put(column.name(), asked.dates() == null || form.isNumber() ? form : DateForm.of(asked.dates()));
            }
        }
        return (open ? asked.withMissing(missing) : asked).withDateColumns(dates);
    }

    /** The same manifest with other files. */
    public ModelManifest withFiles(List<PackagedFile> others) {
        return new ModelManifest(
                schemaVersion,
                task,
                label,
                labels,
                posLabel,
                columns,
                missing,
                outputs,
                training,
                algorithm,
                hyperparameters,
                seed,
                engines,
                List.copyOf(others));
    }
}
