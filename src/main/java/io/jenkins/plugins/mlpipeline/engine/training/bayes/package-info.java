/** Naive Bayes with its export. What other learners need as well belongs into {@code learner}. */
package io.jenkins.plugins.mlpipeline.engine.training.bayes;
