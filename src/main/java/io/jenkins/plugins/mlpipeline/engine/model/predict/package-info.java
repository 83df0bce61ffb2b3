/**
 * Models that answer rows: inputs bound to columns, ONNX Runtime, PyTorch, own trees, outputs as labels and numbers.
 * What the answers are worth belongs to validation.
 */
package io.jenkins.plugins.mlpipeline.engine.model.predict;
