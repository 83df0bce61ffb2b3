/**
 * Asking a served model what the gate asked it: rows are sent as a server's protocol wants them, and its answers compared with
 * those that were stored when the model was judged. What follows of a difference does not belong here but in the room above.
 */
package io.jenkins.plugins.mlpipeline.engine.verification.endpoint;
