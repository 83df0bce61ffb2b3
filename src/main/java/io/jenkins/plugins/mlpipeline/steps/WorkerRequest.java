package io.jenkins.plugins.mlpipeline.steps;

import io.jenkins.plugins.mlpipeline.steps.worker.Work;
import java.io.Serializable;

/**
 * What a step asks of the worker, in a form that outlives a restart of the controller. (A class: Pipeline's serialisation
 * knows no records.)
 */
final class WorkerRequest implements Serializable {
    private static final long serialVersionUID = 1L;

    /** {@code train}, {@code validate} or {@code watch}. */
    final String command;
    /** Name of the model within the build. */
    final String id;
    /** Spec file, relative to the workspace; null for none. */
    final String spec;
    /** Options with the spec's keys, as JSON: nothing of Groovy's may be kept. */
    final String optionsJson;
    /** Where the result goes, relative to the workspace; null for the standard place. */
    final String output;
    /** How the worker's process is started. */
    final Launch launch;
    /** Whether the model is archived (validation). */
    final boolean archive;
    /** The job that archived the model, where a digest names it (validation); null for the build's own. */
    final String modelJob;
    /** The registry of the models that are named in one (validation); null for the only one. */
    final String registry;

    WorkerRequest(
            String command,
            String id,
            String spec,
            String optionsJson,
            String output,
            Launch launch,
            boolean archive,
            String modelJob,
            String registry) {
        this.command = command;
        this.id = id;
        this.spec = spec;
        this.optionsJson = optionsJson;
        this.output = output;
        this.launch = launch;
        this.archive = archive;
        this.modelJob = modelJob;
        this.registry = registry;
    }

    /** The same for the worker's preparation. */
    Work work() {
        return new Work(
                command,
                id,
                spec,
                optionsJson,
                output,
                new Work.Launch(
                        launch.runtime,
                        launch.java,
                        launch.heap,
                        launch.memory,
                        launch.threads,
                        launch.timeoutSeconds,
                        launch.logLevel),
                null);
    }

    /** How the worker's process is started; null and 0 mean the administrator's choice. */
    static final class Launch implements Serializable {
        private static final long serialVersionUID = 1L;

        /** Folder on the agent with the worker's libraries. */
        final String runtime;
        /** The {@code java} executable or its home folder. */
        final String java;
        /** Heap limit as {@code -Xmx} takes it. */
        final String heap;
        /** The most that the worker's process may hold, as {@code 4g}; null also in what an older version stored. */
        final String memory;
        /** Number of threads. */
        final int threads;
        /** Time limit in seconds. */
        final long timeoutSeconds;
        /** {@code quiet}, {@code normal} or {@code debug}. */
        final String logLevel;

        Launch(
                String runtime,
                String java,
                String heap,
                String memory,
                int threads,
                long timeoutSeconds,
                String logLevel) {
            this.runtime = runtime;
            this.java = java;
            this.heap = heap;
            this.memory = memory;
            this.threads = threads;
            this.timeoutSeconds = timeoutSeconds;
            this.logLevel = logLevel;
        }
    }
}
