package io.jenkins.plugins.mlpipeline.engine.rollout.binding;

import io.jenkins.plugins.mlpipeline.engine.gate.Approval;

/**
 * How what is deployed is bound to a gate's verdict; the record of a decision that {@link Binding} made.
 *
 * @param how what was compared
 * @param gateDigest what was judged by which policy, see {@link GateVerdict#identity}; {@code null} without a verdict
 * @param judgedAt when the verdict was given, ISO 8601, or {@code null}
 * @param reason why it was deployed without a verdict, or {@code null}
 * @param approval of a verdict that is no PASS, or {@code null}
 */
public record GateLink(How how, String gateDigest, String judgedAt, String reason, Approval approval) {
    /** A link without an approval. */
    public GateLink(How how, String gateDigest, String judgedAt, String reason) {
        this(how, gateDigest, judgedAt, reason, null);
    }

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

    /** The same with an approval of the verdict. */
    GateLink with(Approval given) {
        return new GateLink(how, gateDigest, judgedAt, reason, given);
    }

    /** Whether a passing verdict stands behind it, and no person's word. */
    public boolean passed() {
        return gated() && approval == null;
    }

    /** Whether a verdict stands behind it. */
    public boolean gated() {
        return how != How.UNGATED;
    }
}
