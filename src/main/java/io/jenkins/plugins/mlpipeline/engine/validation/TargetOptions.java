package io.jenkins.plugins.mlpipeline.engine.validation;

import io.jenkins.plugins.mlpipeline.engine.dataset.LabelNames;
import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What options or a spec say about what is predicted. Labels are brought into canonical form.
 *
 * @param task null when not given
 * @param labels label list, as the rows have them; null when not given
 * @param posLabel positive label; null when not given
 * @param names labels by what the model calls them; empty when it calls them as the rows do
 */
public record TargetOptions(Task task, List<String> labels, String posLabel, Map<String, String> names) {
    /** Nothing given. */
    public static final TargetOptions NONE = new TargetOptions(null, null, null);

    public TargetOptions {
        labels = labels == null || labels.isEmpty()
                ? null
                : labels.stream().map(Labels::canonical).toList();
        posLabel = posLabel == null ? null : Labels.canonical(posLabel);
        names = new LinkedHashMap<>(names);
    }

    /**
     * The same of labels as they are written, {@code 0=no, 1=yes} where the model calls them otherwise than the rows.
     *
     * @param labels null when not given
     */
    public TargetOptions(Task task, List<String> labels, String posLabel) {
        this(task, LabelNames.shown(labels), posLabel, LabelNames.byModel(labels));
    }
}
