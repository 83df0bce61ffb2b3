/**
 * What is demanded of a deployment that serves, and whether what was observed meets it: checks, the presets of servers that
 * people use, four answers. Everything here is a pure function of counts and numbers. How they are asked for does not
 * belong here but in {@code prometheus}; when, in the room above.
 */
package io.jenkins.plugins.mlpipeline.engine.verification.check;
