package io.jenkins.plugins.mlpipeline.engine.metricsfile;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Where files of metrics are: this machine, or the workspace of a build. Paths have {@code /} between names. */
public interface MetricsPlace {
    /** The paths of files that a pattern matches, sorted, no more than asked for. */
    List<String> matching(String pattern, int most) throws IOException, InterruptedException;

    /** Whether a path is that of a folder. */
    boolean isFolder(String path) throws IOException, InterruptedException;

    /**
     * The bytes of a file.
     *
     * @param most the largest that is read
     * @return empty when there is no such file
     * @throws io.jenkins.plugins.mlpipeline.engine.UserError when it is larger, or no file
     */
    Optional<byte[]> read(String path, int most) throws IOException, InterruptedException;
}
