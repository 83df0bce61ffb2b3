package io.jenkins.plugins.mlpipeline.engine.job;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.FileProblems;
import io.jenkins.plugins.mlpipeline.engine.io.Outputs;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.PackageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;

/**
 * The package that a former training left where the next one goes. While that trains, and after it failed, the folder is no
 * package, so that nothing takes the old model for the new one; the manifest has another name, so that the model is not lost.
 */
public final class FormerPackage {
    private static final String ASIDE = PackageFiles.MANIFEST + ".previous";

    private FormerPackage() {}

    /**
     * Marks it; nothing when there is none.
     *
     * @param inputs what the work reads; a package among them stays as it is until the new one takes its place
     * @throws UserError when it can't be marked
     */
    public static void mark(Path folder, Collection<Path> inputs) {
        Path manifest = folder.resolve(PackageFiles.MANIFEST);
        boolean isRead = inputs.stream()
                .anyMatch(input -> Outputs.isSame(input, folder)
                        || Outputs.isSame(input, folder.resolve(PackageFiles.ONNX))
                        || Outputs.isSame(input, manifest));
        if (isRead || !Files.exists(manifest)) {
            return;
        }
        try {
            Files.move(manifest, folder.resolve(ASIDE), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UserError(
                    folder + ": the package of a former run can't be marked as that (" + FileProblems.reason(e)
                            + "), so that nothing was begun. " + FileProblems.wayOut(e),
                    e);
        }
    }

    /** Forgets the mark: there is a new package. */
    public static void forget(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(ASIDE));
    }
}
