package io.jenkins.plugins.mlpipeline.engine.evaluation;

/**
 * A server that answered in place of a model. It says nothing of the bytes that answered, so it binds an evaluation to nothing.
 *
 * @param address where rows were posted to, without what stands behind a "?"
 * @param protocol how: {@code v2}, {@code v1}, {@code mlflow} or {@code template}
 * @param requests how many were answered with rows
 * @param askedAgain how many of them had been asked in vain before
 */
public record ServedRef(String address, String protocol, long requests, long askedAgain) {}
