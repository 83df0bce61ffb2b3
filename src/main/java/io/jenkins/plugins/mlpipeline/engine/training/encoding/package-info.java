/**
 * From columns to features, in Java and as nodes of a graph. What is learnt from the features does not belong here.
 */
package io.jenkins.plugins.mlpipeline.engine.training.encoding;
