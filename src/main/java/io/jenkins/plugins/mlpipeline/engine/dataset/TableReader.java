package io.jenkins.plugins.mlpipeline.engine.dataset;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a CSV file into memory for training. One pass, and a second one when a column turns out to be a category after it
 * looked like a number.
 */
public final class TableReader {
    private final Path file;
    private final CsvFormat format;
    private final ColumnSelection selection;
    private final List<String> warnings = new ArrayList<>();

    private TableReader(Path file, CsvFormat format, ColumnSelection selection) {
        this.file = file;
        this.format = format;
        this.selection = selection;
    }

    /**
     * Reads a file; see {@link SchemaInference} for how types are found and {@link TaskInference} for the task.
     *
     * @param task what the label is for; null: inferred
     * @param labels the only labels allowed, in their order; null: those found, sorted as in {@link Labels#sorted}
     * @throws UserError when the file, the selection or a row is not usable
     */
    public static TrainingData read(
            Path file, CsvFormat format, ColumnSelection selection, Task task, List<String> labels) throws IOException {
        return new TableReader(file, format, selection).read(task, canonical(task, labels));
    }

    private static List<String> canonical(Task task, List<String> labels) {
        return labels == null || task == Task.REGRESSION
                ? null
                : labels.stream().map(Labels::canonical).distinct().toList();
    }

    private TrainingData read(Task task, List<String> declaredLabels) throws IOException {
        Map<String, ColumnReader> columns = new LinkedHashMap<>();
        RowLines lines = new RowLines();
        try (CsvCursor rows = CsvCursor.open(file, format)) {
            Set<String> candidates = ColumnChoice.features(selection, rows.header(), rows.name());
            LabelReader label =
                    new LabelReader(selection.label(), rows.column(selection.label()), task, declaredLabels);
            for (int i = 0; i < rows.header().size(); i++) {
                String name = rows.header().get(i);
                if (candidates.contains(name) || selection.others().contains(name)) {
                    columns.put(
                            name, new ColumnReader(name, i, selection.declared().get(name)));
                }
            }
            List<ColumnReader> readers = List.copyOf(columns.values());
            while (rows.next()) {
                label.read(rows);
                for (ColumnReader reader : readers) {
                    reader.read(rows);
                }
                lines.add(rows.line(), rows.lines());
            }
            if (rows.rows() == 0) {
                throw new UserError(file + ": the file has a header but no rows.");
            }
            Map<String, ColumnReader> mixed = readAgain(columns, rows.digest());
            List<ColumnReader> features = columns.values().stream()
                    .filter(c -> candidates.contains(c.name))
                    .filter(c -> SchemaInference.isFeature(
                            c,
                            mixed.get(c.name),
                            selection.features() != null,
                            selection.declared().containsKey(c.name),
                            rows.name(),
                            warnings))
                    .toList();
            if (features.isEmpty()) {
                throw new UserError(file + ": no column is left to predict \"" + selection.label() + "\" from."
                        + (warnings.isEmpty() ? "" : " " + String.join(" ", warnings)));
            }
            return new TrainingData(
                    file,
                    rows.digest(),
                    rows.format(),
                    rows.header(),
                    table(features, lines.rows()),
                    label.labels(rows.name()),
                    table(
                            columns.values().stream()
                                    .filter(c -> selection.others().contains(c.name))
                                    .toList(),
                            lines.rows()),
                    lines,
                    List.copyOf(warnings));
        }
    }

    /** Reads the columns that hold numbers and texts once more, as categories; answers what the first pass saw of them. */
    private Map<String, ColumnReader> readAgain(Map<String, ColumnReader> columns, String digest) throws IOException {
        Map<String, ColumnReader> mixed = new HashMap<>();
        columns.values().stream().filter(c -> c.mode == ColumnReader.Mode.MIXED).forEach(c -> mixed.put(c.name, c));
        if (mixed.isEmpty()) {
            return mixed;
        }
        mixed.forEach((name, column) -> columns.put(name, column.again()));
        List<ColumnReader> readers = mixed.keySet().stream().map(columns::get).toList();
        try (CsvCursor rows = CsvCursor.open(file, format)) {
            while (rows.next()) {
                for (ColumnReader reader : readers) {
                    reader.read(rows);
                }
            }
            if (!rows.digest().equals(digest)) {
                throw new UserError(file + ": the file changed while it was read. Run again when it is complete.");
            }
        }
        return mixed;
    }

    private static Table table(List<ColumnReader> columns, int rows) {
        List<String> names = new ArrayList<>();
        List<ColumnType> types = new ArrayList<>();
        List<double[]> numbers = new ArrayList<>();
        List<int[]> codes = new ArrayList<>();
        List<Dictionary> dictionaries = new ArrayList<>();
        for (ColumnReader column : columns) {
            Dictionary dictionary = column.isNumber() ? null : column.dictionary();
            names.add(column.name);
            types.add(column.isNumber() ? ColumnType.NUMBER : ColumnType.CATEGORY);
            numbers.add(column.isNumber() ? column.numbers() : null);
            codes.add(column.isNumber() ? null : column.codes(dictionary));
            dictionaries.add(dictionary);
        }
        return new Table(names, types, numbers, codes, dictionaries, rows);
    }
}
