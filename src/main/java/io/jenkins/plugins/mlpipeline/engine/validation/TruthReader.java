package io.jenkins.plugins.mlpipeline.engine.validation;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.Dictionary;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowCursor;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;

/** Reads the label column: every row must have one of the labels, or a number. */
final class TruthReader {
    private final String file;
    private final int column;
    private final PredictionTask target;
    private final Dictionary labels;

    /**
     * @param file the data's file, for messages
     * @param column position of the label column
     */
    TruthReader(String file, int column, PredictionTask target) {
        this.file = file;
        this.column = column;
        this.target = target;
        this.labels = target.task().isClassification() ? new Dictionary(target.labels()) : null;
    }

    /**
     * The position of the current row's label (classification), or its number (regression).
     *
     * @throws UserError when it is missing, or not one of the labels
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
            throw at(
                    cursor,
                    "the label is missing. Every row that is evaluated needs one: fill it, or take the row out.");
        }
        throw at(
                cursor,
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
                    + target.labels().get(0) + "=no," + target.labels().get(1) + "=yes.";
        }
        return NearNames.near(text, target.labels()).isEmpty() ? otherwise : NearNames.hint(text, target.labels());
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9' || c == '.' || c == '-');
    }

    private double number(RowCursor cursor) {
        double value = cursor.number(column);
        if (Double.isNaN(value)) {
            throw at(
                    cursor,
                    "the number to predict is missing. Every row that is evaluated needs one: fill it, or take the"
                            + " row out.");
        }
        return value;
    }

    private UserError at(RowCursor cursor, String reason) {
        return new UserError(file + ": line " + cursor.line() + ", column \""
                + cursor.header().get(column) + "\": " + reason);
    }
}
