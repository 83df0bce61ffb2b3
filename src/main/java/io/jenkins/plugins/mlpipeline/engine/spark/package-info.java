/**
 * Apache Spark reads and predicts the files of a folder, and a validation here counts what it answers. Knows how an application is
 * started, fed and ended; what runs in Spark's own processes is in {@code application}.
 */
package io.jenkins.plugins.mlpipeline.engine.spark;
