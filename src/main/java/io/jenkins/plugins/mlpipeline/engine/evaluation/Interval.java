package io.jenkins.plugins.mlpipeline.engine.evaluation;

/**
 * A two-sided confidence interval.
 *
 * @param confidence in (0, 1), for example 0.95
 * @param method how it was made, for example {@code wilson} or {@code exact}
 */
public record Interval(double lower, double upper, double confidence, String method) {}
