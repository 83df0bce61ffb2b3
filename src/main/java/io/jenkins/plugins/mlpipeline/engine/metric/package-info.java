/**
 * The catalogue of metrics, each with all that is known of it, their formulas and keys. Where the rows come from does not
 * belong here, nor what is demanded of a value, which is {@code gate}'s; what is counted of the rows is {@code outcomes}'.
 */
package io.jenkins.plugins.mlpipeline.engine.metric;
