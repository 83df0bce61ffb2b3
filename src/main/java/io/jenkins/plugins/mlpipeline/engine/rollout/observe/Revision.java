package io.jenkins.plugins.mlpipeline.engine.rollout.observe;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;

/**
 * One remembered pod template of a workload: a ReplicaSet of a Deployment, or a ControllerRevision of a StatefulSet or
 * DaemonSet.
 *
 * @param name the object's name
 * @param uid its uid
 * @param ownerUid the uid of the workload that owns it
 * @param number the revision's number; the greatest is the newest
 * @param created when it was created
 * @param template the pod template, without the {@code pod-template-hash} label
 * @param templateDigest {@link Templates#digest} of it
 * @param annotations the object's annotations, where the marks are
 * @param replicas pods wanted; 0 for a ControllerRevision
 * @param available pods available; 0 for a ControllerRevision
 */
public record Revision(
        String name,
        String uid,
        String ownerUid,
        long number,
        Instant created,
        JsonNode template,
        String templateDigest,
        Map<String, String> annotations,
        int replicas,
        int available) {
    public Revision {
        annotations = Map.copyOf(annotations);
    }
}
