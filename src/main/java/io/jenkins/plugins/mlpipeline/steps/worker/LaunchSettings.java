package io.jenkins.plugins.mlpipeline.steps.worker;

import hudson.EnvVars;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * How a worker is started: what the step says, else what the administrator says.
 *
 * @param java the executable, or the folder of a JDK
 * @param heap as {@code -Xmx} takes it
 * @param memory the most that its process may hold, as {@code 4g}; null for what heap and native libraries take
 * @param threads at most so many
 * @param timeoutSeconds that it is given
 */
@Restricted(NoExternalUse.class)
public record LaunchSettings(String java, String heap, String memory, int threads, long timeoutSeconds) {
    /** Names the folder with the worker's libraries, in the environment of the build or the agent. */
    static final String RUNTIME_VARIABLE = "ML_PIPELINE_RUNTIME";

    /** What holds where a step says this. */
    public static LaunchSettings of(Work.Launch asked) {
        MlPipelineConfiguration standard = MlPipelineConfiguration.get();
        return new LaunchSettings(
                asked.java() == null ? "java" : asked.java(),
                asked.heap() == null ? standard.getDefaultHeap() : asked.heap(),
                asked.memory() == null ? standard.getDefaultMemory() : asked.memory(),
                asked.threads() > 0 ? asked.threads() : standard.getDefaultThreads(),
                asked.timeoutSeconds() > 0 ? asked.timeoutSeconds() : standard.getDefaultTimeout());
    }

    /** The folder with the worker's libraries; null when nobody names one. */
    static String libraries(Work.Launch asked, EnvVars environment) {
        if (asked.runtime() != null) {
            return asked.runtime();
        }
        String named = environment.get(RUNTIME_VARIABLE);
        return named == null || named.isBlank() ? MlPipelineConfiguration.get().getRuntimeDirectory() : named;
    }
}
