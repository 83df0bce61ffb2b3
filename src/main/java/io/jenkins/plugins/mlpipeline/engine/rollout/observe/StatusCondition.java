package io.jenkins.plugins.mlpipeline.engine.rollout.observe;

import java.time.Instant;

/**
 * One entry of {@code status.conditions}.
 *
 * @param type for example {@code Progressing}
 * @param status {@code True}, {@code False} or {@code Unknown}
 * @param reason the controller's word for it, may be empty
 * @param message the controller's sentence, may be empty
 * @param lastUpdate when the controller last wrote it (Deployments alone have it), or {@code null}
 * @param lastTransition when its status last changed, or {@code null}
 */
public record StatusCondition(
        String type, String status, String reason, String message, Instant lastUpdate, Instant lastTransition) {
    public boolean isTrue() {
        return "True".equals(status);
    }

    public boolean isFalse() {
        return "False".equals(status);
    }
}
