package io.jenkins.plugins.mlpipeline.engine.rollout.restore;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.ObjectContent;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.ObjectRef;
import java.util.Locale;

/**
 * An object that is deployed beside a workload, and what was done to it.
 *
 * @param ref its name
 * @param before the object as it was, or {@code null} when there was none
 * @param written a digest of its content after our write, or {@code null} before that
 * @param action what was done last, or {@code null} before our write
 * @param uid of the object as it was written, or {@code null} before that
 */
public record ObjectChange(ObjectRef ref, JsonNode before, String written, Action action, String uid) {
    /** What was done to an object. */
    public enum Action {
        CREATED,
        CHANGED,
        UNCHANGED,
        /** It is as it was before this deployment again. */
        RESTORED,
        /** The deployment was rolled back, but not this. */
        LEFT,
        /** The deployment before had it and this one doesn't: it is gone. */
        PRUNED;

        /** As it is written. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** An object that is about to be written; {@code before} may be {@code null}. */
    public static ObjectChange of(ObjectRef ref, JsonNode before) {
        return new ObjectChange(ref, before == null || before.isNull() ? null : before, null, null, null);
    }

    public ObjectChange {
        // What was stored as null comes back as a node.
        before = before == null || before.isNull() ? null : before;
    }

    /** It was written, or would be; {@code after} is the server's answer. */
    public ObjectChange answered(JsonNode after) {
        String digest = ObjectContent.digest(after);
        Action done = before == null
                ? Action.CREATED
                : ObjectContent.digest(before).equals(digest) ? Action.UNCHANGED : Action.CHANGED;
        return new ObjectChange(
                ref, before, digest, done, after.path("metadata").path("uid").asText());
    }

    /** Whether the deployment made it or changed it, and that still stands. */
    public boolean stands() {
        return action == Action.CREATED || action == Action.CHANGED;
    }

    public ObjectChange with(Action other) {
        return new ObjectChange(ref, before, written, other, uid);
    }

    /** Without the object as it was, once nobody needs it. */
    public ObjectChange listed() {
        return new ObjectChange(ref, null, null, action, null);
    }
}
