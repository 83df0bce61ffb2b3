package io.jenkins.plugins.mlpipeline.engine.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment.Rollback;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment.RollbackStatus;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutState.RollbackTarget;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.ApiError;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.ManagedFields;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Observer;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Refusal;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Writer;
import io.jenkins.plugins.mlpipeline.engine.rollout.kind.Kind;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.ContainerState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.ObservedState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.PodState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Revision;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Templates;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Workload;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Annotations;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.ImageRef;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.ObjectRef;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Pods;
import io.jenkins.plugins.mlpipeline.engine.rollout.restore.Asked;
import io.jenkins.plugins.mlpipeline.engine.rollout.restore.ImageIds;
import io.jenkins.plugins.mlpipeline.engine.rollout.restore.Ladder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Goes back: the remembered template, by server-side apply with our own field manager.
 *
 * <p>A JSON patch, or {@code rollout undo}, would leave the template co-owned by an {@code Update} manager, and the next
 * apply that drops an environment variable would leave it in place. All else that we own is sent again as it is, or the
 * server would take it away.
 */
final class Restoration {
    private static final int CONFLICT = 409;

    /** The status of a failing workload changes all the time, and each change makes the version that was read old. */
    private static final int MOST_CONFLICTS = 20;

    private final Session session;

    Restoration(Session session) {
        this.session = session;
    }

    /**
     * What came of a try to go back.
     *
     * @param state with target and write when the write was made
     * @param end the rollback's end when there is nothing to wait for, or {@code null}
     * @param again whether to try again at once, because the object changed meanwhile
     */
    record Restored(RolloutState state, Rollback end, boolean again) {}

    /**
     * Makes the write.
     *
     * @throws ApiError when the server can't be reached: try again
     */
    Restored restore(RolloutState state) {
        ObjectRef ref = state.plan().workload();
        Observer observer = session.observer(ref);
        Optional<JsonNode> live = observer.live();
        if (live.isEmpty()) {
            return ended(state, RollbackStatus.NOT_NEEDED, ref.label() + " was deleted; there is nothing to restore.");
        }
        if (state.attempts() > 0 && restored(live.get(), state)) {
            return restored(state, live.get(), new ArrayList<>(state.warnings()), true);
        }
        ObservedState now = observer.around(live.get());
        Optional<JsonNode> abortion = state.plan().kind().abortion();
        if (!now.workload().id().uid().equals(state.write().uid())
                || !now.workload().id().templateDigest().equals(state.write().templateDigest())) {
            return ended(
                    state,
                    RollbackStatus.SUPERSEDED,
                    ref.label() + " was changed by another writer meanwhile; nothing was rolled back.");
        }
        Optional<String> stable = state.plan().kind().stable(now.workload());
        if (abortion.isPresent() && stable.isPresent()) {
            return aborted(state, now, stable.get(), abortion.get());
        }
        if (live.get().path("spec").has("workloadRef")) {
            return ended(
                    state,
                    RollbackStatus.NO_KNOWN_GOOD,
                    "Not rolled back: its template is another object's (spec.workloadRef). Deploy again what served before.");
        }
        Ladder.Choice choice = choose(state, now, live.get());
        if (choice instanceof Ladder.Choice.None none) {
            return ended(
                    state, RollbackStatus.valueOf(none.outcome().name()), "Not rolled back: " + none.message() + ".");
        }
        Ladder.Choice.To to = (Ladder.Choice.To) choice;
        List<String> warnings = new ArrayList<>(state.warnings());
        new Marks(session)
                .failed(state.plan().kind(), now, state.loss().end().reason())
                .ifPresent(warnings::add);
        RolloutState aiming = state.towards(target(to, state.write().templateDigest()))
                .with(new CompanionWrites(session).restoreWhatPodsRead(state, warnings))
                .warned(List.copyOf(warnings))
                .attempt();
        session.listener().save(aiming);
        session.listener()
                .progress("rolling back to revision " + to.revision().number() + " ("
                        + to.revision().name() + "), " + to.why());
        try {
            return restored(aiming, write(ref, live.get(), to, state), warnings, true);
        } catch (ApiError e) {
            if (e.code() == CONFLICT && state.attempts() < MOST_CONFLICTS) {
                return new Restored(aiming, null, true);
            }
            if (e.passing()) {
                throw e;
            }
            return ended(
                    aiming,
                    RollbackStatus.ROLLBACK_FAILED,
                    "The rollback was refused: " + Refusal.of(ref, e).message());
        }
    }

    /** Tells the workload's own controller to go back; the template that failed stays in the workload. */
    private Restored aborted(RolloutState state, ObservedState now, String stable, JsonNode patch) {
        ObjectRef ref = state.plan().workload();
        List<String> warnings = new ArrayList<>(state.warnings());
        new Marks(session)
                .failed(state.plan().kind(), now, state.loss().end().reason())
                .ifPresent(warnings::add);
        RolloutState aiming = state.towards(new RollbackTarget(
                        "which its controller calls stable; its template is still the one that failed",
                        stable,
                        0,
                        null,
                        Map.of(),
                        Map.of(),
                        List.of(),
                        false,
                        state.write().templateDigest()))
                .with(new CompanionWrites(session).restoreWhatPodsRead(state, warnings))
                .warned(List.copyOf(warnings))
                .attempt();
        session.listener().save(aiming);
        session.listener().progress("aborting the rollout: its controller goes back to revision " + stable);
        try {
            return restored(aiming, session.writer().patchStatus(ref, patch), warnings, false);
        } catch (ApiError e) {
            if (e.passing()) {
                throw e;
            }
            return ended(
                    aiming,
                    RollbackStatus.ROLLBACK_FAILED,
                    "The abort was refused: " + Refusal.of(ref, e).message());
        }
    }

    /**
     * What is gone back to.
     *
     * @param live the workload, as {@code now} has it
     */
    Ladder.Choice choose(RolloutState state, ObservedState now, JsonNode live) {
        // Where there is a revision of it, what the API server filled in there is in all of them.
        JsonNode template = Templates.bare(live.path("spec").path("template"));
        Ladder.From from = now.current()
                .map(revision -> new Ladder.From(revision.templateDigest(), revision.template()))
                .orElseGet(() -> new Ladder.From(state.write().templateDigest(), template));
        Asked asked = state.origin().asked();
        return asked == null
                ? Ladder.choose(
                        now.revisions(),
                        from,
                        state.previous(),
                        session.options().rollbackTo())
                : Ladder.asked(now.revisions(), from, state.previous(), asked);
    }

    /** @param rolled whether the template was written, rather than the controller told */
    private Restored restored(RolloutState aiming, JsonNode answer, List<String> warnings, boolean rolled) {
        RolloutState back = aiming.with(new CompanionWrites(session).restoreTheRest(aiming, warnings))
                .warned(warnings);
        return new Restored(watching(back, answer, rolled), null, false);
    }

    /** The template as it was: what others put into it since is ours first, so that it goes. */
    private JsonNode write(ObjectRef ref, JsonNode live, Ladder.Choice.To to, RolloutState state) {
        ObjectNode template = to.template().deepCopy();
        forget(template, live.path("spec").path("template"));
        JsonNode current = session.writer().claim(ref, live, template);
        JsonNode answer = session.writer().restore(body(current, template, to, state));
        return Templates.digest(answer.path("spec").path("template")).equals(Templates.digest(template))
                ? answer
                : session.writer().replaceTemplate(ref, answer, template);
    }

    private Restored ended(RolloutState state, RollbackStatus status, String message) {
        return new Restored(state, Endings.rollback(status, message), false);
    }

    /** Whether the write of an earlier attempt was made: it carries this rollback's name. */
    private static boolean restored(JsonNode live, RolloutState state) {
        return live.path("metadata")
                .path("annotations")
                .path(Annotations.ROLLOUT_ID)
                .asText()
                .equals(name(state));
    }

    private static String name(RolloutState state) {
        return state.plan().rolloutId() + "-rollback";
    }

    private RolloutState watching(RolloutState state, JsonNode answer, boolean rolled) {
        JsonNode progressing = null;
        for (JsonNode condition : answer.path("status").path("conditions")) {
            if (condition.path("type").asText().equals("Progressing")) {
                progressing = condition;
            }
        }
        return state.written(RolloutState.Phase.WATCHING_RESTORE, session.write(answer, true, rolled, progressing));
    }

    private static RollbackTarget target(Ladder.Choice.To to, String failedTemplate) {
        Revision revision = to.revision();
        Map<String, String> marks = new TreeMap<>();
        for (String mark : List.of(Annotations.DEPLOYED, Annotations.GATED, Annotations.VERIFIED)) {
            if (revision.annotations().containsKey(mark)) {
                marks.put(mark, revision.annotations().get(mark));
            }
        }
        Map<String, String> wanted = ImageIds.wanted(to.template());
        marks.put(Annotations.IMAGE_IDS, ImageIds.write(wanted));
        String model = to.template()
                .path("metadata")
                .path("annotations")
                .path(Annotations.MODEL_DIGEST)
                .asText("");
        return new RollbackTarget(
                to.why(),
                revision.name(),
                revision.number(),
                Digest.isDigest(model) ? model : null,
                marks,
                wanted,
                to.unpinned(),
                to.ungated(),
                failedTemplate);
    }

    private ObjectNode body(JsonNode live, ObjectNode template, Ladder.Choice.To to, RolloutState state) {
        ObjectNode body = ManagedFields.owned(live, session.options().fieldManager());
        Writer.identify(body, live);
        Asked asked = state.origin().asked();
        ObjectNode annotations = Pods.child(Pods.child(body, "metadata"), "annotations");
        annotations
                .put(Annotations.ROLLOUT_ID, name(state))
                .put(
                        Annotations.CHANGE_CAUSE,
                        "rollback to revision " + to.revision().number()
                                + (asked == null
                                        ? " after " + state.loss().end().reason()
                                        : ": " + asked.reason()));
        if (asked != null && state.origin().build() != null) {
            annotations.put(Annotations.BUILD, state.origin().build());
        }
        Pods.child(body, "spec").set("template", template);
        return body;
    }

    /**
     * A restart's digests were patched in, and apply doesn't take away what was patched: an empty digest says that the
     * restored template declares none.
     */
    private static void forget(ObjectNode template, JsonNode failed) {
        JsonNode old = failed.path("metadata").path("annotations");
        for (String key : List.of(Annotations.MODEL_DIGEST, Annotations.GATE_DIGEST)) {
            if (old.has(key) && !template.path("metadata").path("annotations").has(key)) {
                Pods.child(Pods.child(template, "metadata"), "annotations").put(key, "");
            }
        }
    }

    /** A container that doesn't run what it must after a rollback, in words. */
    static Optional<String> wrongImage(List<PodState> pods, Map<String, String> wanted) {
        for (PodState pod : pods) {
            for (ContainerState c : pod.containers()) {
                String expected = wanted.get(c.name());
                String runs = ImageRef.parse(c.imageId()).digest();
                if (expected != null && !expected.equals(runs)) {
                    return Optional.of("container " + c.name() + " of pod " + pod.name() + " runs "
                            + (runs.isEmpty() ? "an image without a digest" : runs) + " instead of " + expected);
                }
            }
        }
        return Optional.empty();
    }

    /** Deletes the broken pods that keep an ordered StatefulSet from going back, if that is allowed. */
    void deleteBroken(RolloutState state, ObservedState now) {
        boolean waits = now.workload() != null && state.plan().kind().waitsForBrokenPods();
        if (!waits || !session.options().deleteBrokenPods()) {
            return;
        }
        Workload.Identity id = now.workload().id();
        List<String> failed = now.revisions().stream()
                .filter(r -> r.templateDigest().equals(state.target().failedTemplate()))
                .map(Revision::name)
                .toList();
        for (PodState pod : now.pods()) {
            boolean broken = failed.contains(pod.revision()) && !pod.ready() && !pod.deleting();
            if (broken && pod.ownerUid().equals(id.uid()) && id.observed()) {
                session.listener().progress("deleting the broken pod " + pod.name());
                session.api()
                        .delete(new Kind("v1", "Pod", "pods", true)
                                .path(state.plan().namespace(), pod.name()));
            }
        }
    }
}
