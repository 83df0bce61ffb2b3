package io.jenkins.plugins.mlpipeline.engine.rollout.cluster;

import io.jenkins.plugins.mlpipeline.engine.rollout.decide.ObservationVerdict;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outcome;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.ObjectRef;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the API server's refusal of a write means, in one sentence. */
public final class Refusal {
    private static final Pattern MANAGER = Pattern.compile("conflict with \"([^\"]+)\"");
    private static final Pattern NO_NAMESPACE = Pattern.compile("namespaces \"([^\"]+)\" not found");
    private static final int MOST_CHARACTERS = 600;

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private Refusal() {}

    /**
     * The outcome of a refused write.
     *
     * @param ref what was written; a Secret's values never get into the message
     * @param e an error that isn't {@link ApiError#passing}
     */
    public static ObservationVerdict.Final of(ObjectRef ref, ApiError e) {
        String what = ref.label();
        List<ApiError.Cause> immutable =
                e.causes().stream().filter(Refusal::immutable).toList();
        if (e.code() == UNAUTHORIZED) {
            return end(Outcome.FORBIDDEN, "Unauthorized", what + ": the API server doesn't accept the credentials.");
        }
        if (e.code() == FORBIDDEN) {
            return end(Outcome.FORBIDDEN, "Forbidden", what + ": " + said(ref, e));
        }
        if (e.code() == CONFLICT && !taken(e).isEmpty()) {
            return end(
                    Outcome.CONFLICT,
                    "FieldManagerConflict",
                    what + ": other field managers own fields with other values: " + conflicts(e)
                            + ". Let the manifest agree with them, remove the fields from it, or take them over"
                            + " (conflicts: force, or name the manager).");
        }
        if (!immutable.isEmpty()) {
            return end(
                    Outcome.IMMUTABLE,
                    "Immutable",
                    what + ": "
                            + immutable.stream().map(ApiError.Cause::field).collect(Collectors.joining(", "))
                            + " can't be changed after the object was created. Leave it as it is, or deploy under"
                            + " another name.");
        }
        if (e.code() == NOT_FOUND) {
            Matcher namespace = NO_NAMESPACE.matcher(String.valueOf(e.getMessage()));
            return end(
                    Outcome.INVALID,
                    "NotFound",
                    namespace.find()
                            ? what + ": there is no namespace \"" + namespace.group(1) + "\"."
                            : what + ": the API server doesn't know the kind " + ref.apiVersion() + " " + ref.kind()
                                    + ".");
        }
        return end(Outcome.INVALID, e.reason().isEmpty() ? "Invalid" : e.reason(), what + ": " + said(ref, e));
    }

    /**
     * A field in conflict.
     *
     * @param field its path as the server writes it
     * @param manager who owns it, or the server's sentence where that names nobody
     */
    record Taken(String field, String manager) {}

    /** The fields of a conflict; empty when it is none between managers. */
    static List<Taken> taken(ApiError e) {
        return e.causes().stream()
                .filter(c -> c.reason().equals("FieldManagerConflict"))
                .map(c -> new Taken(
                        c.field(),
                        MANAGER.matcher(c.message())
                                .results()
                                .map(m -> m.group(1))
                                .findFirst()
                                .orElse(c.message())))
                .distinct()
                .toList();
    }

    /** Whether the only field in conflict is {@code spec.replicas}, which a scaler changes at any moment. */
    public static boolean onlyReplicas(ApiError e) {
        return !e.causes().isEmpty()
                && e.causes().stream()
                        .allMatch(c -> c.reason().equals("FieldManagerConflict")
                                && c.field().equals(".spec.replicas"));
    }

    private static String conflicts(ApiError e) {
        return taken(e).stream().map(t -> t.field() + " (" + t.manager() + ")").collect(Collectors.joining(", "));
    }

    private static boolean immutable(ApiError.Cause c) {
        return c.message().contains("field is immutable") || c.message().contains("are forbidden");
    }

    private static String said(ObjectRef ref, ApiError e) {
        if (ref.secret()) {
            String fields = e.causes().stream().map(ApiError.Cause::field).collect(Collectors.joining(", "));
            return "HTTP " + e.code() + " " + e.reason() + (fields.isEmpty() ? "" : " for " + fields) + ".";
        }
        String message = String.valueOf(e.getMessage()).strip().replaceAll("\\s+", " ");
        String cut = message.length() <= MOST_CHARACTERS ? message : message.substring(0, MOST_CHARACTERS) + "...";
        return cut.endsWith(".") ? cut : cut + ".";
    }

    private static ObservationVerdict.Final end(Outcome outcome, String reason, String message) {
        return new ObservationVerdict.Final(outcome, reason, message);
    }
}
