/**
 * Gradient-boosted trees by XGBoost with their export. Forests do not belong here.
 */
package io.jenkins.plugins.mlpipeline.engine.training.boosting;
