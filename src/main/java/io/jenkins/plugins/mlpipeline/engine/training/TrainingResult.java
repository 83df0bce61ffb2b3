package io.jenkins.plugins.mlpipeline.engine.training;

import io.jenkins.plugins.mlpipeline.engine.modelpackage.ModelPackage;
import java.nio.file.Path;

/**
 * What a training left behind.
 *
 * @param model the package
 * @param holdout the rows kept back
 * @param record how the model came to be
 */
public record TrainingResult(ModelPackage model, Path holdout, TrainingRecord record) {}
