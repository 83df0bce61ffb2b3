/**
 * What steps of every kind need: files of the workspace and the models of other jobs, read within limits, and mistakes in one
 * sentence. What one kind of step alone needs belongs to its own room.
 */
package io.jenkins.plugins.mlpipeline.steps.common;
