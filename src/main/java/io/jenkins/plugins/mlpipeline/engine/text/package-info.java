/**
 * Numbers, names and strangers' texts as people read them. What a text is about does not belong here: this room knows
 * nothing else of ours.
 */
package io.jenkins.plugins.mlpipeline.engine.text;
