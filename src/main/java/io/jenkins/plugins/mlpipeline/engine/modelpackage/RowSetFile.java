package io.jenkins.plugins.mlpipeline.engine.modelpackage;

import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.io.IOException;
import java.nio.file.Path;

/** The set of the rows that a package learnt from, a file beside it: {@link PackageFiles#ROW_SET}. */
public final class RowSetFile {
    private RowSetFile() {}

    /** Whether the file in a package's folder is the one that its manifest names by digest. */
    public static boolean belongs(Path folder) throws IOException {
        String named = Json.readTree(folder.resolve(PackageFiles.MANIFEST))
                .path("training")
                .path("rowSet")
                .asText();
        return named.equals(Digest.ofFile(folder.resolve(PackageFiles.ROW_SET)));
    }
}
