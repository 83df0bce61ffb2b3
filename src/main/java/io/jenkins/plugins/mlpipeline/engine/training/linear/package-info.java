/**
 * Linear and logistic regression with their export. What other learners need as well belongs into {@code learner}.
 */
package io.jenkins.plugins.mlpipeline.engine.training.linear;
