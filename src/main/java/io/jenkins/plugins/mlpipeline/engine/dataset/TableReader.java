package io.jenkins.plugins.mlpipeline.engine.dataset;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvCursor;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvFormat;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvProblems;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.Dictionary;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a CSV file into memory for training. One pass, and a second one when a column turns out to be of another type than
 * it looked like.
 */
public final class TableReader {
    private final Path file;
    private final CsvFormat format;
    private final ColumnSelection selection;
    /** How a user has a column left out. */
    private final String leaveOut;

    private final List<String> warnings = new ArrayList<>();

    private TableReader(Path file, CsvFormat format, ColumnSelection selection, boolean named) {
        this.file = file;
        this.format = format;
        this.selection = selection;
        this.leaveOut = named ? "take it out of features" : "name it in ignore";
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
        return new TableReader(file, format, selection, selection.features() != null)
                .read(task, canonical(task, labels));
    }

    /**
     * Reads the test file of a training: the features of its training rows, each of the type that it has there.
     *
     * @param selection what the user chose of the training file's columns
     * @throws UserError when the file, the selection or a row is not usable
     */
    public static TrainingData readTest(
            Path file, CsvFormat format, ColumnSelection selection, Table training, Labels labels) throws IOException {
        Map<String, ColumnSelection.Declared> declared = new LinkedHashMap<>();
        for (Column column : training.columns()) {
            declared.put(column.name(), new ColumnSelection.Declared(column.type(), null));
        }
        ColumnSelection same =
                new ColumnSelection(selection.label(), selection.rowId(), training.names(), null, declared, null);
        return new TableReader(file, format, same, selection.features() != null)
                .read(labels.task(), canonical(labels.task(), labels.names()));
    }

    private static List<String> canonical(Task task, List<String> labels) {
        return labels == null || task == Task.REGRESSION
                ? null
                : labels.stream().map(Labels::canonical).distinct().toList();
    }

    private TrainingData read(Task task, List<String> declaredLabels) throws IOException {
        try (CsvCursor rows = CsvCursor.open(file, format)) {
            List<String> header = rows.header();
            Set<String> candidates = ColumnChoice.features(selection, header, rows.name());
            ColumnChoice.splitOnly(selection, header)
                    .forEach(name -> warnings.add("column \"" + CsvProblems.clip(name)
                            + "\" is not used as a feature, because rows are split by it. Name it in features to use"
                            + " it."));
            LabelReader label = new LabelReader(
                    selection.label(), rows.column(selection.label()), task, declaredLabels, format.numbers());
            Map<String, ColumnReader> columns = new LinkedHashMap<>();
            Map<String, ColumnReader> others = new LinkedHashMap<>();
            for (int i = 0; i < header.size(); i++) {
                String name = header.get(i);
                if (candidates.contains(name)) {
                    columns.put(
                            name,
                            ColumnReader.feature(name, i, selection.declared().get(name)));
                }
                if (selection.others().contains(name)) {
                    others.put(name, ColumnReader.other(name, i));
                }
            }
            RowLines lines = pass(rows, label, concat(columns.values(), others.values()));
            SchemaInference schema = new SchemaInference(
                    selection.features() != null, leaveOut, rows.name(), format.numbers(), warnings);
            if (!format.badNumbersAreMissing()) {
                columns.values().forEach(schema::requireOneKind);
            }
            warnings.addAll(rows.notes());
            readAgain(columns, others, rows.digest());
            List<ColumnReader> features = columns.values().stream()
                    .filter(c -> schema.isFeature(c, selection.declared().containsKey(c.name)))
                    .toList();
            if (features.isEmpty()) {
                throw new UserError(file + ": no column is left to predict \"" + selection.label() + "\" from."
                        + (warnings.isEmpty() ? "" : " " + String.join(" ", warnings)));
            }
            return result(rows, lines, label, features, others.values());
        }
    }

    private RowLines pass(CsvCursor rows, LabelReader label, List<ColumnReader> readers) throws IOException {
        RowLines lines = new RowLines(rows.headerLine(), rows.headerLines());
        while (rows.next()) {
            label.read(rows);
            for (ColumnReader reader : readers) {
                reader.read(rows);
            }
            lines.add(rows.line(), rows.lines());
        }
        if (lines.rows() == 0) {
            throw new UserError(file + ": the file has a header but no rows.");
        }
        return lines;
    }

    private TrainingData result(
            CsvCursor rows,
            RowLines lines,
            LabelReader label,
            List<ColumnReader> features,
            Collection<ColumnReader> others) {
        for (ColumnReader other : others) {
            if (other.overflow) {
                throw new UserError(file + ": column \"" + CsvProblems.clip(other.name)
                        + "\" has too many distinct texts to split by.");
            }
        }
        Labels labels = label.labels(rows.name());
        String alike = labels.names() == null ? null : CategoryNotes.alike(labels.names());
        if (alike != null) {
            warnings.add("there are labels that differ only in case, blanks or a final point and count as different: "
                    + alike + ". Write them alike if they are the same.");
        }
        return new TrainingData(
                file,
                rows.digest(),
                rows.format(),
                rows.header(),
                table(features, lines.rows()),
                labels,
                table(others, lines.rows()),
                lines,
                List.copyOf(warnings));
    }

    /** Reads columns once more that are of another type than they looked like. */
    private void readAgain(Map<String, ColumnReader> columns, Map<String, ColumnReader> others, String digest)
            throws IOException {
        List<ColumnReader> readers = new ArrayList<>();
        for (Map<String, ColumnReader> group : List.of(columns, others)) {
            group.replaceAll((name, column) -> {
                ColumnReader.Mode as = other(column);
                if (as == column.mode) {
                    return column;
                }
                readers.add(column.again(as));
                return readers.get(readers.size() - 1);
            });
        }
        if (readers.isEmpty()) {
            return;
        }
        try (CsvCursor rows = CsvCursor.open(file, format)) {
            while (rows.next()) {
                for (ColumnReader reader : readers) {
                    reader.read(rows);
                }
            }
            if (!rows.digest().equals(digest)) {
                throw new UserError(file + ": the file changed while it was read. Run again when it is complete.");
            }
            rows.notes().stream().filter(note -> !warnings.contains(note)).forEach(warnings::add);
        }
    }

    /** How a column is to be read that was read to its end. */
    private ColumnReader.Mode other(ColumnReader column) {
        if (column.isMostlyNumbers() && format.badNumbersAreMissing()) {
            return ColumnReader.Mode.NUMBER;
        }
        return column.mode == ColumnReader.Mode.MIXED || column.isCode() ? ColumnReader.Mode.CATEGORY : column.mode;
    }

    private static List<ColumnReader> concat(Collection<ColumnReader> a, Collection<ColumnReader> b) {
        List<ColumnReader> all = new ArrayList<>(a);
        all.addAll(b);
        return all;
    }

    private static Table table(Collection<ColumnReader> columns, int rows) {
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
