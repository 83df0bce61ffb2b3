package io.jenkins.plugins.mlpipeline.engine.runtime;

import java.time.Duration;

/**
 * How long a repository may take.
 *
 * @param answer until it begins to answer, the connection included
 * @param silence between two pieces of a file
 * @param whole for all of a file
 */
public record RepositoryTimeouts(Duration answer, Duration silence, Duration whole) {
    /** Enough for the largest library, 150 MB, over a line of 150 kB a second. */
    static final RepositoryTimeouts ORDINARY =
            new RepositoryTimeouts(Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(20));
}
