package io.jenkins.plugins.mlpipeline.steps.worker;

import hudson.AbortException;
import hudson.FilePath;
import hudson.Launcher;
import hudson.Util;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.engine.evaluation.ModelRef;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.PackageFiles;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.RowSetFile;
import io.jenkins.plugins.mlpipeline.engine.worker.Progress;
import io.jenkins.plugins.mlpipeline.report.ModelArchive;
import io.jenkins.plugins.mlpipeline.steps.common.CappedOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenkins.util.BuildListenerAdapter;
import jenkins.util.VirtualFile;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Puts a model among the artifacts of the build, under its digest, so that a later build finds exactly these bytes. The
 * bytes come to the controller first: an agent may send anything, and nothing that is not the model becomes an artifact.
 */
@Restricted(NoExternalUse.class)
public final class ModelArchiver {
    private final Run<?, ?> run;
    private final TaskListener listener;

    /** Archives with this build and says so in its log. */
    public ModelArchiver(Run<?, ?> run, TaskListener listener) {
        this.run = run;
        this.listener = listener;
    }

    /**
     * Archives.
     *
     * @param path file or package folder on the agent
     * @param model what was validated
     * @return whether it was archived; a model above the size limit is not
     * @throws AbortException when the file is not what was validated
     */
    public boolean archive(FilePath path, ModelRef model) throws IOException, InterruptedException {
        boolean folder = path.isDirectory();
        FilePath root = folder ? path : path.getParent();
        List<String> names = folder ? new ArrayList<>(PackageFiles.PACKAGE) : names(path.getName(), model);
        if (folder && root.child(PackageFiles.ROW_SET).exists()) {
            names.add(PackageFiles.ROW_SET);
        }
        long bytes = 0;
        for (String name : names) {
            bytes += root.child(name).length();
        }
        long most = (long) MlPipelineConfiguration.get().getMaxModelMegabytes() << 20;
        if (bytes > most) {
            listener.getLogger()
                    .println(Progress.MARK + "The model has " + (bytes >> 20) + " MiB; more than " + (most >> 20)
                            + " MiB are not archived.");
            return false;
        }
        Path staging = Files.createTempDirectory("ml-pipeline-model");
        try {
            for (String name : names) {
                try (OutputStream out = new CappedOutput(Files.newOutputStream(staging.resolve(name)), bytes)) {
                    root.child(name).copyTo(out);
                }
            }
            if (!ModelArchive.holds(VirtualFile.forFile(staging.toFile()), model.digest())) {
                throw new AbortException("The model at " + path.getRemote() + " is not the one that was validated ("
                        + model.digest() + "): it changed in the meantime.");
            }
            if (names.contains(PackageFiles.ROW_SET) && !RowSetFile.belongs(staging)) {
                names.remove(PackageFiles.ROW_SET);
                listener.getLogger()
                        .println(Progress.MARK + PackageFiles.ROW_SET + " is that of another model and is not archived:"
                                + " a later comparison won't know which rows this one learnt from.");
            }
            publish(staging, names, ModelArchive.path(model.digest()));
            return true;
        } finally {
            Util.deleteRecursive(staging.toFile());
        }
    }

    /** An ONNX file and those beside it that it keeps values in, whose names an agent said. */
    private static List<String> names(String file, ModelRef model) throws AbortException {
        List<String> names = new ArrayList<>(List.of(file));
        for (String name : model.files() == null ? List.<String>of() : model.files()) {
            if (!PackageFiles.isName(name) || names.contains(name)) {
                throw new AbortException("The evaluation names \"" + name
                        + "\" as a file of the model; that is no name of another file beside it.");
            }
            names.add(name);
        }
        return names;
    }

    /**
     * Archives once more what another build archived.
     *
     * @param files that it archived
     * @param digest of the model
     * @return whether it was there and is still what was archived
     */
    public boolean archive(VirtualFile files, String digest) throws IOException, InterruptedException {
        List<String> names = new ArrayList<>();
        Path staging = Files.createTempDirectory("ml-pipeline-model");
        try {
            for (VirtualFile file : files.list()) {
                try (InputStream bytes = file.open()) {
                    Files.copy(bytes, staging.resolve(file.getName()));
                }
                names.add(file.getName());
            }
            if (!ModelArchive.holds(VirtualFile.forFile(staging.toFile()), digest)) {
                return false;
            }
            publish(staging, names, ModelArchive.path(digest));
            return true;
        } finally {
            Util.deleteRecursive(staging.toFile());
        }
    }

    private void publish(Path staging, List<String> names, String target) throws IOException, InterruptedException {
        Map<String, String> files = new LinkedHashMap<>();
        for (String name : names) {
            files.put(target + "/" + name, name);
        }
        run.pickArtifactManager()
                .archive(
                        new FilePath(staging.toFile()),
                        new Launcher.LocalLauncher(listener),
                        BuildListenerAdapter.wrap(listener),
                        files);
    }
}
