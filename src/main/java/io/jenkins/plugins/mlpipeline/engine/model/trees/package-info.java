/** Tree ensembles evaluated by code of our own. It knows nothing of ONNX, files or columns. */
package io.jenkins.plugins.mlpipeline.engine.model.trees;
