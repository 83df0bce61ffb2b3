package io.jenkins.plugins.mlpipeline.engine.registry;

import io.jenkins.plugins.mlpipeline.engine.modelpackage.PackageFiles;
import java.util.Arrays;

/** Paths of files in a store of artifacts: names with {@code /} between them that lead nowhere else. */
public final class ArtifactPath {
    /** Folders within folders. */
    public static final int DEEPEST = 16;

    private ArtifactPath() {}

    /** Whether a stranger's text is one. */
    public static boolean isOne(String path) {
        String[] names = path.split("/", -1);
        return names.length <= DEEPEST && Arrays.stream(names).allMatch(PackageFiles::isName);
    }

    /** The last name. */
    public static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
