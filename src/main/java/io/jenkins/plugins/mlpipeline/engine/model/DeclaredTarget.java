package io.jenkins.plugins.mlpipeline.engine.model;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import java.util.List;

/**
 * What a model package declares about what it predicts.
 *
 * @param task what is predicted
 * @param label the label column in training; null when not known
 * @param labels label list in declared order; null for regression
 * @param posLabel positive label (binary); null when not declared
 * @param trainingCounts rows of each label in the training part, in the order of {@code labels}; null when not known
 * @param trainingMean mean of the label in the training part (regression); null when not known
 */
public record DeclaredTarget(
        Task task, String label, List<String> labels, String posLabel, long[] trainingCounts, Double trainingMean) {}
