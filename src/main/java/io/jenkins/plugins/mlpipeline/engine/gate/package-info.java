/**
 * What is demanded of a model, and whether an evaluation meets it: gates, policies, verdicts. Everything here is a pure
 * function of documents: nothing reads rows, runs a model or opens a file. How demands are written down, in a spec, an
 * expression or a policy's line, does not belong here but in {@code spec}.
 */
package io.jenkins.plugins.mlpipeline.engine.gate;
