package io.jenkins.plugins.mlpipeline.engine.worker;

/**
 * A jar on the worker's class path.
 *
 * @param sha256 64 hexadecimal digits that the worker compares
 * @param path as the worker's process sees it
 */
public record ClassPathEntry(String sha256, String path) {}
