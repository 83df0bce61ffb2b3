package io.jenkins.plugins.mlpipeline.engine.validation;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.dataset.PositiveLabel;
import io.jenkins.plugins.mlpipeline.engine.dataset.TaskInference;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvCursor;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvProblems;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.DistinctTexts;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What nobody said of a predictions file and its columns' names or rows tell: which column holds what, the labels, the task. All of
 * it is said in the evaluation.
 */
final class PredictionsGuess {
    /** One more than a classification may have: with more distinct texts they are numbers, or no labels. */
    private static final int MOST_TEXTS = TaskInference.MOST_LABELS + 1;

    private static final long MOST_CHARS = 1L << 22;

    private final PredictionsRequest request;
    private final List<String> header;
    private final List<String> notes = new ArrayList<>();

    private PredictionsGuess(PredictionsRequest request, List<String> header) {
        this.request = request;
        this.header = header;
    }

    /**
     * A request that leaves nothing open.
     *
     * @param request the same where it left nothing open before
     * @param notes what was guessed, as sentences
     */
    record Completed(PredictionsRequest request, List<String> notes) {}

    /** @throws UserError when something that is needed was not said, and neither names nor rows tell it */
    static Completed complete(PredictionsRequest request) throws IOException {
        boolean answered =
                request.prediction() != null || !request.scoreColumns().isEmpty();
        TargetOptions target = request.target();
        boolean told = target.labels() != null
                || target.task() == Task.REGRESSION
                || request.scoreColumns().size() > 1;
        if (request.label() != null && answered && told) {
            return new Completed(request, List.of());
        }
        List<String> header;
        try (CsvCursor rows = CsvCursor.open(request.file(), request.format())) {
            header = rows.named();
        }
        return new PredictionsGuess(request, header).completed(answered, told);
    }

    private Completed completed(boolean answered, boolean told) throws IOException {
        List<String> read = new ArrayList<>();
        String label = request.label() != null ? request.label() : truth(read);
        String prediction = answered ? request.prediction() : prediction(read);
        Map<String, String> scores = request.scoreColumns();
        if (!answered && request.target().task() != Task.REGRESSION) {
            scores = ColumnNames.scoresByLabel(header);
            if (request.target().labels() != null
                    && !scores.keySet().containsAll(request.target().labels())) {
                scores = Map.of();
            }
        }
        TargetOptions target = told
                ? request.target()
                : scores.size() > 1 ? found(List.copyOf(scores.keySet()), label) : found(label, prediction);
        if (!answered && scores.isEmpty() && target.posLabel() != null) {
            String column = one(ColumnNames.SCORE, null, null);
            scores = column == null ? Map.of() : Map.of(target.posLabel(), column);
        }
        if (!answered && prediction == null && scores.isEmpty()) {
            throw new UserError(
                    request.file() + ": which column holds the prediction is not said, and no name tells it. Name it"
                            + " (predictionColumn, --prediction-column), or the columns with scores (scoreColumns, --score-columns)."
                            + columns());
        }
        if (!answered) {
            scores.forEach((of, column) -> read.add(quoted(column) + " as the probability of " + quoted(of)));
        }
        if (!read.isEmpty()) {
            notes.add(0, "columns were told by their names: " + String.join(", ", read) + ".");
        }
        return new Completed(request.with(label, prediction, scores, target), List.copyOf(notes));
    }

    private String truth(List<String> read) {
        String label = one(ColumnNames.TRUTH, "the truth", "label, --label");
        if (label == null) {
            throw new UserError(request.file()
                    + ": which column holds the truth is not said, and no name tells it. Name it (label, --label)."
                    + columns());
        }
        read.add(quoted(label) + " as the truth");
        return label;
    }

    private String prediction(List<String> read) {
        String prediction = one(ColumnNames.PREDICTION, "the prediction", "predictionColumn, --prediction-column");
        if (prediction != null) {
            read.add(quoted(prediction) + " as the prediction");
        }
        return prediction;
    }

    /**
     * The column of which a name tells what it holds; null for none.
     *
     * @param what what it holds, for the message when there are several; null: then none is taken
     */
    private String one(Set<String> names, String what, String settings) {
        List<String> found = header.stream()
                .filter(column -> ColumnNames.isOne(column, names))
                .toList();
        if (found.size() > 1 && what != null) {
            throw new UserError(
                    request.file() + ": the columns " + quoted(found.get(0)) + " and " + quoted(found.get(1))
                            + " could both hold " + what + ". Name the one that does (" + settings + ").");
        }
        return found.size() == 1 ? found.get(0) : null;
    }

    /** The labels and the task of the rows. */
    private TargetOptions found(String label, String prediction) throws IOException {
        List<String> labels = distinct(label, prediction);
        TargetOptions given = request.target();
        if (given.task() == null && labels == null) {
            notes.add("the task is regression, since the truth is numbers; say otherwise by task (--task).");
            return new TargetOptions(Task.REGRESSION, null, given.posLabel());
        }
        String file = request.file().toString();
        Task task = given.task() == null
                ? TaskInference.of(labels, file, label)
                : TaskInference.check(given.task(), labels == null ? List.of() : labels, file, label);
        if (task == Task.REGRESSION) {
            notes.add("the task is regression, since the truth is numbers; say otherwise by task (--task).");
            return new TargetOptions(task, null, given.posLabel());
        }
        String positive = PositiveLabel.of(given.posLabel(), task, labels);
        notes.add("the labels (" + CsvProblems.clip(String.join(", ", labels)) + ") are those of the file's rows"
                + (given.posLabel() == null && positive != null ? ", the positive one is " + quoted(positive) : "")
                + "; a label that no row has is not missed. List them (labels, --labels) to be sure.");
        return new TargetOptions(task, labels, positive);
    }

    /** The labels and the task of columns with scores. */
    private TargetOptions found(List<String> labels, String label) {
        TargetOptions given = request.target();
        Task task = TaskInference.check(given.task(), labels, request.file().toString(), label);
        String positive = PositiveLabel.of(given.posLabel(), task, labels);
        if (given.posLabel() == null && positive != null) {
            notes.add("the positive label is " + quoted(positive) + "; say otherwise by posLabel (--pos-label).");
        }
        return new TargetOptions(task, labels, positive);
    }

    /** What stands in both columns, sorted as labels are; null when it is numbers, too many for labels. */
    private List<String> distinct(String label, String prediction) throws IOException {
        DistinctTexts texts = new DistinctTexts(MOST_TEXTS, MOST_CHARS);
        List<String> fields = prediction == null ? List.of(label) : List.of(label, prediction);
        try (CsvCursor rows = CsvCursor.open(request.file(), request.format(), fields)) {
            int[] columns = fields.stream().mapToInt(rows::column).toArray();
            while (rows.next()) {
                for (int column : columns) {
                    // What is missing is said when the rows are read.
                    if (!rows.isMissing(column) && rows.add(column, texts) == DistinctTexts.NONE) {
                        double number = rows.numberOrInfinite(column);
                        return Double.isFinite(number) ? null : Labels.sorted(canonical(texts));
                    }
                }
            }
        }
        return Labels.sorted(canonical(texts));
    }

    /** In canonical form; truth values that one column writes as {@code True} and the other as {@code true} are the latter. */
    private static List<String> canonical(DistinctTexts texts) {
        List<String> found =
                texts.list().stream().map(Labels::canonical).distinct().toList();
        return found.contains("true") || found.contains("false")
                ? found.stream()
                        .map(text -> text.equals("True") || text.equals("False") ? text.toLowerCase(Locale.ROOT) : text)
                        .distinct()
                        .toList()
                : found;
    }

    private String columns() {
        return " Its columns are " + CsvProblems.clip(String.join(", ", header)) + ".";
    }

    private static String quoted(String name) {
        return '"' + CsvProblems.clip(name) + '"';
    }
}
