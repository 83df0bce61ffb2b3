/**
 * A fitted model as an ONNX file, and that file compared with the learner. How one learner writes itself belongs into
 * its room.
 */
package io.jenkins.plugins.mlpipeline.engine.training.export;
