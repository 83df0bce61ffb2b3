package io.jenkins.plugins.mlpipeline.engine.endpoint;

/**
 * An input of a served model, for protocols that name inputs.
 *
 * @param name the model's name of it
 * @param datatype what it takes, in the words of the Open Inference Protocol
 * @param from the first of its columns among those that are sent, from 0
 * @param width how many columns it takes
 */
public record AskedInput(String name, String datatype, int from, int width) {}
