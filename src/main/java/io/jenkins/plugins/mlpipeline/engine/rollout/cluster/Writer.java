package io.jenkins.plugins.mlpipeline.engine.rollout.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.KubeApi.PatchType;
import io.jenkins.plugins.mlpipeline.engine.rollout.kind.WorkloadKinds;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.ObjectContent;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Templates;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Definitions;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.ObjectRef;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Pods;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Writes objects: server-side apply, the patch of a restart, annotations. */
public final class Writer {
    private static final int CONFLICT = 409;
    private static final int INVALID = 422;

    /** The status of an object may change at any moment, and each change makes the version that was read old. */
    private static final int MOST_CONFLICTS = 20;

    private static final Duration SERVED = Duration.ofSeconds(30);

    private static final Set<String> NOT_CONTENT = Set.of("apiVersion", "kind", "metadata", "status");

    private final KubeApi api;
    private final Kinds kinds;
    private final String fieldManager;

    public Writer(KubeApi api, Kinds kinds, String fieldManager) {
        this.api = api;
        this.kinds = kinds;
        this.fieldManager = fieldManager;
    }

    /** The object as it is, or empty when there is none. */
    public Optional<JsonNode> live(ObjectRef ref) {
        return api.find(path(ref));
    }

    /**
     * Applies an object; fields that others own are handled as told. One that {@code kubectl apply} manages is moved first.
     *
     * @param live the object as it was read last, or {@code null} when there was none
     * @return the object as the server has it then
     */
    public JsonNode apply(JsonNode object, JsonNode live, Conflicts conflicts) {
        if (live != null) {
            own(ObjectRef.of(object), live, current -> ManagedFields.moved(current, fieldManager));
        }
        return apply(ShownColour.kept(object, live), conflicts, false);
    }

    /** Applies an object and takes over every field. */
    public JsonNode restore(JsonNode object) {
        return apply(object, Conflicts.FORCE, false);
    }

    /** The object as it would be after {@link #apply(JsonNode, JsonNode, Conflicts)}; nothing is written. */
    public JsonNode would(JsonNode manifest, JsonNode live, Conflicts conflicts) {
        JsonNode object = ShownColour.kept(manifest, live);
        if (live == null || !ManagedFields.clientSideApplied(live)) {
            return apply(object, conflicts, true);
        }
        ObjectNode would = (ObjectNode) apply(object, conflicts.adopting(ManagedFields.CLIENT_SIDE_APPLY), true);
        FieldSet going = ManagedFields.going(live, would, fieldManager);
        FieldSet kept = ManagedFields.others(live, would, fieldManager);
        return defaulted(ObjectRef.of(object), would, going.takenFrom(would, kept));
    }

    /** What an object would be that has a manifest's content and another name: the manifest and its defaults alone. */
    public JsonNode anew(JsonNode object, String name) {
        ObjectNode other = object.deepCopy();
        ((ObjectNode) other.path("metadata")).put("name", name);
        return send(other, PatchType.APPLY, false, true);
    }

    /** The part of an object as it would be that a manager explains. */
    public JsonNode explained(JsonNode live, JsonNode would) {
        return ManagedFields.explained(live).in(Json.object(would));
    }

    /**
     * Takes over what others put into a pod template and another template doesn't have, so that the next apply takes it away.
     *
     * @param live the workload
     * @param template what is applied next
     * @return the workload as it is then
     */
    public JsonNode claim(ObjectRef ref, JsonNode live, JsonNode template) {
        return own(ref, live, current -> ManagedFields.claimed(current, fieldManager, template));
    }

    /** Replaces a workload's pod template as it was read, whoever owns it. */
    public JsonNode replaceTemplate(ObjectRef ref, JsonNode live, JsonNode template) {
        return replaceTemplate(ref, live, template, Map.of("fieldManager", fieldManager));
    }

    /** The workload as it would be with another pod template; nothing is written. */
    public JsonNode wouldReplaceTemplate(ObjectRef ref, JsonNode live, JsonNode template) {
        return replaceTemplate(ref, live, template, Map.of("fieldManager", fieldManager, "dryRun", "All"));
    }

    private JsonNode replaceTemplate(ObjectRef ref, JsonNode live, JsonNode template, Map<String, String> query) {
        ArrayNode patch = version(live);
        patch.addObject().put("op", "replace").put("path", "/spec/template").set("value", template);
        return api.patch(path(ref), PatchType.JSON, query, patch);
    }

    /**
     * Makes an object what it was: what is ours goes back by server-side apply, and what that can't reach by a patch.
     *
     * @param before as it was
     * @param live as it is now; the write counts only for this version
     */
    public void putBack(ObjectRef ref, JsonNode before, JsonNode live) {
        FieldSet ours = ManagedFields.applies(before, fieldManager).and(ManagedFields.applies(live, fieldManager));
        ObjectNode body = ours.in(Json.object(before));
        identify(body, live);
        JsonNode answer = restore(body);
        if (!ObjectContent.digest(answer).equals(ObjectContent.digest(before))) {
            ArrayNode patch = version(answer);
            contents(patch, Json.object(answer), Json.object(before));
            api.patch(path(ref), PatchType.JSON, Map.of("fieldManager", fieldManager), patch);
        }
    }

    /** Puts into an apply of a part which object, and which version of it, is meant. */
    public static void identify(ObjectNode body, JsonNode live) {
        body.set("apiVersion", live.path("apiVersion"));
        body.set("kind", live.path("kind"));
        ObjectNode metadata = Pods.child(body, "metadata");
        for (String field : List.of("name", "namespace", "uid", "resourceVersion")) {
            if (live.path("metadata").has(field)) {
                metadata.set(field, live.path("metadata").path(field));
            }
        }
    }

    /** Restarts a workload: a strategic merge patch, which adds annotations where there are none. */
    public JsonNode restart(JsonNode patch, boolean dryRun) {
        return send(patch, PatchType.STRATEGIC, false, dryRun);
    }

    /** Merges a patch into the status of an object, which only its subresource takes. */
    public JsonNode patchStatus(ObjectRef ref, JsonNode patch) {
        return api.patch(path(ref) + "/status", PatchType.MERGE, Map.of("fieldManager", fieldManager), patch);
    }

    /**
     * Puts annotations on an object.
     *
     * @param annotations a {@code null} takes one away
     */
    public void annotate(ObjectRef ref, Map<String, String> annotations) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        ObjectNode target = patch.putObject("metadata").putObject("annotations");
        annotations.forEach(target::put);
        api.patch(path(ref), PatchType.MERGE, Map.of("fieldManager", fieldManager), patch);
    }

    /**
     * Waits until the server serves the kinds that a CustomResourceDefinition makes; of any other object there is nothing to wait
     * for.
     *
     * @throws ApiError when it doesn't accept their names, or still serves none after half a minute
     */
    public void awaitServed(JsonNode definition) {
        ObjectRef ref = ObjectRef.of(definition);
        if (!Definitions.is(ref)) {
            return;
        }
        long end = System.nanoTime() + SERVED.toNanos();
        while (!served(ref, definition)) {
            if (System.nanoTime() > end) {
                throw new ApiError(
                        INVALID,
                        "NotEstablished",
                        "the server does not serve its kind after " + SERVED.toSeconds() + " s",
                        List.of());
            }
            pause();
        }
    }

    private boolean served(ObjectRef ref, JsonNode definition) {
        for (JsonNode condition :
                live(ref).orElse(MissingNode.getInstance()).path("status").path("conditions")) {
            boolean refused = condition.path("type").asText().equals("NamesAccepted")
                    && condition.path("status").asText().equals("False");
            if (refused) {
                throw new ApiError(
                        INVALID,
                        condition.path("reason").asText(),
                        condition.path("message").asText(),
                        List.of());
            }
        }
        return Definitions.kinds(definition).stream()
                .anyMatch(kind -> api.find("/apis/" + kind.apiVersion())
                        .filter(list -> {
                            for (JsonNode resource : list.path("resources")) {
                                if (resource.path("name").asText().equals(kind.plural())) {
                                    return true;
                                }
                            }
                            return false;
                        })
                        .isPresent());
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiError("interrupted while waiting for the API server", e);
        }
    }

    /**
     * Deletes an object as it was read.
     *
     * @throws ApiError 409 when it changed meanwhile
     */
    public void delete(ObjectRef ref, JsonNode live) {
        api.delete(path(ref), live.path("metadata"));
    }

    /** Asks whether {@link #delete} would be done; nothing is written. */
    public void wouldDelete(ObjectRef ref, JsonNode live) {
        api.wouldDelete(path(ref), live.path("metadata"));
    }

    /** The part of an object that is ours, as it can be applied again once the object is gone; empty when nothing is. */
    public Optional<ObjectNode> own(JsonNode live) {
        ObjectNode body = ManagedFields.owned(live, fieldManager);
        if (body.isEmpty()) {
            return Optional.empty();
        }
        identify(body, live);
        ((ObjectNode) body.path("metadata")).remove(List.of("uid", "resourceVersion"));
        return Optional.of(body);
    }

    private JsonNode apply(JsonNode object, Conflicts told, boolean dryRun) {
        Conflicts conflicts =
                WorkloadKinds.of(object).echo().map(told::adopting).orElse(told);
        try {
            return send(object, PatchType.APPLY, conflicts.force(), dryRun);
        } catch (ApiError e) {
            if (e.code() == CONFLICT && !conflicts.force() && conflicts.permits(e)) {
                return send(object, PatchType.APPLY, true, dryRun);
            }
            throw e;
        }
    }

    /** Writes who owns what, in one request that counts only for the version that was read. */
    private JsonNode own(ObjectRef ref, JsonNode live, Function<JsonNode, Optional<ArrayNode>> owners) {
        JsonNode current = live;
        for (int attempt = 0; ; attempt++) {
            Optional<ArrayNode> after = owners.apply(current);
            if (after.isEmpty()) {
                return current;
            }
            ArrayNode patch = version(current);
            patch.addObject()
                    .put("op", "replace")
                    .put("path", "/metadata/managedFields")
                    .set("value", after.get());
            try {
                return api.patch(path(ref), PatchType.JSON, Map.of("fieldManager", fieldManager), patch);
            } catch (ApiError e) {
                if (e.code() != CONFLICT || attempt >= MOST_CONFLICTS) {
                    throw e;
                }
                current = api.get(path(ref), Map.of());
            }
        }
    }

    private static ArrayNode version(JsonNode live) {
        ArrayNode patch = JsonNodeFactory.instance.arrayNode();
        patch.addObject()
                .put("op", "replace")
                .put("path", "/metadata/resourceVersion")
                .put("value", live.path("metadata").path("resourceVersion").asText());
        return patch;
    }

    /** What the server makes of an object from which fields were taken; where it has no answer, the object as it is. */
    private JsonNode defaulted(ObjectRef ref, ObjectNode before, ObjectNode after) {
        ArrayNode patch = JsonNodeFactory.instance.arrayNode();
        contents(patch, before, after);
        if (patch.isEmpty()) {
            return after;
        }
        try {
            return api.patch(path(ref), PatchType.JSON, Map.of("fieldManager", fieldManager, "dryRun", "All"), patch);
        } catch (ApiError e) {
            if (e.code() != INVALID) {
                throw e;
            }
            return after;
        }
    }

    /** The operations that make one object's content another's. */
    private static void contents(ArrayNode patch, ObjectNode from, ObjectNode to) {
        Set<String> names = new TreeSet<>();
        from.fieldNames().forEachRemaining(names::add);
        to.fieldNames().forEachRemaining(names::add);
        names.removeAll(NOT_CONTENT);
        names.forEach(field -> replace(patch, "/" + field, from.get(field), to.get(field)));
        for (String field : List.of("labels", "annotations")) {
            replace(
                    patch,
                    "/metadata/" + field,
                    from.path("metadata").get(field),
                    to.path("metadata").get(field));
        }
    }

    private static void replace(ArrayNode patch, String path, JsonNode from, JsonNode to) {
        if (to == null) {
            if (from != null) {
                patch.addObject().put("op", "remove").put("path", path);
            }
        } else if (from == null || !Templates.sorted(from).equals(Templates.sorted(to))) {
            patch.addObject().put("op", "add").put("path", path).set("value", to);
        }
    }

    private JsonNode send(JsonNode object, PatchType type, boolean force, boolean dryRun) {
        Map<String, String> query = new HashMap<>();
        query.put("fieldManager", fieldManager);
        query.put("fieldValidation", "Strict");
        if (type == PatchType.APPLY) {
            query.put("force", Boolean.toString(force));
        }
        if (dryRun) {
            query.put("dryRun", "All");
        }
        return api.patch(path(ObjectRef.of(object)), type, query, object);
    }

    private String path(ObjectRef ref) {
        return kinds.of(ref).path(ref.namespace(), ref.name());
    }
}
