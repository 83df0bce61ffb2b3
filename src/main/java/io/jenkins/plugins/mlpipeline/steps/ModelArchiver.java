package io.jenkins.plugins.mlpipeline.steps;

import hudson.AbortException;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.engine.evaluation.ModelRef;
import io.jenkins.plugins.mlpipeline.engine.worker.Progress;
import io.jenkins.plugins.mlpipeline.report.ModelArchive;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import jenkins.util.BuildListenerAdapter;

/** Puts a model among the artifacts of the build, under its digest, so that a later build finds exactly these bytes. */
final class ModelArchiver {
    private static final String[] PACKAGE = {"model.onnx", "model.json"};

    private final Run<?, ?> run;
    private final TaskListener listener;
    private final Launcher launcher;

    ModelArchiver(Run<?, ?> run, TaskListener listener, Launcher launcher) {
        this.run = run;
        this.listener = listener;
        this.launcher = launcher;
    }

    /**
     * Archives.
     *
     * @param path file or package folder on the agent
     * @param model what was validated
     * @return whether it was archived; a model above the size limit is not
     * @throws AbortException when the file is not what was validated
     */
    boolean archive(FilePath path, ModelRef model) throws IOException, InterruptedException {
        boolean folder = path.isDirectory();
        FilePath root = folder ? path : path.getParent();
        String target = ModelArchive.path(model.digest());
        Map<String, String> files = new LinkedHashMap<>();
        long bytes = 0;
        for (String name : folder ? PACKAGE : new String[] {path.getName()}) {
            files.put(target + "/" + name, name);
            bytes += root.child(name).length();
        }
        long most = (long) MlPipelineConfiguration.get().getMaxModelMegabytes() << 20;
        if (bytes > most) {
            listener.getLogger()
                    .println(Progress.MARK + "The model has " + (bytes >> 20) + " MiB; more than " + (most >> 20)
                            + " MiB are not archived.");
            return false;
        }
        run.pickArtifactManager().archive(root, launcher, BuildListenerAdapter.wrap(listener), files);
        if (!ModelArchive.holds(run, model.digest())) {
            throw new AbortException("The model at " + path.getRemote() + " is not the one that was validated ("
                    + model.digest() + "): it changed in the meantime.");
        }
        return true;
    }
}
