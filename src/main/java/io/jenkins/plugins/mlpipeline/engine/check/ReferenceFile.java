package io.jenkins.plugins.mlpipeline.engine.check;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.Column;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnProfile;
import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.dataset.Profile;
import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.dataset.TrainingData;
import io.jenkins.plugins.mlpipeline.engine.dataset.rows.RowSet;
import io.jenkins.plugins.mlpipeline.engine.evaluation.DataRef;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/**
 * The document {@code reference.json}, schema version 1: what rows look like that later ones are compared with, without the
 * rows. It stands in for the training part of a model package where a model of another tool has none. Like
 * {@code model.json} it holds no time and no path, so that equal rows give equal bytes.
 *
 * @param schemaVersion 1
 * @param data name, digest and number of the rows
 * @param task what their label is for
 * @param label the label column
 * @param columns the other columns, with their categories and ranges
 * @param profile what the values look like
 * @param rowSet which rows they are, as {@link RowSet#write} writes it; null when they are too many for a document
 */
public record ReferenceFile(
        int schemaVersion,
        DataRef data,
        Task task,
        String label,
        List<Column> columns,
        Profile profile,
        byte[] rowSet) {
    /** The schema version that this code writes and reads. */
    public static final int SCHEMA_VERSION = 1;

    /** A larger set of rows is left out: some 12 million rows. */
    static final int MOST_BYTES = 32 << 20;

    /** What the rows of a file look like. */
    public static ReferenceFile of(TrainingData rows) {
        Table features = rows.features();
        Labels labels = rows.labels();
        byte[] set = RowSet.of(RowSet.hashes(features, labels)).write();
        return new ReferenceFile(
                SCHEMA_VERSION,
                new DataRef(String.valueOf(rows.file().getFileName()), rows.sha256(), (long) rows.rows(), null, null),
                labels.task(),
                labels.column(),
                features.columns(),
                Profile.of(features, labels),
                set.length > MOST_BYTES ? null : set);
    }

    /**
     * Reads a document.
     *
     * @throws UserError when it is not a reference
     */
    public static ReferenceFile read(Path file) throws IOException {
        ReferenceFile read = Json.read(file, ReferenceFile.class);
        if (read.schemaVersion != SCHEMA_VERSION) {
            throw new UserError(file + ": schema version " + read.schemaVersion + " is not understood; this is version "
                    + SCHEMA_VERSION + ". Make the reference again with this release (ml-pipeline profile).");
        }
        if (!read.isComplete()) {
            throw new UserError(file
                    + ": is not a reference as \"ml-pipeline profile\" writes it. Make it again from the" + " rows.");
        }
        return read;
    }

    /**
     * What some rows are compared with.
     *
     * @param file where this was read from, for messages
     * @param label the label column of the rows
     * @param classification whether that column holds labels
     * @param taken the columns of the rows that the model takes
     * @throws UserError when the two are not alike
     */
    public Reference reference(Path file, String label, boolean classification, List<String> taken) {
        if (!label.equals(this.label) || classification != task.isClassification()) {
            throw new UserError(file + ": is about rows with the " + part(task.isClassification()) + " \"" + this.label
                    + "\", and the rows to validate on have the " + part(classification) + " \"" + label
                    + "\". Make a reference with the same label.");
        }
        List<String> names = columns.stream().map(Column::name).toList();
        for (String column : taken) {
            if (!names.contains(column)) {
                throw new UserError(file + ": lacks the column \"" + column + "\", which the model takes. Make the"
                        + " reference from the rows that the model learnt from, and name its columns with --features.");
            }
        }
        String unknown = rowSet == null
                ? "the reference has too many rows to say which"
                : names.size() == taken.size()
                        ? null
                        : "the reference was made of more columns than the model takes: name those with --features when"
                                + " it is made";
        return new Reference(
                data.sha256(),
                columns,
                profile,
                unknown == null ? RowSet.read(rowSet, file.toString()) : null,
                unknown);
    }

    private static String part(boolean classification) {
        return classification ? "label" : "number";
    }

    @JsonIgnore
    private boolean isComplete() {
        return data != null
                && Digest.isDigest(data.sha256())
                && data.rows() != null
                && task != null
                && label != null
                && columns != null
                && profile != null
                && profile.columns() != null
                && columns.stream().allMatch(ReferenceFile::isComplete)
                && isDistinct(columns.stream().map(Column::name).toList())
                && profile.columns().stream().allMatch(Objects::nonNull)
                && isDistinct(
                        profile.columns().stream().map(ColumnProfile::name).toList());
    }

    private static boolean isComplete(Column column) {
        return column != null
                && column.name() != null
                && column.type() != null
                && (column.categories() == null || isDistinct(column.categories()));
    }

    private static boolean isDistinct(List<String> names) {
        return new HashSet<>(names).size() == names.size();
    }
}
