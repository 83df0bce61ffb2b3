/**
 * Alerts that come in from outside: who may report them, which jobs respond, and the record of what became of each. Knows the
 * configuration and the engine; no step.
 */
package io.jenkins.plugins.mlpipeline.alerts;
