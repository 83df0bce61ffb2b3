/**
 * ONNX files as they are made, node by node and as a stream. What a learner or an encoding writes belongs to
 * training.
 */
package io.jenkins.plugins.mlpipeline.engine.model.onnx.write;
