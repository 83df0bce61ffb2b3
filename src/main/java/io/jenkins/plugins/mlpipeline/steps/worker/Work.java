package io.jenkins.plugins.mlpipeline.steps.worker;

import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.worker.WorkerSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * What is asked of the worker.
 *
 * @param command {@code train}, {@code validate} or {@code watch}
 * @param id name of the model within the build
 * @param spec spec file, relative to the workspace; null for none
 * @param optionsJson options with the spec's keys, as JSON
 * @param output where the result goes, relative to the workspace; null for the standard place
 * @param launch how the worker's process is started
 * @param watch what is looked at; null for the other commands
 */
@Restricted(NoExternalUse.class)
public record Work(
        String command,
        String id,
        String spec,
        String optionsJson,
        String output,
        Launch launch,
        WorkerSpec.Watch watch) {
    /**
     * How the worker's process is started; null and 0 mean the administrator's choice.
     *
     * @param runtime folder on the agent with the worker's libraries
     * @param java the {@code java} executable or its home folder
     * @param heap limit as {@code -Xmx} takes it
     * @param memory the most that its process may hold, as {@code 4g}
     * @param threads number of threads
     * @param timeoutSeconds time limit
     * @param logLevel {@code quiet}, {@code normal} or {@code debug}
     */
    public record Launch(
            String runtime,
            String java,
            String heap,
            String memory,
            int threads,
            long timeoutSeconds,
            String logLevel) {}

    /** This work with options of the section {@code validate} over its own. */
    Work withValidate(Map<String, Object> over) {
        Map<String, Object> options = new LinkedHashMap<>();
        Json.parse(optionsJson, Map.class, command).forEach((key, value) -> options.put(String.valueOf(key), value));
        Map<String, Object> validate = new LinkedHashMap<>();
        if (options.get(WorkerSpec.VALIDATE) instanceof Map<?, ?> given) {
            given.forEach((key, value) -> validate.put(String.valueOf(key), value));
        }
        validate.putAll(over);
        options.put(WorkerSpec.VALIDATE, validate);
        return new Work(command, id, spec, Json.write(options), output, launch, watch);
    }

    /** This work with gates that nothing replaces, for which the worker computes what they need. */
    Work withGates(List<Map<String, Object>> gates) {
        Map<String, Object> options = new LinkedHashMap<>();
        Json.parse(optionsJson, Map.class, command).forEach((key, value) -> options.put(String.valueOf(key), value));
        options.put("gates", gates);
        return new Work(command, id, spec, Json.write(options), output, launch, watch);
    }

    /** This work with what is looked at. */
    Work withWatch(WorkerSpec.Watch look) {
        return new Work(command, id, spec, optionsJson, output, launch, look);
    }
}
