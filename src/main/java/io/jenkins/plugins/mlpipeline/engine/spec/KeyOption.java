package io.jenkins.plugins.mlpipeline.engine.spec;

/**
 * How a setting is given on the command line.
 *
 * @param stage the command that takes it
 * @param name with its dashes
 * @param label what stands for the value in the help
 * @param description what the help says
 * @param order where the help says it
 */
public record KeyOption(SpecStage stage, String name, String label, String description, int order) {}
