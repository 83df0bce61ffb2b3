package io.jenkins.plugins.mlpipeline.engine.rollout.waves;

/** How far a deployment is at one of its targets. */
public enum Standing {
    /** It did not begin there. */
    WAITING,
    /** It is under way. */
    GOING,
    /** It ended there so that the next wave may begin. */
    WELL,
    /** It ended there so that no further target is begun. */
    STOPS
}
