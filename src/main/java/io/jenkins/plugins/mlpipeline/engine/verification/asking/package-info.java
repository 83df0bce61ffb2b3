/**
 * Asking a served model what the gate asked it, or what others asked it before, and comparing its answers with those that were
 * stored when it was judged, or with those of the model before. What follows of a difference does not belong here but in the
 * room above.
 */
package io.jenkins.plugins.mlpipeline.engine.verification.asking;
