package io.jenkins.plugins.mlpipeline.engine.rollout.observe;

/**
 * What the kubelet says about one container of a pod.
 *
 * @param name the container's name
 * @param init whether it is an init container
 * @param ready whether its readiness probe passes
 * @param restarts how often it was started again
 * @param waitingReason for example {@code CrashLoopBackOff}; empty when it isn't waiting
 * @param waitingMessage the kubelet's sentence for it
 * @param ended how it ended, when it isn't running now, else how its previous run ended, else {@code null}
 * @param image the image as the pod names it
 * @param imageId what runs, {@code repository@sha256:...}; empty before it was pulled
 */
public record ContainerState(
        String name,
        boolean init,
        boolean ready,
        int restarts,
        String waitingReason,
        String waitingMessage,
        End ended,
        String image,
        String imageId) {
    /**
     * The end of a run.
     *
     * @param current whether the container is in this state now, rather than before its last start
     * @param exitCode the process's exit code
     * @param reason {@code Error}, {@code OOMKilled}, {@code ContainerCannotRun}, {@code Completed} ...
     */
    public record End(boolean current, int exitCode, String reason) {}

    public boolean waitsFor(String reason) {
        return waitingReason.equals(reason);
    }
}
