package io.jenkins.plugins.mlpipeline.engine.rollout.cluster;

import java.util.Arrays;
import java.util.List;

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

    boolean permits(ApiError conflict) {
        List<String> managers = Refusal.managers(conflict);
        return force || (!managers.isEmpty() && adopt.containsAll(managers));
    }
}
