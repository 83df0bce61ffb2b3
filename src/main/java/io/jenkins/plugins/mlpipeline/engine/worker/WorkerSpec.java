package io.jenkins.plugins.mlpipeline.engine.worker;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.limits.MemoryLimit;
import io.jenkins.plugins.mlpipeline.engine.limits.ProcessLimits;
import java.time.Duration;
import java.util.Map;

/**
 * The document {@code spec.json}: what a worker shall do.
 *
 * @param schemaVersion 1
 * @param command {@code train}, {@code validate}, {@code watch} or {@code ask}
 * @param id name of the model within the build
 * @param workspace absolute folder that relative paths are about
 * @param spec spec file that gives defaults, relative to the workspace; null for none
 * @param options what replaces the spec's values, with the spec's own keys; for {@code ask} an
 *     {@link io.jenkins.plugins.mlpipeline.engine.job.AskWish}
 * @param output where the result goes, relative to the workspace: a folder for {@code train}, a file for {@code validate}
 * @param threads at most so many
 * @param timeoutSeconds after which the worker gives up; 0 for never
 * @param logLevel {@code quiet} (warnings alone), {@code normal} or {@code debug}; null for normal
 * @param allowTorchscript whether a model may be one that can run code
 * @param memory most memory that the process may hold at once, as {@code 900m} or {@code 4g}; null for the heap and what
 *     {@link io.jenkins.plugins.mlpipeline.engine.limits.MemoryLimit#standard native libraries} take
 * @param watch what is looked at; null for the other commands
 */
public record WorkerSpec(
        int schemaVersion,
        String command,
        String id,
        String workspace,
        String spec,
        @JsonInclude(JsonInclude.Include.ALWAYS) Map<String, Object> options,
        String output,
        int threads,
        long timeoutSeconds,
        String logLevel,
        boolean allowTorchscript,
        String memory,
        Watch watch) {
    /** The schema version that this code writes and reads. */
    public static final int SCHEMA_VERSION = 1;

    /** The command that trains. */
    public static final String TRAIN = "train";

    /** The command that validates. */
    public static final String VALIDATE = "validate";

    /** The command that asks a served model. */
    public static final String ASK = "ask";

    /** The document that it leaves. */
    public static final String ASKED = "asked.json";

    /** The command that looks at a model that serves. */
    public static final String WATCH = "watch";

    /**
     * One look. The looks before are in {@code watch.json} beside {@code spec.json}; without that file it is the first.
     *
     * @param model absolute path of the package, or one that is relative to the workspace
     * @param data rows that it was asked, relative to the workspace
     * @param evaluation of the model, absolute or relative to the workspace; null for none
     * @param judged rows with their truth, relative to the workspace; null for none
     * @param labels that have arrived, relative to the workspace; null for none
     * @param windows see {@link io.jenkins.plugins.mlpipeline.engine.monitoring.WatchPlan}
     * @param falseAlarms as above
     * @param minRows as above
     * @param at when is looked, ISO 8601
     */
    public record Watch(
            String model,
            String data,
            String evaluation,
            String judged,
            String labels,
            int windows,
            double falseAlarms,
            long minRows,
            String at) {
        /** The file with what came of the look. */
        public static final String RESULT = "watch-result.json";

        /** The file with the looks. */
        public static final String STATE = "watch.json";
    }

    public WorkerSpec {
        if (schemaVersion != SCHEMA_VERSION) {
            throw new UserError("spec.json has schema version " + schemaVersion + "; this worker reads "
                    + SCHEMA_VERSION + ". Plugin and worker libraries must be of one version.");
        }
        if (memory != null) {
            MemoryLimit.parse("memory", memory);
        }
    }

    /** What the process may take. */
    ProcessLimits limits() {
        return new ProcessLimits(
                memory == null ? null : MemoryLimit.parse("memory", memory),
                timeoutSeconds <= 0 ? null : Duration.ofSeconds(timeoutSeconds));
    }
}
