package io.jenkins.plugins.mlpipeline.engine.validation;

import io.jenkins.plugins.mlpipeline.engine.check.Reference;
import io.jenkins.plugins.mlpipeline.engine.check.ReferenceFile;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnSelection;
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
                : ReferenceFile.of(TableReader.read(
                        file,
                        source.format(),
                        new ColumnSelection(label, null, taken, null, declared, null),
                        target.task(),
                        target.labels()));
        return reference.reference(file, label, target.task().isClassification(), taken);
    }
}
