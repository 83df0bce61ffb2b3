/**
 * What an on-call person would look for at a target, in one document, and what of it probably is the cause. Reading is done at
 * the edges ({@code Diagnostician} and its readers); the ranking is a function of the document alone ({@code Causes}). Nothing
 * is written to the cluster.
 */
package io.jenkins.plugins.mlpipeline.engine.incident;
