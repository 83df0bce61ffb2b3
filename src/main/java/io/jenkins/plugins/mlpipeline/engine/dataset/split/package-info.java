/**
 * Rows of a table parted into training and holdout, and into folds: at random, by group, by time, by content; and a holdout
 * written byte for byte.
 */
package io.jenkins.plugins.mlpipeline.engine.dataset.split;
