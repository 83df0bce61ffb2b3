package io.jenkins.plugins.mlpipeline.steps;

import hudson.Util;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Manifests;
import java.io.File;
import java.io.IOException;
import java.util.TreeMap;
import jenkins.agents.ControllerToAgentFileCallable;
import org.apache.tools.ant.Project;
import org.apache.tools.ant.types.FileSet;

/**
 * Reads the YAML and JSON files of a workspace that a pattern names: never a link, never more than a manifest has.
 *
 * @param pattern Ant's, several with commas between them, relative to the workspace
 */
record ManifestFiles(String pattern) implements ControllerToAgentFileCallable<TreeMap<String, String>> {
    private static final long serialVersionUID = 1L;
    private static final int MOST_FILES = 100;

    /** The texts by path, in the order of their paths; empty when nothing matches. */
    @Override
    public TreeMap<String, String> invoke(File workspace, VirtualChannel channel) throws IOException {
        FileSet files = Util.createFileSet(workspace, pattern);
        files.setFollowSymlinks(false);
        TreeMap<String, String> texts = new TreeMap<>();
        if (!workspace.isDirectory()) {
            return texts;
        }
        for (String path : files.getDirectoryScanner(new Project()).getIncludedFiles()) {
            if (!path.matches(".*\\.(ya?ml|json)")) {
                continue;
            }
            if (texts.size() == MOST_FILES) {
                throw new IOException("\"" + pattern + "\" matches more than " + MOST_FILES + " files.");
            }
            texts.put(
                    path.replace(File.separatorChar, '/'),
                    new ReadText(Manifests.MAX_BYTES).invoke(new File(workspace, path), channel));
        }
        return texts;
    }
}
