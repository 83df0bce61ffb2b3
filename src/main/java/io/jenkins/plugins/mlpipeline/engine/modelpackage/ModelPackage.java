package io.jenkins.plugins.mlpipeline.engine.modelpackage;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.Column;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnProfile;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnType;
import io.jenkins.plugins.mlpipeline.engine.dataset.Profile;
import io.jenkins.plugins.mlpipeline.engine.io.AtomicFiles;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.ModelManifest.PackagedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A folder with {@code model.json} and the files that it lists.
 *
 * @param directory the folder
 * @param manifest what {@code model.json} says
 * @param digest {@code sha256:<hex>} of all files, see {@link ModelDigests#whole}
 */
public record ModelPackage(Path directory, ModelManifest manifest, String digest) {
    private static final int LONGEST_PATH = 255;

    /** Whether a folder looks like a package. */
    public static boolean isPackage(Path directory) {
        return Files.isRegularFile(directory.resolve(PackageFiles.MANIFEST));
    }

    /**
     * Reads a package and checks the hash of every file.
     *
     * @throws UserError when something is missing, changed, or of a schema version that is not understood
     */
    public static ModelPackage read(Path directory) throws IOException {
        Path file = directory.resolve(PackageFiles.MANIFEST);
        if (!Files.isDirectory(directory)) {
            throw new UserError(directory + ": there is no such folder; a model package is expected.");
        }
        ModelManifest manifest = Json.read(file, ModelManifest.class);
        check(file, manifest);
        for (PackagedFile listed : manifest.files()) {
            verify(directory, file, listed);
        }
        return new ModelPackage(directory, manifest, digest(manifest, Digest.ofFile(file)));
    }

    /**
     * Writes a package: the model, then the manifest that lists it.
     *
     * @param directory exists
     * @param manifest without files
     * @param model writes {@code model.onnx}
     */
    public static ModelPackage write(Path directory, ModelManifest manifest, AtomicFiles.Content model)
            throws IOException {
        Path onnx = directory.resolve(PackageFiles.ONNX);
        AtomicFiles.write(onnx, model);
        ModelManifest complete =
                manifest.withFiles(List.of(new PackagedFile(PackageFiles.ONNX, Digest.ofFile(onnx), Files.size(onnx))));
        String text = Json.write(complete);
        Files.writeString(directory.resolve(PackageFiles.MANIFEST), text);
        return new ModelPackage(directory, complete, digest(complete, Digest.ofText(text)));
    }

    /** The ONNX file. */
    public Path onnx() {
        return directory.resolve(PackageFiles.ONNX);
    }

    /** Bytes of all files that the manifest lists. */
    public long sizeBytes() {
        return manifest.files().stream().mapToLong(PackagedFile::bytes).sum();
    }

    private static String digest(ModelManifest manifest, String manifestDigest) {
        Map<String, String> digests = new TreeMap<>();
        manifest.files().forEach(f -> digests.put(f.path(), f.sha256()));
        digests.put(PackageFiles.MANIFEST, manifestDigest);
        return ModelDigests.of(digests).whole();
    }

    private static void check(Path file, ModelManifest manifest) {
        if (manifest.schemaVersion() != ModelManifest.SCHEMA_VERSION) {
            throw new UserError(file + ": schema version " + manifest.schemaVersion() + " is not understood; this is"
                    + " version " + ModelManifest.SCHEMA_VERSION + ". Train the model again with this release.");
        }
        require(file, "task", manifest.task());
        require(file, "label", manifest.label());
        require(file, "columns", manifest.columns());
        require(file, "outputs", manifest.outputs());
        require(file, "training", manifest.training());
        require(file, "algorithm", manifest.algorithm());
        require(file, "files", manifest.files());
        if (manifest.task().isClassification()) {
            require(file, "labels", manifest.labels());
        }
        requireCounts(file, manifest.training());
        requireDistinct(file, "labels", manifest.labels());
        requireDistinct(file, "missing", manifest.missing());
        requireDistinct(
                file, "columns", manifest.columns().stream().map(Column::name).toList());
        for (Column column : manifest.columns()) {
            require(file, "name of a column", column.name());
            require(file, "type of column " + column.name(), column.type());
            requireDistinct(file, "categories of column " + column.name(), column.categories());
            if (column.type() == ColumnType.DATE) {
                require(file, "date of column " + column.name(), column.date());
                require(
                        file,
                        "date.form of column " + column.name(),
                        column.date().form());
            }
        }
        Profile profile = manifest.training().profile();
        if (profile != null && profile.columns() != null) {
            requireDistinct(
                    file,
                    "profile",
                    profile.columns().stream().map(ColumnProfile::name).toList());
        }
        if (manifest.posLabel() != null
                && (manifest.labels() == null || !manifest.labels().contains(manifest.posLabel()))) {
            throw new UserError(file + ": posLabel \"" + manifest.posLabel() + "\" is not one of the labels.");
        }
        if (manifest.files().stream().noneMatch(f -> PackageFiles.ONNX.equals(f.path()))) {
            throw new UserError(file + ": files does not list " + PackageFiles.ONNX + ".");
        }
        List<String> paths = manifest.files().stream().map(PackagedFile::path).toList();
        if (paths.stream().distinct().count() != paths.size() || paths.contains(PackageFiles.MANIFEST)) {
            throw new UserError(file + ": files lists a path twice, or " + PackageFiles.MANIFEST + " itself.");
        }
    }

    private static void require(Path file, String name, Object value) {
        if (value == null) {
            throw new UserError(file + ": the field " + name + " is missing; this is not a complete model package.");
        }
    }

    private static void requireCounts(Path file, ModelManifest.TrainingPart training) {
        if (training.labelCounts() == null) {
            return;
        }
        boolean possible =
                training.labelCounts().values().stream().allMatch(count -> count >= 0 && count <= training.rows());
        if (!possible || training.labelCounts().values().stream().allMatch(count -> count == 0)) {
            throw new UserError(file + ": training.labelCounts are no counts of " + training.rows()
                    + " rows; this is not a model package as train writes it.");
        }
    }

    private static void requireDistinct(Path file, String name, List<String> values) {
        if (values != null && new HashSet<>(values).size() != values.size()) {
            throw new UserError(file + ": " + name
                    + " lists something twice; this is not a model package as train writes" + " it.");
        }
    }

    private static void verify(Path directory, Path file, PackagedFile listed) throws IOException {
        String path = listed.path();
        // Names are taken literally: a package never reaches outside its folder.
        if (path == null
                || path.length() > LONGEST_PATH
                || !path.matches("[A-Za-z0-9_-][A-Za-z0-9._-]*+(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*+)*+")) {
            throw new UserError(file + ": \"" + path + "\" is no path of a file within a package.");
        }
        Path packaged = directory.resolve(path);
        if (!Digest.isDigest(listed.sha256())) {
            throw new UserError(file + ": the digest of " + path + " is not of the form sha256:<64 hex digits>.");
        }
        if (!Files.isRegularFile(packaged)) {
            throw new UserError(packaged + ": the file is listed in " + PackageFiles.MANIFEST
                    + " but is not there. Copy the whole package, or train again.");
        }
        String actual = Digest.ofFile(packaged);
        if (!actual.equals(listed.sha256())) {
            throw new UserError(packaged + ": the file was changed after the package was written: it is " + actual
                    + ", and " + PackageFiles.MANIFEST + " says " + listed.sha256()
                    + ". Take the original package, or train again.");
        }
    }
}
