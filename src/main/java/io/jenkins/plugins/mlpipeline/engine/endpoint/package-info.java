/**
 * A model behind an HTTP server: where it is, how its protocol takes rows, what it answers. Whoever validates or verifies such a
 * model asks here; what follows of an answer does not belong here.
 */
package io.jenkins.plugins.mlpipeline.engine.endpoint;
