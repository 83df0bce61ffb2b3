package io.jenkins.plugins.mlpipeline.engine.job;

/** How many threads work may use. */
final class Threads {
    private Threads() {}

    /** What was given, else one for each processor. */
    static int of(Integer given) {
        return given == null ? Runtime.getRuntime().availableProcessors() : given;
    }
}
