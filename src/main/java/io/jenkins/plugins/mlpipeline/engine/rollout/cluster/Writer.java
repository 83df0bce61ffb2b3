package io.jenkins.plugins.mlpipeline.engine.rollout.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.KubeApi.PatchType;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.ObjectRef;
import java.util.HashMap;
import java.util.Map;

/** Writes objects: server-side apply, the patch of a restart, annotations. */
public final class Writer {
    private static final int CONFLICT = 409;

    private final KubeApi api;
    private final Kinds kinds;
    private final String fieldManager;

    public Writer(KubeApi api, Kinds kinds, String fieldManager) {
        this.api = api;
        this.kinds = kinds;
        this.fieldManager = fieldManager;
    }

    /**
     * Applies an object; fields that others own are handled as told.
     *
     * @param dryRun whether the server only says what would come of it
     * @return the object as the server has it then
     */
    public JsonNode apply(JsonNode object, Conflicts conflicts, boolean dryRun) {
        try {
            return send(object, PatchType.APPLY, conflicts.force(), dryRun);
        } catch (ApiError e) {
            if (e.code() == CONFLICT && !conflicts.force() && conflicts.permits(e)) {
                return send(object, PatchType.APPLY, true, dryRun);
            }
            throw e;
        }
    }

    /** Restarts a workload: a strategic merge patch, which adds annotations where there are none. */
    public JsonNode restart(JsonNode patch, boolean dryRun) {
        return send(patch, PatchType.STRATEGIC, false, dryRun);
    }

    /** Puts annotations on an object. */
    public void annotate(ObjectRef ref, Map<String, String> annotations) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        ObjectNode target = patch.putObject("metadata").putObject("annotations");
        annotations.forEach(target::put);
        api.patch(path(ref), PatchType.MERGE, Map.of("fieldManager", fieldManager), patch);
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
