package io.jenkins.plugins.mlpipeline.engine.dataset;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvProblems;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import java.util.List;

/**
 * Which task a label column is for, when it isn't declared: two distinct labels, binary; numbers of which one has a
 * fraction, or more than {@value #MOST_INTEGER_LABELS} distinct numbers, regression; else multiclass.
 */
public final class TaskInference {
    /** Most distinct integers that are still taken for classes. */
    public static final int MOST_INTEGER_LABELS = 20;

    /** Most classes of a classification. */
    public static final int MOST_LABELS = 1_000;

    private static final int SHOWN = 5;

    private TaskInference() {}

    /**
     * The task of a label column.
     *
     * @param labels distinct labels in canonical form
     * @param file for messages
     * @param column for messages
     * @throws UserError when there is one label only, or too many for classes
     */
    public static Task of(List<String> labels, String file, String column) {
        boolean numbers = labels.stream().allMatch(l -> Double.isFinite(Labels.number(l)));
        boolean integers = numbers && labels.stream().allMatch(l -> l.matches("-?[0-9]+"));
        if (labels.size() > 2 && numbers && (!integers || labels.size() > MOST_INTEGER_LABELS)) {
            return Task.REGRESSION;
        }
        return check(null, labels, file, column);
    }

    /**
     * Checks that a task fits its label list.
     *
     * @param task null: binary for two labels, multiclass for more
     * @return the task
     * @throws UserError when it does not fit
     */
    public static Task check(Task task, List<String> labels, String file, String column) {
        int n = labels.size();
        String has = file + ": column \"" + column + "\" has " + n + (n == 1 ? " label" : " distinct labels") + " ("
                + String.join(
                        ", ",
                        labels.subList(0, Math.min(n, SHOWN)).stream()
                                .map(CsvProblems::clip)
                                .toList())
                + (n > SHOWN ? ", ..." : "") + ")";
        if (n < 2) {
            throw new UserError(has + "; there is nothing to tell apart. Check the label column.");
        }
        if (n > MOST_LABELS) {
            throw new UserError(has + "; the most is " + MOST_LABELS
                    + ". Is it the label column? Declare the task regression if it is a number.");
        }
        if (task == Task.BINARY && n != 2) {
            throw new UserError(has + "; the task binary has two. Declare the task multiclass, or correct the labels.");
        }
        if (task == Task.MULTICLASS && n == 2) {
            throw new UserError(has + "; the task multiclass has three or more. Declare the task binary.");
        }
        return n == 2 ? Task.BINARY : Task.MULTICLASS;
    }
}
