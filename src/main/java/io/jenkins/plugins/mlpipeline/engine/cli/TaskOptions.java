package io.jenkins.plugins.mlpipeline.engine.cli;

import picocli.CommandLine.Option;

/** What is predicted. */
final class TaskOptions {
    @Option(
            names = "--task",
            paramLabel = "TASK",
            description = "binary, multiclass or regression; inferred in training when left out.",
            order = 15)
    private String task;

    @Option(
            names = "--pos-label",
            paramLabel = "LABEL",
            description = "The label that precision, recall, ROC AUC and the like are about (binary).",
            order = 12)
    private String posLabel;

    void into(OptionMap options) {
        options.put("task", task).put("posLabel", posLabel);
    }
}
