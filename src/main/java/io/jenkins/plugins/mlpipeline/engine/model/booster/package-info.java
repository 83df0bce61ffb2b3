/**
 * Files that XGBoost and LightGBM write themselves, read without their libraries and made an ONNX graph of, which is then run
 * like any other. Only versions are read whose answers were compared with those of their own library.
 */
package io.jenkins.plugins.mlpipeline.engine.model.booster;
