package io.jenkins.plugins.mlpipeline.engine.validation;

import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.Dictionary;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowCursor;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import java.util.List;

/** Reads the label column: every row must have one of the labels, or a number. */
final class TruthReader {
    /** Truth values as Python, JSON and spreadsheets write them. */
    private static final List<List<String>> TRUTHS =
            List.of(List.of("False", "True"), List.of("false", "true"), List.of("FALSE", "TRUE"));

    private final int column;
    private final PredictionTask target;
    private final Dictionary labels;

    /** @param column position of the label column */
    TruthReader(int column, PredictionTask target) {
        this.column = column;
        this.target = target;
        this.labels = target.task().isClassification() ? new Dictionary(target.labels()) : null;
    }

    /**
     * The position of the current row's label (classification), or its number (regression).
     *
     * @throws io.jenkins.plugins.mlpipeline.engine.UserError when it is missing, or not one of the labels
     */
    double read(RowCursor cursor) {
        return labels == null ? number(cursor) : label(cursor);
    }

    private int label(RowCursor cursor) {
        int code = cursor.code(column, labels);
        if (code >= 0) {
            return code;
        }
        String text = cursor.text(column);
        code = labels.position(target.declared(Labels.canonical(text)));
        if (code >= 0) {
            return code;
        }
        if (cursor.isMissing(column)) {
            throw cursor.problem(
                    column,
                    "the label is missing. Every row that is evaluated needs one: fill it, or take the row out.");
        }
        throw cursor.problem(
                column,
                "the label \"" + text + "\" is not one of " + PredictionTask.list(target.labels()) + ". "
                        + otherwise(
                                text,
                                "Correct the cell, name another label column, or declare the label with labels."));
    }

    private String otherwise(String text, String otherwise) {
        if (isNumber(text) && target.labels().stream().allMatch(TruthReader::isNumber)) {
            return otherwise + " If the column holds counts or amounts, the task is regression.";
        }
        if (!isNumber(text) && target.labels().stream().allMatch(TruthReader::isNumber)) {
            return otherwise + " If the model calls the labels by numbers, say which is which with labels, for example "
                    + target.labels().get(0) + "=" + names(text).get(0) + ","
                    + target.labels().get(1) + "=" + names(text).get(1) + ".";
        }
        return NearNames.near(text, target.labels()).isEmpty() ? otherwise : NearNames.hint(text, target.labels());
    }

    /** What two labels that are numbers may be called in rows of which one says this. */
    private static List<String> names(String text) {
        return TRUTHS.stream()
                .filter(truths -> truths.contains(text))
                .findFirst()
                .orElse(List.of("no", "yes"));
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9' || c == '.' || c == '-');
    }

    private double number(RowCursor cursor) {
        double value = cursor.number(column);
        if (Double.isNaN(value)) {
            throw cursor.problem(
                    column,
                    "the number to predict is missing. Every row that is evaluated needs one: fill it, or take the"
                            + " row out.");
        }
        return value;
    }
}
