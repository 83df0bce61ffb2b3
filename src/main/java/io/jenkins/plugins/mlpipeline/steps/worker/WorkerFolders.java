package io.jenkins.plugins.mlpipeline.steps.worker;

import hudson.FilePath;
import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.steps.common.ReadText;
import java.io.IOException;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The folders of workers in a folder beside a workspace. Each names its build, so that one that a killed controller could not
 * delete goes with the next build there: a workspace belongs to one build at a time.
 *
 * @param temporary the folder beside the workspace
 */
record WorkerFolders(FilePath temporary) {
    private static final String BUILD = "build";
    private static final int LONGEST_NAME = 1 << 12;
    private static final Pattern NAME =
            Pattern.compile("ml-[A-Za-z0-9_.-]{1,64}-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    /** A folder for a worker about a model. */
    FilePath create(String id, Run<?, ?> run) throws IOException, InterruptedException {
        deleteLeft(run);
        FilePath folder = temporary.child("ml-" + id + "-" + UUID.randomUUID());
        folder.child(BUILD).write(run.getExternalizableId(), "UTF-8");
        return folder;
    }

    private void deleteLeft(Run<?, ?> run) throws IOException, InterruptedException {
        if (!temporary.isDirectory()) {
            return;
        }
        for (FilePath folder : temporary.listDirectories()) {
            if (NAME.matcher(folder.getName()).matches() && isOver(folder, run)) {
                folder.deleteRecursive();
            }
        }
    }

    /** Whether the build of a folder ended, or is gone. A folder that names none is let be. */
    private static boolean isOver(FilePath folder, Run<?, ?> asking) throws IOException, InterruptedException {
        try {
            String build = ReadText.of(folder.child(BUILD), LONGEST_NAME);
            if (build == null || build.equals(asking.getExternalizableId())) {
                return false;
            }
            Run<?, ?> run = Run.fromExternalizableId(build);
            return run == null || !run.isBuilding();
        } catch (UserError | IllegalArgumentException e) {
            return false;
        }
    }
}
