/**
 * Where the worker's libraries come from. {@link io.jenkins.plugins.mlpipeline.engine.runtime.RuntimeLock} names every jar
 * with its size and SHA-256; nothing else is ever put on the worker's class path.
 */
package io.jenkins.plugins.mlpipeline.engine.runtime;
