/**
 * Asking a Prometheus server: where it is, one request at a time, its answers read within limits, and what they say of a
 * check. What that means for a deployment does not belong here but in {@code check}.
 */
package io.jenkins.plugins.mlpipeline.engine.verification.prometheus;
