package io.jenkins.plugins.mlpipeline.engine.validation;

import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import java.util.List;

/**
 * What options or a spec say about what is predicted. Labels are brought into canonical form.
 *
 * @param task null when not given
 * @param labels label list; null when not given
 * @param posLabel positive label; null when not given
 */
public record TargetOptions(Task task, List<String> labels, String posLabel) {
    /** Nothing given. */
    public static final TargetOptions NONE = new TargetOptions(null, null, null);

    public TargetOptions {
        labels = labels == null || labels.isEmpty()
                ? null
                : labels.stream().map(Labels::canonical).toList();
        posLabel = posLabel == null ? null : Labels.canonical(posLabel);
    }
}
