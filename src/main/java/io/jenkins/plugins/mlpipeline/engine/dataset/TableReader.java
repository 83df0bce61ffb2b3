package io.jenkins.plugins.mlpipeline.engine.dataset;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvCursor;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvFormat;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvProblems;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.DateForm;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.Dictionary;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

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

    /** Whether columns of dates are found that nobody declared. */
    private final boolean findsDates;

    /** Whether the rows are a part of those that count, so that labels may be missing in it. */
    private final boolean isPart;

    private final Opening opening;

    private final List<String> warnings = new ArrayList<>();

    /** How the rows are begun to be read. */
    private interface Opening {
        CsvCursor open(CsvFormat format) throws IOException;
    }

    private TableReader(Path file, CsvFormat format, ColumnSelection selection, boolean named, boolean findsDates) {
        this(file, format, selection, named, findsDates, f -> CsvCursor.open(file, f), false);
    }

    private TableReader(
            Path file,
            CsvFormat format,
            ColumnSelection selection,
            boolean named,
            boolean findsDates,
            Opening opening,
            boolean isPart) {
        this.isPart = isPart;
        this.opening = opening;
        this.findsDates = findsDates;
        this.file = file;
        this.format = format.withDateColumns(selection.dateForms());
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
        return new TableReader(file, format, selection, selection.features() != null, true)
                .read(task, canonical(task, labels));
    }

    /**
     * Reads rows that a model of another tool learnt from, or the one that is meant by {@code selection}, as {@link #read} does;
     * but what another tool made of dates is not known, so that columns are dates only where they are declared.
     *
     * @throws UserError when the file, the selection or a row is not usable
     */
    public static TrainingData readReference(
            Path file, CsvFormat format, ColumnSelection selection, Task task, List<String> labels) throws IOException {
        return new TableReader(file, format, selection, selection.features() != null, false)
                .read(task, canonical(task, labels));
    }

    /**
     * Reads one file of a folder of rows, as {@link #read} does with all. Which task the label is for is not inferred: without one
     * its labels are taken as those of classes, of which a part may hold a few alone.
     *
     * @param part as {@link io.jenkins.plugins.mlpipeline.engine.dataset.source.TableSource#parts} has it
     * @param header the folder's columns
     * @throws UserError when the file, the selection or a row is not usable
     */
    public static TrainingData readPart(
            Path folder,
            String part,
            List<String> header,
            CsvFormat format,
            ColumnSelection selection,
            Task task,
            List<String> labels)
            throws IOException {
        return new TableReader(
                        folder.resolve(part),
                        format,
                        selection,
                        selection.features() != null,
                        true,
                        f -> CsvCursor.openPart(folder, part, f, header),
                        true)
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
            declared.put(column.name(), new ColumnSelection.Declared(column.type(), null, column.date()));
        }
        ColumnSelection same =
                new ColumnSelection(selection.label(), selection.rowId(), training.names(), null, declared, null);
        return new TableReader(file, format, same, selection.features() != null, false)
                .read(labels.task(), canonical(labels.task(), labels.names()));
    }

    private static List<String> canonical(Task task, List<String> labels) {
        return labels == null || task == Task.REGRESSION
                ? null
                : labels.stream().map(Labels::canonical).distinct().toList();
    }

    private TrainingData read(Task task, List<String> declaredLabels) throws IOException {
        try (CsvCursor rows = opening.open(format)) {
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
            WeightReader weights = selection.weights() == null
                    ? null
                    : new WeightReader(rows.name(), selection.weights(), rows.column(selection.weights()));
            RowLines lines = pass(rows, label, weights, concat(columns.values(), others.values()));
            SchemaInference schema = new SchemaInference(
                    selection.features() != null, leaveOut, rows.name(), format.numbers(), warnings);
            if (!format.badNumbersAreMissing()) {
                columns.values().forEach(schema::requireOneKind);
            }
            warnings.addAll(rows.notes());
            readAgain(format, List.of(columns, others), this::other, rows.digest());
            Map<String, DateForm> dates = dates(rows.name(), columns.values());
            CsvFormat dated = format.withDateColumns(dates);
            readAgain(
                    dated,
                    List.of(columns),
                    column -> dates.containsKey(column.name) ? ColumnReader.Mode.NUMBER : column.mode,
                    rows.digest());
            List<ColumnReader> features = columns.values().stream()
                    .filter(c ->
                            schema.isFeature(c, selection.declared().containsKey(c.name) || dates.containsKey(c.name)))
                    .toList();
            if (features.isEmpty()) {
                throw new UserError(file + ": no column is left to predict \"" + selection.label() + "\" from."
                        + (warnings.isEmpty() ? "" : " " + String.join(" ", warnings)));
            }
            return result(rows, dated.dateColumns(), lines, label, weights, features, others.values());
        }
    }

    /** How the dates of columns are written of which that is not declared. */
    private Map<String, DateForm> dates(String name, Collection<ColumnReader> columns) {
        DateInference inference = new DateInference(name, leaveOut, format, warnings);
        Map<String, DateForm> found = new HashMap<>();
        for (ColumnReader column : columns) {
            ColumnSelection.Declared declared = selection.declared().get(column.name);
            if (declared == null ? findsDates : declared.isOpenDate()) {
                DateForm form = inference.form(column, declared != null);
                if (form != null) {
                    found.put(column.name, form);
                }
            }
        }
        return found;
    }

    /** What is made of the columns of dates, by name. */
    private Map<String, DateFeatures> dateFeatures(Map<String, DateForm> forms, List<ColumnReader> features) {
        Map<String, DateFeatures> dates = new HashMap<>();
        for (ColumnReader column : features) {
            if (forms.containsKey(column.name)) {
                ColumnSelection.Declared declared = selection.declared().get(column.name);
                DateFeatures asked = declared == null || declared.date() == null ? DateFeatures.OPEN : declared.date();
                dates.put(column.name, asked.with(forms.get(column.name)));
            }
        }
        dates.forEach((column, date) -> {
            if (date.at() != null && !date.namesDate() && (date.at().equals(column) || !dates.containsKey(date.at()))) {
                throw new UserError(
                        file + ": ages of column \"" + CsvProblems.clip(column) + "\" shall be counted to \""
                                + CsvProblems.clip(date.at())
                                + "\", which is neither a date (2024-12-31) nor another feature that is a date. Correct columns"
                                + " (--columns).");
            }
        });
        return dates;
    }

    /** As many rows of equal weight would tell as much (Kish 1965). */
    private static double effective(double... weights) {
        double sum = 0;
        double squares = 0;
        for (double weight : weights) {
            sum += weight;
            squares += weight * weight;
        }
        return sum * sum / squares;
    }

    /** @param weights null where each row counts the same */
    private RowLines pass(CsvCursor rows, LabelReader label, WeightReader weights, List<ColumnReader> readers)
            throws IOException {
        RowLines lines = new RowLines(rows.headerLine(), rows.headerLines());
        while (rows.next()) {
            label.read(rows);
            if (weights != null) {
                weights.read(rows);
            }
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
            Map<String, DateForm> dates,
            RowLines lines,
            LabelReader label,
            WeightReader weights,
            List<ColumnReader> features,
            Collection<ColumnReader> others) {
        for (ColumnReader other : others) {
            if (other.overflow) {
                throw new UserError(file + ": column \"" + CsvProblems.clip(other.name)
                        + "\" has too many distinct texts to split by.");
            }
        }
        Labels labels = (isPart ? label.part() : label.labels(rows.name()))
                .weighing(weights == null ? null : weights.weights());
        if (weights != null) {
            warnings.addAll(weights.notes(effective(labels.weights()), ""));
        }
        String alike = labels.names() == null ? null : CategoryNotes.alike(labels.names());
        if (alike != null) {
            warnings.add("there are labels that differ only in case, blanks or a final point and count as different: "
                    + alike + ". Write them alike if they are the same.");
        }
        return new TrainingData(
                file,
                rows.digest(),
                rows.format().withDateColumns(dates),
                rows.header(),
                table(features, dateFeatures(dates, features), lines.rows()),
                labels,
                table(others, Map.of(), lines.rows()),
                lines,
                List.copyOf(warnings));
    }

    /**
     * Reads columns once more that are of another type than they looked like.
     *
     * @param as how a column is to be read
     */
    private void readAgain(
            CsvFormat format,
            List<Map<String, ColumnReader>> groups,
            Function<ColumnReader, ColumnReader.Mode> as,
            String digest)
            throws IOException {
        List<ColumnReader> readers = new ArrayList<>();
        for (Map<String, ColumnReader> group : groups) {
            group.replaceAll((name, column) -> {
                ColumnReader.Mode mode = as.apply(column);
                if (mode == column.mode) {
                    return column;
                }
                readers.add(column.again(mode));
                return readers.get(readers.size() - 1);
            });
        }
        if (readers.isEmpty()) {
            return;
        }
        try (CsvCursor rows = opening.open(format)) {
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

    private static Table table(Collection<ColumnReader> columns, Map<String, DateFeatures> dates, int rows) {
        List<String> names = new ArrayList<>();
        List<ColumnType> types = new ArrayList<>();
        List<double[]> numbers = new ArrayList<>();
        List<int[]> codes = new ArrayList<>();
        List<Dictionary> dictionaries = new ArrayList<>();
        for (ColumnReader column : columns) {
            Dictionary dictionary = column.isNumber() ? null : column.dictionary();
            names.add(column.name);
            types.add(
                    dates.containsKey(column.name)
                            ? ColumnType.DATE
                            : column.isNumber() ? ColumnType.NUMBER : ColumnType.CATEGORY);
            numbers.add(column.isNumber() ? column.numbers() : null);
            codes.add(column.isNumber() ? null : column.codes(dictionary));
            dictionaries.add(dictionary);
        }
        return new Table(names, types, numbers, codes, dictionaries, dates, rows);
    }
}
