package io.jenkins.plugins.mlpipeline.engine.dataset;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which of two labels is the positive one. */
public final class PositiveLabel {
    /** Pairs of which the second plainly says yes, in lower case. */
    private static final Map<String, String> YES_OF = Map.of(
            "0",
            "1",
            "-1",
            "1",
            "false",
            "true",
            "f",
            "t",
            "no",
            "yes",
            "n",
            "y",
            "negative",
            "positive",
            "neg",
            "pos");

    private PositiveLabel() {}

    /**
     * The positive label: the declared one, or the one that plainly says yes (0 and 1, -1 and 1, false and true, f and t,
     * no and yes, n and y, negative and positive, neg and pos), else null.
     *
     * @param declared null when none is
     * @param labels label list; null for a regression
     * @throws UserError when the declared one is not a label, or the task is not binary
     */
    public static String of(String declared, Task task, List<String> labels) {
        if (declared == null) {
            return task == Task.BINARY ? inferred(labels.get(0), labels.get(1)) : null;
        }
        if (task != Task.BINARY) {
            throw new UserError("a positive label (\"" + declared + "\") is for the task binary; the task is "
                    + task.key() + ". Take it out.");
        }
        if (!labels.contains(declared)) {
            throw new UserError("the positive label \"" + declared + "\" is not one of the labels. "
                    + NearNames.hint(declared, labels));
        }
        return declared;
    }

    private static String inferred(String a, String b) {
        String first = a.toLowerCase(Locale.ROOT);
        String second = b.toLowerCase(Locale.ROOT);
        if (second.equals(YES_OF.get(first))) {
            return b;
        }
        return first.equals(YES_OF.get(second)) ? a : null;
    }
}
