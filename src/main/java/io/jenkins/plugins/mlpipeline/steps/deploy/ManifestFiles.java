package io.jenkins.plugins.mlpipeline.steps.deploy;

import hudson.FilePath;
import hudson.Util;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.TextLimits;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Manifests;
import io.jenkins.plugins.mlpipeline.steps.common.ReadText;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jenkins.agents.ControllerToAgentFileCallable;
import org.apache.tools.ant.Project;
import org.apache.tools.ant.types.FileSet;

/**
 * Finds the YAML and JSON files of a workspace that a pattern names, but no links.
 *
 * @param pattern Ant's, several with commas between them, relative to the workspace
 */
record ManifestFiles(String pattern) implements ControllerToAgentFileCallable<ArrayList<String>> {
    private static final long serialVersionUID = 1L;
    private static final int MOST_FILES = 100;

    /**
     * Their texts by path, in the order of their paths; empty when nothing matches.
     *
     * @throws UserError when there are too many, or one is not a text of the size that a manifest has
     */
    public static Map<String, String> read(FilePath workspace, String pattern)
            throws IOException, InterruptedException {
        List<String> paths = workspace.act(new ManifestFiles(pattern));
        if (paths.size() > MOST_FILES) {
            throw new UserError("manifests: \"" + pattern + "\" matches more than " + MOST_FILES
                    + " YAML and JSON files. Name fewer, or deploy them in several steps.");
        }
        Map<String, String> texts = new TreeMap<>();
        long left = TextLimits.MANIFESTS.characters();
        for (String path : paths) {
            String text = ReadText.of(workspace.child(path), Manifests.MAX_BYTES);
            left -= text == null ? 0 : text.length();
            if (left < 0) {
                throw new UserError("manifests: the files that \"" + pattern + "\" matches have more than "
                        + TextLimits.MANIFESTS.characters()
                        + " characters together, the most that is read. Deploy fewer of them.");
            }
            if (text != null) {
                texts.put(path.replace('\\', '/'), text);
            }
        }
        return texts;
    }

    /** Their paths, relative to the workspace; of too many no more than show that they are. */
    @Override
    public ArrayList<String> invoke(File workspace, VirtualChannel channel) throws IOException {
        ArrayList<String> paths = new ArrayList<>();
        if (!workspace.isDirectory()) {
            return paths;
        }
        FileSet files = Util.createFileSet(workspace, pattern);
        files.setFollowSymlinks(false);
        for (String path : files.getDirectoryScanner(new Project()).getIncludedFiles()) {
            if (isManifest(path) && paths.size() <= MOST_FILES) {
                paths.add(path);
            }
        }
        return paths;
    }

    private static boolean isManifest(String path) {
        return path.endsWith(".yaml") || path.endsWith(".yml") || path.endsWith(".json");
    }
}
