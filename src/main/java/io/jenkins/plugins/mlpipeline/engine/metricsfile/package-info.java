/**
 * Files of metrics that other tools wrote, as an {@link io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation} without
 * rows: which tool wrote a file is told by its content, and said. How numbers are read is in {@code validation}.
 */
package io.jenkins.plugins.mlpipeline.engine.metricsfile;
