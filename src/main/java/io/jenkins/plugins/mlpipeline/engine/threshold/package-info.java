/**
 * The score from which a row is called positive: what is asked of it, and which one that is on given scores. Pure functions;
 * whose scores they are belongs into {@code training}.
 */
package io.jenkins.plugins.mlpipeline.engine.threshold;
