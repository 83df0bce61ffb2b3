/**
 * What the controller tells a Prometheus server that scrapes it: what the index, targets, watches and alerts keep, as far as the reader
 * may see it. It loads no build. Names and text are the engine's ({@code engine/openmetrics}).
 */
package io.jenkins.plugins.mlpipeline.scrape;
