/** Names, forms and values of hyperparameters. Which of them a learner has belongs into the learner's room. */
package io.jenkins.plugins.mlpipeline.engine.training.hyperparameter;
