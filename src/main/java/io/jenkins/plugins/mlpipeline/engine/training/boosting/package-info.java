/**
 * Gradient-boosted trees by XGBoost with their export; the only room that knows XGBoost. Forests do not belong here.
 */
package io.jenkins.plugins.mlpipeline.engine.training.boosting;
