package io.jenkins.plugins.mlpipeline.engine.rollout.prune;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Annotations;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.ObjectRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What a target's last deployment with {@code prune} wrote. It lies in a ConfigMap of the namespace, where others can change it:
 * it says what is looked at, and never by itself what goes.
 *
 * @param target the workload by which the target is known, as {@code kind/name}
 * @param rolloutId the deployment that wrote the list
 * @param objects what it wrote in the namespace
 */
public record Inventory(String target, String rolloutId, List<Entry> objects) {
    private static final int MOST_OBJECTS = 2_000;
    private static final int MOST_CHARACTERS = 253;
    private static final int HASH = 10;

    /** The list itself where others left it empty. */
    public Inventory {
        target = Objects.toString(target, "");
        rolloutId = Objects.toString(rolloutId, "");
        objects = objects == null ? List.of() : List.copyOf(objects);
    }

    /**
     * An object.
     *
     * @param apiVersion for example {@code v1}
     * @param kind its kind
     * @param name its name
     * @param uid the object that was written, and no other of that name
     * @param digest of the content that was written; of a workload, of its pod template
     */
    public record Entry(String apiVersion, String kind, String name, String uid, String digest) {
        public Entry {
            apiVersion = Objects.toString(apiVersion, "");
            kind = Objects.toString(kind, "");
            name = Objects.toString(name, "");
            uid = Objects.toString(uid, "");
            digest = Objects.toString(digest, "");
        }

        /** An object that was written. */
        public static Entry of(ObjectRef ref, String uid, String digest) {
            return new Entry(ref.apiVersion(), ref.kind(), ref.name(), uid, digest);
        }

        /** It is always one of the list's own namespace. */
        public ObjectRef ref(String namespace) {
            return new ObjectRef(apiVersion, kind, namespace, name);
        }
    }

    /**
     * What went with a deployment, kept until the next one for a rollback.
     *
     * @param rolloutId the deployment
     * @param objects as they are applied again
     */
    public record Kept(String rolloutId, List<JsonNode> objects) {
        public Kept {
            rolloutId = Objects.toString(rolloutId, "");
            objects = objects == null ? List.of() : List.copyOf(objects);
        }
    }

    /** The name of the object that holds the list of a target. */
    public static String name(ObjectRef workload) {
        String full = Annotations.INVENTORY_NAMES + label(workload).replace('/', '-');
        return full.length() <= MOST_CHARACTERS
                ? full
                : full.substring(0, MOST_CHARACTERS - HASH - 1) + "-"
                        + Digest.ofText(full).substring("sha256:".length(), "sha256:".length() + HASH);
    }

    /** The target's name in its list. */
    public static String label(ObjectRef workload) {
        return workload.kind().toLowerCase(Locale.ROOT) + "/" + workload.name();
    }

    /**
     * Reads a list.
     *
     * @return empty when it is none of this target
     */
    public static Optional<Inventory> read(String json, ObjectRef workload) {
        try {
            return Optional.of(Json.parse(json, Inventory.class, "the list of what was deployed"))
                    .filter(list -> list.target().equals(label(workload)))
                    .filter(list -> list.objects().size() <= MOST_OBJECTS);
        } catch (UserError notOurs) {
            return Optional.empty();
        }
    }

    /** Those that a deployment doesn't have. */
    public List<Entry> without(List<ObjectRef> had, String namespace) {
        return objects.stream()
                .filter(entry -> had.stream().noneMatch(ref -> same(ref, entry.ref(namespace))))
                .toList();
    }

    /** The list with an object as it was written anew. */
    public Inventory with(Entry written) {
        List<Entry> all = new ArrayList<>(objects);
        all.removeIf(entry -> same(entry.ref(""), written.ref("")));
        all.add(written);
        return new Inventory(target, rolloutId, all);
    }

    /** Whether two names are of one object, whatever the version of its kind: the group is what tells. */
    private static boolean same(ObjectRef a, ObjectRef b) {
        return a.kind().equals(b.kind())
                && a.name().equals(b.name())
                && group(a.apiVersion()).equals(group(b.apiVersion()));
    }

    private static String group(String apiVersion) {
        int slash = apiVersion.indexOf('/');
        return slash < 0 ? "" : apiVersion.substring(0, slash);
    }
}
