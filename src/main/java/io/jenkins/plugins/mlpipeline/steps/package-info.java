/**
 * The Pipeline steps. {@code mlTrain} and {@code mlValidate} run the engine's worker in its own process on the agent, by the
 * durable-task API, so that a build survives a restart of the controller and a lost connection. {@code mlGate} judges what
 * was recorded and needs no agent.
 *
 * <p>Here are the steps, their forms, and what is stored of them while a pipeline runs: the names of these classes are in
 * {@code program.dat} and in the graphs of builds, so they never move. Everything else belongs to the rooms below, which know
 * nothing of this one.
 */
package io.jenkins.plugins.mlpipeline.steps;
