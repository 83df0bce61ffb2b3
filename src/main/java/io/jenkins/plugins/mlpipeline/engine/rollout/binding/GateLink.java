package io.jenkins.plugins.mlpipeline.engine.rollout.binding;

/**
 * How what is deployed is bound to a gate's verdict; the record of a decision that {@link Binding} made.
 *
 * @param how what was compared
 * @param gateDigest what was judged by which policy, see {@link GateVerdict#identity}; {@code null} without a verdict
 * @param judgedAt when the verdict was given, ISO 8601, or {@code null}
 * @param reason why it was deployed without a verdict, or {@code null}
 */
public record GateLink(How how, String gateDigest, String judgedAt, String reason) {
    /** What was compared with the digest that the gate judged. */
    public enum How {
        /** The bytes of the model that is delivered, hashed again. */
        BYTES,
        /** The digest by which an image is named. */
        IMAGE,
        /** Nothing could be: the workload fetches its own model, and the verdict's digest is only declared. */
        DECLARED_ONLY,
        /** No verdict; somebody said why. */
        UNGATED
    }

    /** Whether a verdict stands behind it. */
    public boolean gated() {
        return how != How.UNGATED;
    }
}
