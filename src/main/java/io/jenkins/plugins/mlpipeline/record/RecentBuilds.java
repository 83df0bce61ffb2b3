package io.jenkins.plugins.mlpipeline.record;

import hudson.model.Run;
import java.util.Optional;
import java.util.function.Function;

/** Looks through the builds of a job from one backwards, but never through its whole history. */
public final class RecentBuilds {
    /** How many builds are looked at. */
    public static final int MOST = 200;

    private RecentBuilds() {}

    /**
     * The first find.
     *
     * @param newest where to begin; null for nowhere
     * @param look what a build holds, if it does
     */
    public static <T> Optional<T> first(Run<?, ?> newest, Function<Run<?, ?>, Optional<T>> look) {
        Run<?, ?> build = newest;
        for (int seen = 0; build != null && seen < MOST; seen++, build = build.getPreviousBuild()) {
            Optional<T> found = look.apply(build);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
