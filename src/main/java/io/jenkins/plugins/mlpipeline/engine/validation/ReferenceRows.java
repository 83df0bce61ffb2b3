package io.jenkins.plugins.mlpipeline.engine.validation;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.check.Reference;
import io.jenkins.plugins.mlpipeline.engine.check.ReferenceFile;
import io.jenkins.plugins.mlpipeline.engine.dataset.Column;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnSelection;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnType;
import io.jenkins.plugins.mlpipeline.engine.dataset.TableReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The rows that a caller names to compare with: a CSV file, or the document that was made of one. */
final class ReferenceRows {
    private ReferenceRows() {}

    /**
     * Reads them.
     *
     * @param file a document when its name ends in {@code .json}, else CSV, which is held in memory while it is read
     * @param source how the rows to validate on are written
     * @param taken the columns that the model takes
     * @param declared their types; none where they are found in the file
     */
    static Reference read(
            Path file,
            DataSource source,
            PredictionTask target,
            List<String> taken,
            Map<String, ColumnSelection.Declared> declared)
            throws IOException {
        String label = source.selection().label();
        boolean document = file.toString().toLowerCase(Locale.ROOT).endsWith(".json");
        ReferenceFile reference = document
                ? ReferenceFile.read(file)
                : ReferenceFile.of(TableReader.readReference(
                        file,
                        source.format(),
                        new ColumnSelection(label, null, taken, null, declared, null),
                        target.task(),
                        target.labels()));
        requireSameDates(file, reference, taken, declared);
        return reference.reference(file, label, target.task().isClassification(), taken);
    }

    /** A date of one can't be compared with a text of the other. */
    private static void requireSameDates(
            Path file, ReferenceFile reference, List<String> taken, Map<String, ColumnSelection.Declared> declared) {
        if (reference.columns() == null) {
            return;
        }
        for (Column column : reference.columns()) {
            ColumnSelection.Declared known = declared.get(column.name());
            boolean dates = known != null && known.type() == ColumnType.DATE;
            if (taken.contains(column.name()) && dates != (column.type() == ColumnType.DATE)) {
                throw new UserError(file + ": the column \"" + column.name() + "\" is "
                        + (dates
                                ? "a date in the model and none in the reference. Make the reference again with --columns \""
                                        + column.name() + "=date "
                                        + known.date().form().key()
                                        + "\", or give the rows themselves."
                                : "a date in the reference, and nothing says that it is one in the model. Make the reference"
                                        + " again without declaring it as a date."));
            }
        }
    }
}
