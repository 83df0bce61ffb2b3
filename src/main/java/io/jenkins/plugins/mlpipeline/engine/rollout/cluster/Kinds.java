package io.jenkins.plugins.mlpipeline.engine.rollout.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.rollout.kind.Kind;
import io.jenkins.plugins.mlpipeline.engine.rollout.kind.KnownKinds;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Definitions;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.ObjectRef;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.RemovedVersions;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds how the API serves a kind: from a table, else by asking. */
public final class Kinds {
    private final KubeApi api;
    private final Map<String, Kind> asked = new HashMap<>();

    public Kinds(KubeApi api) {
        this.api = api;
    }

    /**
     * The kind of an object.
     *
     * @throws UserError when the API server doesn't know it
     */
    public Kind of(ObjectRef ref) {
        Optional<Kind> known = KnownKinds.find(ref.apiVersion(), ref.kind());
        if (known.isPresent()) {
            return known.get();
        }
        String key = ref.apiVersion() + " " + ref.kind();
        Kind kind = asked.get(key);
        if (kind == null) {
            kind = ask(ref);
            asked.put(key, kind);
        }
        return kind;
    }

    /** The kinds that an object defines, which the server may not serve yet; none when it is no CustomResourceDefinition. */
    public void learn(JsonNode definition) {
        if (!Definitions.is(ObjectRef.of(definition))) {
            return;
        }
        for (Kind kind : Definitions.kinds(definition)) {
            asked.putIfAbsent(kind.apiVersion() + " " + kind.kind(), kind);
        }
    }

    public boolean clusterScoped(ObjectRef ref) {
        return !of(ref).namespaced();
    }

    private Kind ask(ObjectRef ref) {
        String root = ref.apiVersion().contains("/") ? "/apis/" : "/api/";
        JsonNode resources = api.find(root + ref.apiVersion())
                .orElseThrow(() -> new UserError("The API server doesn't serve \"" + ref.apiVersion() + "\" (kind "
                        + ref.kind() + ")." + remedy(ref)));
        List<String> kinds = new ArrayList<>();
        for (JsonNode r : resources.path("resources")) {
            if (r.path("name").asText().contains("/")) {
                continue;
            }
            kinds.add(r.path("kind").asText());
            if (r.path("kind").asText().equals(ref.kind())) {
                return new Kind(
                        ref.apiVersion(),
                        ref.kind(),
                        r.path("name").asText(),
                        r.path("namespaced").asBoolean());
            }
        }
        throw new UserError("The API server has no kind \"" + ref.kind() + "\" in " + ref.apiVersion() + ". "
                + NearNames.hint(ref.kind(), kinds) + RemovedVersions.hint(ref));
    }

    private static String remedy(ObjectRef ref) {
        String removed = RemovedVersions.hint(ref);
        return removed.isEmpty() ? " Is the custom resource's definition installed?" : removed;
    }
}
