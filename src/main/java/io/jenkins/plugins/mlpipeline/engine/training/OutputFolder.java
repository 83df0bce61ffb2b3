package io.jenkins.plugins.mlpipeline.engine.training;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.AtomicFiles;
import io.jenkins.plugins.mlpipeline.engine.io.TemporaryFolder;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.PackageFiles;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Gathers a training's files beside the output folder and puts them there when all are complete. Closing it without
 * {@link #commit} leaves the output folder as it was.
 */
final class OutputFolder implements AutoCloseable {
    /** The manifest last: a folder without it is no package. */
    private static final List<String> FILES = List.of(
            PackageFiles.ONNX, PackageFiles.HOLDOUT, PackageFiles.ROW_SET, PackageFiles.RECORD, PackageFiles.MANIFEST);

    private final Path output;
    private final Path parent;
    private TemporaryFolder draft;

    /** @throws UserError when the output can't be a folder */
    OutputFolder(Path output) throws IOException {
        this.output = output;
        Path absolute = output.toAbsolutePath().normalize();
        if (Files.exists(absolute) && !Files.isDirectory(absolute)) {
            throw new UserError(output + ": is a file; name a folder for the output.");
        }
        parent = Objects.requireNonNullElse(absolute.getParent(), absolute);
        try {
            Files.createDirectories(parent);
        } catch (FileAlreadyExistsException e) {
            throw new UserError(output + ": can't be made, because " + e.getMessage() + " is a file.", e);
        }
        if (!Files.isWritable(parent)) {
            throw new UserError(output + ": can't be made, because this user may not write to " + parent + ".");
        }
    }

    /** Where to write the files. It is made when the first is written: a training that is killed before leaves nothing. */
    Path draft() throws IOException {
        if (draft == null) {
            draft = TemporaryFolder.in(parent, ".training-");
        }
        return draft.folder();
    }

    /** Puts the files in place; other files of the output folder stay. */
    void commit() throws IOException {
        Files.createDirectories(output);
        AtomicFiles.delete(output.resolve(PackageFiles.MANIFEST));
        for (String file : FILES) {
            AtomicFiles.replace(draft().resolve(file), output.resolve(file));
        }
    }

    @Override
    public void close() {
        if (draft != null) {
            draft.close();
        }
    }
}
