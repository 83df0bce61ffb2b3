/**
 * What is demanded of a model, and whether an evaluation meets it: the spec file, gates, verdicts. Everything here is a
 * pure function of documents; nothing reads rows or runs a model.
 */
package io.jenkins.plugins.mlpipeline.engine.gate;
