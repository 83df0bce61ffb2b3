package io.jenkins.plugins.mlpipeline.engine.modelpackage;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Where a model is that somebody names by the folder around it. */
public final class ModelPlace {
    private static final int MOST_LISTED = 10;
    /** A folder with more in it is no folder of models. */
    private static final int MOST_ENTRIES = 10_000;

    private ModelPlace() {}

    /**
     * The model itself, or the only package in a folder that is none.
     *
     * @param named what somebody named; answered as it is when it is a file, a package, missing, or a folder without packages
     * @throws UserError when there are several packages in the folder
     */
    public static Path of(Path named) throws IOException {
        if (!Files.isDirectory(named) || isPackage(named) || Files.exists(named.resolve(PackageFiles.ONNX))) {
            return named;
        }
        List<Path> packages = packages(named);
        if (packages.size() > 1) {
            String listed =
                    packages.stream().limit(MOST_LISTED).map(Path::toString).collect(Collectors.joining(", "));
            throw new UserError(named + ": is no model but a folder with " + packages.size() + " of them. Name one: "
                    + listed + (packages.size() > MOST_LISTED ? ", ..." : "") + ".");
        }
        return packages.isEmpty() ? named : packages.get(0);
    }

    private static List<Path> packages(Path folder) throws IOException {
        List<Path> packages = new ArrayList<>();
        int seen = 0;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (++seen > MOST_ENTRIES) {
                    return List.of();
                }
                if (isPackage(entry)) {
                    packages.add(entry);
                }
            }
        }
        packages.sort(null);
        return packages;
    }

    private static boolean isPackage(Path folder) {
        return Files.isRegularFile(folder.resolve(PackageFiles.MANIFEST));
    }
}
