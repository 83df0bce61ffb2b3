/**
 * The work of {@code mlGate} on the controller: what is judged by what, and its answer. The judgement is the engine's; the step
 * and its execution belong to the steps.
 */
package io.jenkins.plugins.mlpipeline.steps.gate;
