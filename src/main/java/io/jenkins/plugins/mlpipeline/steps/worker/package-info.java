/**
 * What is asked of a worker on the agent, what it needs, and what is made of its answer. The durable task that runs it belongs
 * to the steps, since its state outlives restarts; its jars belong to {@code libraries}.
 */
package io.jenkins.plugins.mlpipeline.steps.worker;
