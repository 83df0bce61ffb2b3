package io.jenkins.plugins.mlpipeline.engine.dataset;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvCursor;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvProblems;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.Dictionary;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.DistinctTexts;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.NumberForm;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.NumberGuess;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Collects the label column while rows pass. */
final class LabelReader {
    private static final int MAX_TEXTS = 1_000_000;
    private static final long MAX_CHARS = 1L << 26;
    private static final int FIRST_ROWS = 1 << 10;
    /** From this share of numbers on, in percent, the others are mistakes. */
    private static final long MOSTLY = 99;

    private static final long PERCENT = 100;
    private static final int SHOWN = 3;

    private final String name;
    private final int position;
    private final Task declaredTask;
    private final List<String> declaredLabels;
    private final NumberForm numbers;
    private final DistinctTexts texts = new DistinctTexts(MAX_TEXTS, MAX_CHARS);
    /** Canonical form of each text. */
    private final List<String> canonical = new ArrayList<>();
    /** Line on which each text is first. */
    private final LongColumn firstLines = new LongColumn();

    private int[] codes = new int[FIRST_ROWS];
    private double[] values = new double[FIRST_ROWS];
    private int rows;

    /**
     * @param declaredTask null: inferred at the end
     * @param declaredLabels canonical labels that are allowed, in their order; null: what is found
     * @param numbers how numbers are written
     */
    LabelReader(String name, int position, Task declaredTask, List<String> declaredLabels, NumberForm numbers) {
        this.name = name;
        this.position = position;
        this.declaredTask = declaredTask;
        this.declaredLabels = declaredLabels;
        this.numbers = numbers;
    }

    void read(CsvCursor row) {
        if (row.isMissing(position)) {
            throw row.problem(
                    position,
                    "the label is missing (\"" + CsvProblems.clip(row.text(position))
                            + "\"). Fill it in, take the row out, or change the missing-value tokens if this is a label.");
        }
        if (declaredTask == Task.REGRESSION) {
            if (rows == values.length) {
                values = Arrays.copyOf(values, rows * 2);
            }
            values[rows++] = row.strictNumber(position);
            return;
        }
        int code = row.add(position, texts);
        if (code == DistinctTexts.NONE) {
            throw row.problem(
                    position,
                    "more than " + MAX_TEXTS
                            + " distinct labels. Declare the task regression if the label is a number.");
        }
        if (code == canonical.size()) {
            canonical.add(check(row, Labels.canonical(texts.get(code))));
            firstLines.add(row.line());
        }
        if (rows == codes.length) {
            codes = Arrays.copyOf(codes, rows * 2);
        }
        codes[rows++] = code;
    }

    private String check(CsvCursor row, String label) {
        if (declaredLabels != null && !declaredLabels.contains(label)) {
            throw row.problem(
                    position,
                    "\"" + CsvProblems.clip(label) + "\" is not one of the labels. "
                            + NearNames.hint(label, declaredLabels));
        }
        return label;
    }

    /**
     * The labels of all rows.
     *
     * @param file for messages
     * @throws UserError when they do not fit the task
     */
    Labels labels(String file) {
        if (declaredTask == Task.REGRESSION) {
            return Labels.numbers(name, Arrays.copyOf(values, rows));
        }
        if (declaredTask == null && declaredLabels == null) {
            requireOneKind(file);
            requireNumbersAsTheyAreRead(file);
        }
        List<String> found = Labels.sorted(canonical);
        List<String> names = declaredLabels == null ? found : declaredLabels;
        Task task = declaredTask == null && declaredLabels == null
                ? TaskInference.of(asRead(found), file, name)
                : TaskInference.check(declaredTask, names, file, name);
        if (task == Task.REGRESSION) {
            double[] byText = IntStream.range(0, canonical.size())
                    .mapToDouble(this::number)
                    .toArray();
            return Labels.numbers(
                    name,
                    Arrays.stream(codes, 0, rows).mapToDouble(c -> byText[c]).toArray());
        }
        Dictionary order = new Dictionary(names);
        int[] byText = canonical.stream().mapToInt(order::position).toArray();
        return Labels.classes(
                name,
                task,
                names,
                Arrays.stream(codes, 0, rows).map(c -> byText[c]).toArray());
    }

    /** The labels of rows that are a part of those that count: without a task those of classes, which may be few. */
    Labels part() {
        if (declaredTask == Task.REGRESSION) {
            return Labels.numbers(name, Arrays.copyOf(values, rows));
        }
        List<String> names = declaredLabels == null ? Labels.sorted(canonical) : declaredLabels;
        Dictionary order = new Dictionary(names);
        int[] byText = canonical.stream().mapToInt(order::position).toArray();
        return Labels.classes(
                name,
                Task.MULTICLASS,
                names,
                Arrays.stream(codes, 0, rows).map(c -> byText[c]).toArray());
    }

    /** The number that a text is, in the form in which numbers are written; {@code NaN} when it is none. */
    private double number(int text) {
        if (numbers.isPlain()) {
            return Labels.number(canonical.get(text));
        }
        char[] chars = texts.get(text).strip().toCharArray();
        return numbers.parse(chars, 0, chars.length);
    }

    /** The labels, with numbers as programs write them; as they are where one is none. */
    private List<String> asRead(List<String> found) {
        if (numbers.isPlain()) {
            return found;
        }
        double[] all =
                IntStream.range(0, canonical.size()).mapToDouble(this::number).toArray();
        return Arrays.stream(all).allMatch(Double::isFinite)
                ? Arrays.stream(all)
                        .mapToObj(value -> Labels.canonical(Double.toString(value)))
                        .distinct()
                        .toList()
                : found;
    }

    /** Stops where the labels are numbers, but not as numbers are read: they would be classes. */
    private void requireNumbersAsTheyAreRead(String file) {
        String guess = canonical.size() > 2 ? NumberGuess.of(texts.first(NumberGuess.MOST_SAMPLED), numbers) : null;
        if (guess != null) {
            throw new UserError(file + ": column \"" + CsvProblems.clip(name) + "\", the label: " + guess
                    + ". If they are classes, declare the task multiclass.");
        }
    }

    /** Stops where all but a few labels are numbers, and nobody said what they are. */
    private void requireOneKind(String file) {
        boolean[] isNumber = new boolean[canonical.size()];
        for (int i = 0; i < isNumber.length; i++) {
            isNumber[i] = Double.isFinite(number(i));
        }
        int numbers = 0;
        for (int i = 0; i < rows; i++) {
            numbers += isNumber[codes[i]] ? 1 : 0;
        }
        int others = rows - numbers;
        if (others == 0 || numbers * PERCENT < MOSTLY * rows) {
            return;
        }
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < isNumber.length && shown.size() < SHOWN; i++) {
            if (!isNumber[i]) {
                shown.add("\"" + CsvProblems.clip(texts.get(i)) + "\" on line " + firstLines.get(i));
            }
        }
        throw new UserError(file + ": column \"" + CsvProblems.clip(name) + "\", the label, has " + numbers
                + " numbers and " + others + (others == 1 ? " cell that is" : " cells that are") + " none ("
                + String.join(", ", shown) + "). Correct " + (others == 1 ? "it" : "them")
                + ", take the rows out, or list the labels (labels) if all are meant.");
    }
}
