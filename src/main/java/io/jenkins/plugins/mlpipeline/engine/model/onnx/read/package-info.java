/**
 * ONNX files as data: what a graph takes, answers and consists of, read without a runtime and within limits, since
 * the file is a stranger's. Running it does not belong here.
 */
package io.jenkins.plugins.mlpipeline.engine.model.onnx.read;
