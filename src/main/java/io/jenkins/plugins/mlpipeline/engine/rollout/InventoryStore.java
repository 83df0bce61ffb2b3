package io.jenkins.plugins.mlpipeline.engine.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.ApiError;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Conflicts;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Annotations;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.ObjectRef;
import io.jenkins.plugins.mlpipeline.engine.rollout.prune.Inventory;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The list of what a target's last deployment wrote, in a ConfigMap beside the target, and what went with that deployment: in the
 * same ConfigMap, or in a Secret of the same name when a Secret is among it.
 */
final class InventoryStore {
    private static final int NOT_FOUND = 404;
    private static final String LIST = "inventory.json";
    private static final String KEPT = "pruned.json";
    /** An object may have 1 MiB; the list needs the rest. */
    private static final int MOST_KEPT = 600_000;

    private final Session session;
    private final ObjectRef target;
    private final ObjectRef list;

    /**
     * The store of a target.
     *
     * @param target the workload by which it is known
     */
    InventoryStore(Session session, ObjectRef target) {
        this.session = session;
        this.target = target;
        this.list = new ObjectRef("v1", "ConfigMap", target.namespace(), Inventory.name(target));
    }

    /** What the objects of its list are annotated with. */
    String name() {
        return list.name();
    }

    Optional<Inventory> read() {
        return session.writer()
                .live(list)
                .map(object -> object.path("data").path(LIST).asText())
                .flatMap(text -> Inventory.read(text, target));
    }

    /**
     * Asks whether the list could be written; nothing is.
     *
     * @return whether its namespace is there: one that the deployment makes has nothing to prune
     * @throws ApiError when it could not
     */
    boolean tryOut() {
        try {
            session.writer().would(body(of("", List.of()), ""), null, Conflicts.FORCE);
            return true;
        } catch (ApiError e) {
            if (e.code() == NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    /** The object that holds the list. */
    ObjectRef ref() {
        return list;
    }

    /** The list of one deployment. */
    Inventory of(String rolloutId, List<Inventory.Entry> objects) {
        return new Inventory(Inventory.label(target), rolloutId, objects);
    }

    /**
     * Writes a list, and what goes with this deployment.
     *
     * @return a digest of what is kept, or empty when nothing is or it is too large
     */
    Optional<String> write(Inventory inventory, List<JsonNode> going) {
        String kept =
                Json.tree(new Inventory.Kept(inventory.rolloutId(), going)).toString();
        boolean keeps = !going.isEmpty() && kept.length() <= MOST_KEPT;
        boolean secret = going.stream().anyMatch(object -> ObjectRef.of(object).secret());
        if (keeps && secret) {
            session.writer().restore(secret(kept));
        }
        session.writer().restore(body(inventory, keeps && !secret ? kept : ""));
        return keeps ? Optional.of(Digest.ofText(kept)) : Optional.empty();
    }

    /** Writes the list anew; what is kept stays. */
    void write(Inventory inventory) {
        session.writer()
                .restore(body(
                        inventory,
                        session.writer()
                                .live(list)
                                .map(object -> object.path("data").path(KEPT).asText())
                                .orElse("")));
    }

    /**
     * What went with the deployment that is in force.
     *
     * @param live the target as it is: it carries the deployment's name and a digest of what was kept, so that nobody who may
     *     write to the list alone can have something applied
     */
    List<JsonNode> kept(JsonNode live) {
        JsonNode annotations = live.path("metadata").path("annotations");
        String digest = annotations.path(Annotations.PRUNED).asText();
        if (digest.isEmpty()
                || !annotations.path(Annotations.INVENTORY).asText().equals(name())) {
            return List.of();
        }
        try {
            return session.writer()
                    .live(list)
                    .map(object -> object.path("data").path(KEPT).asText())
                    .filter(text -> Digest.ofText(text).equals(digest))
                    .or(() -> session.writer()
                            .live(secretRef())
                            .map(InventoryStore::text)
                            .filter(text -> Digest.ofText(text).equals(digest)))
                    .map(text -> Json.parse(text, Inventory.Kept.class, list.label()))
                    .filter(kept -> kept.rolloutId()
                            .equals(annotations.path(Annotations.ROLLOUT_ID).asText()))
                    .map(Inventory.Kept::objects)
                    .orElse(List.of());
        } catch (ApiError e) {
            if (e.passing()) {
                throw e;
            }
            // Who may not read it goes back without it.
            return List.of();
        }
    }

    private static String text(JsonNode secret) {
        try {
            byte[] bytes =
                    Base64.getDecoder().decode(secret.path("data").path(KEPT).asText());
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            return "";
        }
    }

    private ObjectRef secretRef() {
        return new ObjectRef("v1", "Secret", list.namespace(), list.name());
    }

    private ObjectNode body(Inventory inventory, String kept) {
        ObjectNode body = object(list);
        ObjectNode data = body.putObject("data");
        data.put(LIST, Json.tree(inventory).toString());
        if (!kept.isEmpty()) {
            data.put(KEPT, kept);
        }
        return body;
    }

    private ObjectNode secret(String kept) {
        ObjectNode body = object(secretRef());
        body.putObject("data").put(KEPT, Base64.getEncoder().encodeToString(kept.getBytes(StandardCharsets.UTF_8)));
        return body;
    }

    private static ObjectNode object(ObjectRef ref) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("apiVersion", ref.apiVersion()).put("kind", ref.kind());
        body.putObject("metadata").put("name", ref.name()).put("namespace", ref.namespace());
        return body;
    }
}
