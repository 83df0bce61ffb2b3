package io.jenkins.plugins.mlpipeline.engine.validation;

import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import java.util.List;

/** Counts predicted labels that are not in the label list. */
final class Strangers {
    private long count;
    private String example;
    private long line;

    /** Takes one; answers the index that stands for it. */
    int count(String label, long at) {
        if (count++ == 0) {
            example = label;
            line = at;
        }
        return ClassificationOutcomes.OUTSIDE;
    }

    List<String> warnings() {
        return count == 0
                ? List.of()
                : List.of(count + (count == 1 ? " predicted label is" : " predicted labels are")
                        + " not in the label list and counted as wrong (\"" + example + "\" on line " + line
                        + (count == 1 ? ")." : ", for example)."));
    }
}
