/**
 * After the rollout: whether a deployment that serves does what was asked of it. {@code check} judges, {@code prometheus}
 * asks; {@link io.jenkins.plugins.mlpipeline.engine.verification.Verifier} looks again and again, as a state machine that can
 * be stored between any two looks, and the result is a
 * {@link io.jenkins.plugins.mlpipeline.engine.verification.Verification}. Going back does not belong here but in {@code
 * rollout}.
 */
package io.jenkins.plugins.mlpipeline.engine.verification;
