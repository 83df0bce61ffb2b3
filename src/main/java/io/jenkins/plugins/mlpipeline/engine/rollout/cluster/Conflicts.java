package io.jenkins.plugins.mlpipeline.engine.rollout.cluster;

import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Annotations;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What to do about fields that other field managers own with other values.
 *
 * @param force whether to take over every such field
 * @param adopt the field managers whose fields are taken over; of others none is
 */
public record Conflicts(boolean force, List<String> adopt) {
    public static final Conflicts FAIL = new Conflicts(false, List.of());
    public static final Conflicts FORCE = new Conflicts(true, List.of());

    public Conflicts {
        adopt = List.copyOf(adopt);
    }

    /** {@code fail}, {@code force}, or a comma-separated list of field managers to adopt from. */
    public static Conflicts parse(String text) {
        return switch (text) {
            case "fail" -> FAIL;
            case "force" -> FORCE;
            default ->
                new Conflicts(
                        false, Arrays.stream(text.split(",")).map(String::strip).toList());
        };
    }

    /** The same, and one more manager is adopted from. */
    Conflicts adopting(String manager) {
        return new Conflicts(
                force, Stream.concat(adopt.stream(), Stream.of(manager)).toList());
    }

    /**
     * Whether every field in conflict may be taken over: it is a named manager's, or an annotation that only a rollout
     * writes, which {@code kubectl rollout undo} copies.
     */
    boolean permits(ApiError conflict) {
        List<Refusal.Taken> taken = Refusal.taken(conflict);
        return force
                || (!taken.isEmpty()
                        && taken.stream()
                                .allMatch(field -> adopt.contains(field.manager())
                                        || Annotations.isWrittenByRollouts(field.field())));
    }
}
