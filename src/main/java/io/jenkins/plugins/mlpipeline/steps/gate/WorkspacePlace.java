package io.jenkins.plugins.mlpipeline.steps.gate;

import hudson.FilePath;
import io.jenkins.plugins.mlpipeline.engine.metricsfile.MetricsPlace;
import io.jenkins.plugins.mlpipeline.steps.common.ReadText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Files of a workspace.
 *
 * @param workspace on the agent
 */
record WorkspacePlace(FilePath workspace) implements MetricsPlace {
    @Override
    public List<String> matching(String pattern, int most) throws IOException, InterruptedException {
        String root = workspace.getRemote();
        return Arrays.stream(workspace.list(pattern))
                .map(file -> file.getRemote().substring(root.length() + 1).replace('\\', '/'))
                .sorted()
                .limit(most)
                .toList();
    }

    @Override
    public boolean isFolder(String path) throws IOException, InterruptedException {
        return workspace.child(path).isDirectory();
    }

    @Override
    public Optional<byte[]> read(String path, int most) throws IOException, InterruptedException {
        if (isFolder(path)) {
            return Optional.empty();
        }
        String text = ReadText.of(workspace.child(path), most);
        return Optional.ofNullable(text).map(found -> found.getBytes(StandardCharsets.UTF_8));
    }
}
