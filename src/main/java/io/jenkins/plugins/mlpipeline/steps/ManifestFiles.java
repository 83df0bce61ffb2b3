package io.jenkins.plugins.mlpipeline.steps;

import hudson.Util;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.TextLimits;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Manifests;
import java.io.File;
import java.io.IOException;
import java.util.TreeMap;
import jenkins.agents.ControllerToAgentFileCallable;
import org.apache.tools.ant.Project;
import org.apache.tools.ant.types.FileSet;

/**
 * Reads the YAML and JSON files of a workspace that a pattern names: never a link, never more than a manifest has, nor
 * all of them more than the manifests of a deployment.
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
        long characters = 0;
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
            String text = new ReadText(Manifests.MAX_BYTES).invoke(new File(workspace, path), channel);
            if (text == null) {
                continue;
            }
            characters += text.length();
            if (characters > TextLimits.MANIFESTS.characters()) {
                throw new UserError("manifests: the files that \"" + pattern + "\" matches have more than "
                        + TextLimits.MANIFESTS.characters()
                        + " characters together, the most that is read. Deploy fewer"
                        + " of them.");
            }
            texts.put(path.replace(File.separatorChar, '/'), text);
        }
        return texts;
    }
}
