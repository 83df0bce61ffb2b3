package io.jenkins.plugins.mlpipeline.engine.evaluation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Set;

/**
 * The model that a candidate was compared with, or the declaration that there is none.
 *
 * @param from {@code lastPassed}, {@code deployed}, {@code build}, {@code file}, {@code model}, {@code dummy} or
 *     {@code none}
 * @param name file or folder name, for people; null for a dummy and for none
 * @param digest {@code sha256:<hex>} of the model; null when not known
 * @param subject what a baseline's predictions are about; null when it is a model or not bound
 * @param job job whose model it is; null outside of Jenkins
 * @param build build whose model it is; null outside of Jenkins
 * @param firstBuild whether this was declared to be the first build, for which there can be no baseline
 * @param allowSame whether a comparison of a model with itself was asked for
 * @param unchanged true when it is the candidate itself, which the build that it is from judged by the same test data: nothing
 *     changed since, and every difference is exactly 0; else null
 */
public record BaselineRef(
        String from,
        String name,
        String digest,
        String subject,
        String job,
        String build,
        boolean firstBuild,
        boolean allowSame,
        Boolean unchanged) {
    public BaselineRef {
        if (from == null) {
            throw new IllegalArgumentException("a baseline does not say from where it is");
        }
    }

    /** {@link #from} where nobody names a model, but the one in force is found. */
    private static final Set<String> IN_FORCE = Set.of("lastPassed", "deployed");

    /** {@link #from} of a baseline that was declared not to be there. */
    public static final String NONE = "none";

    /** Whether what is in force is what was found again, with the test data as they were. */
    @JsonIgnore
    public boolean isSameAsBefore() {
        return Boolean.TRUE.equals(unchanged) && IN_FORCE.contains(from);
    }

    /** Whether there is nothing to compare with. */
    @JsonIgnore
    public boolean isNone() {
        return NONE.equals(from);
    }
}
