package io.jenkins.plugins.mlpipeline.steps.worker;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Computer;
import hudson.model.Run;
import hudson.slaves.WorkspaceList;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.engine.gate.Policy;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.spec.Spec;
import io.jenkins.plugins.mlpipeline.engine.worker.ClassPathEntry;
import io.jenkins.plugins.mlpipeline.engine.worker.LaunchFiles;
import io.jenkins.plugins.mlpipeline.engine.worker.WorkerSpec;
import io.jenkins.plugins.mlpipeline.steps.libraries.RuntimeSupply;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Brings to the agent what a worker needs.
 *
 * @param work what is asked of the worker
 * @param step name of the step, for messages
 * @param spec the spec with the step's parameters over it
 */
@Restricted(NoExternalUse.class)
public record Preparation(Work work, String step, Spec spec) {
    private static final String LIBRARIES = "ml-pipeline-lib";

    /** A folder for one worker. It is beside the workspace, where a container of the build sees it too. */
    public FilePath folder(FilePath workspace, Run<?, ?> run) throws IOException, InterruptedException {
        return new WorkerFolders(temporary(workspace)).create(work.id(), run);
    }

    /** The same work with options of the section {@code validate} over its own. */
    public Preparation withValidate(Map<String, Object> over) {
        Spec options = Spec.of(Map.of(WorkerSpec.VALIDATE, over), step);
        return new Preparation(work.withValidate(over), step, spec.overriddenBy(options));
    }

    /** The same work with what is looked at. */
    public Preparation withWatch(WorkerSpec.Watch look) {
        return new Preparation(work.withWatch(look), step, spec);
    }

    /** The same work with what the gates of a policy need. */
    public Preparation withPolicy(Policy policy) {
        policy.over(spec.gates());
        if (policy.rules().isEmpty()) {
            return this;
        }
        Spec options = Spec.of(Map.of("gates", policy.settings()), step);
        return new Preparation(work.withGates(policy.settings()), step, spec.overriddenBy(options));
    }

    /**
     * Sends libraries and writes the worker's files.
     *
     * @return the script that starts the worker
     */
    public String write(FilePath workspace, FilePath folder, Launcher launcher, Computer computer, EnvVars environment)
            throws IOException, InterruptedException {
        if (!launcher.isUnix()) {
            throw new AbortException(step
                    + " runs on agents with Linux or macOS; this one has another system. Choose another with node.");
        }
        NeededInputs.check(work.command(), spec);
        folder.child(LaunchFiles.TEMPORARY).mkdirs();
        List<ClassPathEntry> classPath = RuntimeSupply.of(temporary(workspace).child(LIBRARIES), computer)
                .classPath(LaunchSettings.libraries(work.launch(), environment), NeededPacks.of(work.command(), spec));
        LaunchSettings settings = LaunchSettings.of(work.launch());
        WorkerSpec workerSpec = new WorkerSpec(
                WorkerSpec.SCHEMA_VERSION,
                work.command(),
                work.id(),
                workspace.getRemote(),
                work.spec(),
                Json.parse(work.optionsJson(), Map.class, step),
                work.output(),
                settings.threads(),
                settings.timeoutSeconds(),
                work.launch().logLevel(),
                MlPipelineConfiguration.get().isAllowTorchscript(),
                settings.memory(),
                work.watch());
        String directory = folder.getRemote();
        folder.child(LaunchFiles.SPEC).write(Json.write(workerSpec), "UTF-8");
        folder.child(LaunchFiles.CLASS_PATH).write(LaunchFiles.classPathList(classPath), "UTF-8");
        folder.child(LaunchFiles.ARGUMENTS)
                .write(LaunchFiles.arguments(directory, classPath, settings.heap(), settings.threads()), "UTF-8");
        return LaunchFiles.shellScript(settings.java(), directory, settings.threads());
    }

    private static FilePath temporary(FilePath workspace) throws AbortException {
        FilePath temporary = WorkspaceList.tempDir(workspace);
        if (temporary == null) {
            throw new AbortException("The workspace " + workspace + " has no folder beside it for temporary files.");
        }
        return temporary;
    }
}
