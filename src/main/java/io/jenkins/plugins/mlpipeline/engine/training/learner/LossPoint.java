package io.jenkins.plugins.mlpipeline.engine.training.learner;

/**
 * A point of the training curve.
 *
 * @param step round or epoch, from 1
 * @param training mean loss on the rows learnt from: log loss, or squared error of the standardised target
 * @param validation the same on the rows that early stopping looks at; null when there are none
 */
public record LossPoint(int step, Double training, Double validation) {}
