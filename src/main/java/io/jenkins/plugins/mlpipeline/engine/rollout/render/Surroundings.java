package io.jenkins.plugins.mlpipeline.engine.rollout.render;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Where a renderer works.
 *
 * @param folder what relative paths begin at
 * @param environment where {@code PATH} says what programs there are
 * @param limit how long one run may take
 */
public record Surroundings(Path folder, Map<String, String> environment, Duration limit) {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** Those with the usual limit. */
    public Surroundings(Path folder, Map<String, String> environment) {
        this(folder, environment, LIMIT);
    }
}
