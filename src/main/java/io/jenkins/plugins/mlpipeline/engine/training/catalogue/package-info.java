/**
 * The list of learners, by the names that options and specs use; the one room of training that the controller may
 * use, and so it loads no library. What is known of one learner belongs into its own room.
 */
package io.jenkins.plugins.mlpipeline.engine.training.catalogue;
