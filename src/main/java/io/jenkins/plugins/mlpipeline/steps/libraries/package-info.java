/**
 * The jars of the worker and of the resolver: kept on the controller, proven by their digests, and brought to the agent. What
 * the worker is started with and what it answers belongs to {@code worker}.
 */
package io.jenkins.plugins.mlpipeline.steps.libraries;
