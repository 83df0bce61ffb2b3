package io.jenkins.plugins.mlpipeline.engine.rollout.waves;

import java.util.List;

/** What comes next in a deployment to several targets. */
public sealed interface Move {
    /**
     * These begin.
     *
     * @param wave their wave, from 1
     * @param targets their indexes, from 0, in their order
     */
    record Begin(int wave, List<Integer> targets) implements Move {
        public Begin {
            targets = List.copyOf(targets);
        }
    }

    /** Those that are under way come to their ends first. */
    record Await() implements Move {}

    /** Nothing follows. */
    record Over() implements Move {}
}
