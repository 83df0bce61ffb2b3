package io.jenkins.plugins.mlpipeline.engine.validation;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvCursor;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvFormat;
import io.jenkins.plugins.mlpipeline.engine.dataset.rows.RowContent;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;

/** Labels that arrived after the model had answered, by the hash of the cell that names the row. */
public final class KnownLabels {
    private KnownLabels() {}

    /**
     * Reads labels.
     *
     * @param file a file of rows with at least the two columns
     * @param rowId the column that names a row
     * @param label the column with the label; rows without one are passed over
     * @param labels the label list; null for numbers
     * @param wanted the rows whose labels are asked for, by the hash of their name
     * @return for each wanted row that has one the position of its label, or its number
     * @throws UserError when a row has two labels, or one that is not in the list
     */
    public static Map<Long, Double> read(
            Path file,
            CsvFormat format,
            String rowId,
            String label,
            Task task,
            List<String> labels,
            LongPredicate wanted)
            throws IOException {
        Map<Long, Double> known = new HashMap<>();
        try (CsvCursor data = CsvCursor.open(file, format, List.of(rowId, label))) {
            int column = data.column(label);
            data.column(rowId);
            TruthReader truth = new TruthReader(column, PredictionTask.of(data.name(), task, labels, null));
            RowContent content = new RowContent(data.header(), List.of(), rowId);
            while (data.next()) {
                long id = content.id(data);
                if (!wanted.test(id) || data.isMissing(column)) {
                    continue;
                }
                double value = truth.read(data);
                Double other = known.put(id, value);
                if (other != null && Double.compare(other, value) != 0) {
                    throw new UserError(data.name() + ": line " + data.line() + ": the row whose " + rowId
                            + " stands here has another label above. Name each row once.");
                }
            }
        }
        return known;
    }
}
