package io.jenkins.plugins.mlpipeline.engine.rollout.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Reads {@code metadata.managedFields}, and says what they would be when a field goes over to another manager.
 *
 * <p>Server-side apply takes away what a manager applied before and leaves out now. Whoever wants to change one part must
 * therefore send everything else that it owns again, as it is; that is what {@link #owned} finds. And what another manager
 * owns stays: to take it away, it must be one's own first.
 */
public final class ManagedFields {
    /** The name under which {@code kubectl apply} without {@code --server-side} writes. */
    public static final String CLIENT_SIDE_APPLY = "kubectl-client-side-apply";

    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    private ManagedFields() {}

    /** The server's time of a manager's last write, or the given one when it wrote nothing. */
    public static Instant lastWrite(JsonNode object, String manager, Instant otherwise) {
        Instant last = null;
        for (JsonNode entry : entries(object)) {
            if (manager(entry).equals(manager)
                    && ofTheObject(entry)
                    && entry.path("time").isTextual()) {
                Instant time = Instant.parse(entry.path("time").asText());
                last = last == null || time.isAfter(last) ? time : last;
            }
        }
        return last == null ? otherwise : last;
    }

    /** The part of a live object that a manager owns by server-side apply, with the live values; empty when none. */
    public static ObjectNode owned(JsonNode live, String manager) {
        for (JsonNode entry : entries(live)) {
            if (applied(entry, manager)) {
                return fields(entry).in(Json.object(live));
            }
        }
        return JsonNodeFactory.instance.objectNode();
    }

    /** Whether an object is managed by {@code kubectl apply}, which left behind what it applied last. */
    public static boolean clientSideApplied(JsonNode live) {
        return live.path("metadata").path("annotations").path(LAST_APPLIED).isTextual()
                && any(live, entry -> clientSide(entry, live));
    }

    /**
     * The managed fields of an object after it moved from {@code kubectl apply} to a manager of server-side apply, or empty
     * when there is nothing to move. What the one owned the other owns then, so that its next apply takes away what the
     * manifest no longer has.
     */
    public static Optional<ArrayNode> moved(JsonNode live, String manager) {
        if (!clientSideApplied(live)) {
            return Optional.empty();
        }
        FieldSet theirs = clientSideFields(live);
        return Optional.of(
                rewritten(live, manager, theirs, entry -> clientSide(entry, live) ? FieldSet.none() : fields(entry)));
    }

    /**
     * The managed fields of a workload when a manager owns all of its pod template that another template doesn't have, or
     * empty when nothing of that is somebody else's.
     */
    static Optional<ArrayNode> claimed(JsonNode live, String manager, JsonNode template) {
        ObjectNode wanted = JsonNodeFactory.instance.objectNode();
        wanted.putObject("spec").set("template", template);
        UnaryOperator<FieldSet> extra = set -> set.below("spec", "template").absentFrom(wanted);
        FieldSet claimed = FieldSet.none();
        for (JsonNode entry : entries(live)) {
            if (!applied(entry, manager) && ofTheObject(entry)) {
                claimed = claimed.and(extra.apply(fields(entry)));
            }
        }
        if (claimed.isEmpty()) {
            return Optional.empty();
        }
        FieldSet all = claimed;
        return Optional.of(rewritten(live, manager, all, entry -> fields(entry).without(all)));
    }

    /**
     * What would go when an object moves from {@code kubectl apply} and a manifest is applied to it: what that owned, and
     * neither the manifest nor anybody else has.
     *
     * @param live before both
     * @param would the server's answer to a dry run of the apply alone
     * @param manager who applies
     */
    static FieldSet going(JsonNode live, JsonNode would, String manager) {
        return clientSideApplied(live) ? clientSideFields(live).without(others(live, would, manager)) : FieldSet.none();
    }

    /** What the manifest has, by the answer to its dry run, and what others than {@code kubectl apply} own. */
    static FieldSet others(JsonNode live, JsonNode would, String manager) {
        FieldSet kept = FieldSet.none();
        for (JsonNode entry : entries(would)) {
            if (applied(entry, manager)) {
                kept = kept.and(fields(entry));
            }
        }
        for (JsonNode entry : entries(live)) {
            if (!applied(entry, manager) && !clientSide(entry, live)) {
                kept = kept.and(fields(entry));
            }
        }
        return kept;
    }

    /**
     * All fields that somebody can be asked about: those of every manager but the ones that say nothing of an intention,
     * which are {@code kubectl apply} and the server's own name for what was there before it kept books.
     */
    static FieldSet explained(JsonNode live) {
        FieldSet known = FieldSet.none();
        for (JsonNode entry : entries(live)) {
            if (!manager(entry).equals(CLIENT_SIDE_APPLY) && !manager(entry).equals("before-first-apply")) {
                known = known.and(fields(entry));
            }
        }
        return known;
    }

    /** The part of a live object that a manager owns, or gets when it moves from {@code kubectl apply}. */
    public static ObjectNode ownedOrMoving(JsonNode live, String manager) {
        return applies(live, manager).in(Json.object(live));
    }

    /** What a manager owns by server-side apply, and by {@code kubectl apply} what goes over to it. */
    static FieldSet applies(JsonNode object, String manager) {
        FieldSet own = FieldSet.none();
        for (JsonNode entry : entries(object)) {
            if (applied(entry, manager) || (clientSideApplied(object) && clientSide(entry, object))) {
                own = own.and(fields(entry));
            }
        }
        return own;
    }

    private static ArrayNode rewritten(
            JsonNode live, String manager, FieldSet gained, Function<JsonNode, FieldSet> left) {
        ArrayNode after = JsonNodeFactory.instance.arrayNode();
        boolean there = false;
        for (JsonNode entry : entries(live)) {
            boolean ours = applied(entry, manager);
            there |= ours;
            FieldSet fields = ours ? fields(entry).and(gained) : ofTheObject(entry) ? left.apply(entry) : fields(entry);
            if (!fields.isEmpty()) {
                ObjectNode copy = entry.deepCopy();
                copy.set("fieldsV1", fields.tree());
                after.add(copy);
            }
        }
        if (!there) {
            ObjectNode entry = after.addObject();
            entry.put("manager", manager).put("operation", "Apply");
            entry.put("apiVersion", live.path("apiVersion").asText());
            entry.put("fieldsType", "FieldsV1").set("fieldsV1", gained.tree());
        }
        return after;
    }

    private static FieldSet clientSideFields(JsonNode live) {
        FieldSet theirs = FieldSet.none();
        for (JsonNode entry : entries(live)) {
            if (clientSide(entry, live)) {
                theirs = theirs.and(fields(entry));
            }
        }
        ObjectNode annotation = JsonNodeFactory.instance.objectNode();
        annotation.putObject("f:metadata").putObject("f:annotations").putObject("f:" + LAST_APPLIED);
        return theirs.without(new FieldSet(annotation));
    }

    /** Fields of another version of the kind have other names: they can't be moved. */
    private static boolean clientSide(JsonNode entry, JsonNode live) {
        return manager(entry).equals(CLIENT_SIDE_APPLY)
                && entry.path("operation").asText().equals("Update")
                && ofTheObject(entry)
                && entry.path("apiVersion").equals(live.path("apiVersion"));
    }

    private static boolean applied(JsonNode entry, String manager) {
        return manager(entry).equals(manager)
                && entry.path("operation").asText().equals("Apply")
                && ofTheObject(entry);
    }

    /** Rather than of its status or its scale. */
    private static boolean ofTheObject(JsonNode entry) {
        return entry.path("subresource").asText().isEmpty();
    }

    private static String manager(JsonNode entry) {
        return entry.path("manager").asText();
    }

    private static FieldSet fields(JsonNode entry) {
        return FieldSet.of(entry.path("fieldsV1"));
    }

    private static boolean any(JsonNode live, Predicate<JsonNode> wanted) {
        for (JsonNode entry : entries(live)) {
            if (wanted.test(entry)) {
                return true;
            }
        }
        return false;
    }

    private static JsonNode entries(JsonNode object) {
        return object.path("metadata").path("managedFields");
    }
}
