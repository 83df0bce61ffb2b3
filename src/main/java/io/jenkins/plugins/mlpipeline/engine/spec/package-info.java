/**
 * Reading what people write: the spec file, options with its keys, gates as expressions, the lines of a policy; every
 * complaint names the place. What the demands mean for a model does not belong here but in {@code gate}, which knows
 * nothing of this room.
 */
package io.jenkins.plugins.mlpipeline.engine.spec;
