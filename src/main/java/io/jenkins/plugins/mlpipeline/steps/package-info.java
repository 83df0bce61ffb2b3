/**
 * The Pipeline steps. {@code mlTrain} and {@code mlValidate} run the engine's worker in its own process on the agent, by the
 * durable-task API, so that a build survives a restart of the controller and a lost connection. {@code mlGate} judges what
 * was recorded and needs no agent.
 */
package io.jenkins.plugins.mlpipeline.steps;
