package io.jenkins.plugins.mlpipeline.engine.job;

public final class MetricsJob {
    public static io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation read(Object... o) {
        return null;
    }
}
