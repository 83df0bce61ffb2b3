/**
 * What a Prometheus server may scrape: which families there are ({@code Exposed}), and how their samples are written down
 * ({@code Exposition}, {@code ExpositionFormat}). Where the values come from, and who may see them, is the caller's.
 */
package io.jenkins.plugins.mlpipeline.engine.openmetrics;
