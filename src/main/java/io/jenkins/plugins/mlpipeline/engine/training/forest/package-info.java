/**
 * Random forests with their export. Boosted trees have a room of their own; how trees are written into a graph
 * belongs to the model.
 */
package io.jenkins.plugins.mlpipeline.engine.training.forest;
