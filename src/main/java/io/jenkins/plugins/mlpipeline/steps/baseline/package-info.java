/**
 * Finds the model that a validation compares with: archived, passed, or deployed. What a deployment is bound to is found by
 * {@code deploy}.
 */
package io.jenkins.plugins.mlpipeline.steps.baseline;
