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
    /** What a folder of Hugging Face has. */
    private static final String HUGGING_FACE = "config.json";
    /** Where it has the model, as the exporter Optimum and the older one put it. */
    private static final List<String> HUGGING_FACE_ONNX = List.of(PackageFiles.ONNX, "onnx/" + PackageFiles.ONNX);
    /** A folder with more in it is no folder of models. */
    private static final int MOST_ENTRIES = 10_000;

    private ModelPlace() {}

    /**
     * The model itself, or the only package in a folder that is none, the file that a pointer of DVC is about, or the one in
     * the layout of Hugging Face.
     *
     * @param named what somebody named; answered as it is when it is a file, a package, missing, or a folder without packages
     * @throws UserError when there are several packages in the folder, or the file of a pointer is not there or another one
     */
    public static Path of(Path named) throws IOException {
        if (DvcPointer.isOne(named)) {
            return DvcPointer.target(named);
        }
        if (Files.isRegularFile(named.resolve(HUGGING_FACE)) && !isPackage(named)) {
            for (String place : HUGGING_FACE_ONNX) {
                if (Files.isRegularFile(named.resolve(place))) {
                    return named.resolve(place);
                }
            }
        }
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

    /**
     * Whether something is a pointer of DVC whose file is not there.
     *
     * @throws UserError when it points to no file beside it
     */
    public static boolean isWithoutItsFile(Path named) throws IOException {
        return DvcPointer.isOne(named) && DvcPointer.isAlone(named);
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
