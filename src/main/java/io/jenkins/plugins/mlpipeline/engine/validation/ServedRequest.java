package io.jenkins.plugins.mlpipeline.engine.validation;

import io.jenkins.plugins.mlpipeline.engine.endpoint.Endpoint;
import io.jenkins.plugins.mlpipeline.engine.endpoint.Protocol;

/**
 * A model behind a server, rows, and how to read them.
 *
 * @param rows data, label and options as for a model of this machine; its model is null, its threads say how many requests are
 *     under way at a time
 * @param endpoint where the model answers
 * @param protocol how it takes rows
 * @param subject what is declared to answer there, as {@link Subject#resolve} answers; null when nothing is
 */
public record ServedRequest(ValidationRequest rows, Endpoint endpoint, Protocol protocol, String subject) {}
