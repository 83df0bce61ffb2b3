package io.jenkins.plugins.mlpipeline.engine.spark;

import io.jenkins.plugins.mlpipeline.engine.model.onnx.read.ExternalData;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.read.ModelFile;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.read.OnnxInspector;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.PackageFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** A model on its way to executors: a file with what lies beside it, or the folder of a package, as one file. */
final class ShippedModel {
    /** Of a package, what predicting does not need: the rows that were kept back, and which rows it learnt from. */
    private static final Set<String> LEFT_OUT = Set.of(PackageFiles.HOLDOUT, PackageFiles.ROW_SET);

    private ShippedModel() {}

    /**
     * Packs a model.
     *
     * @param into written anew
     */
    static void pack(Path model, Path into) throws IOException {
        try (OutputStream file = Files.newOutputStream(into);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            zip.setLevel(1);
            if (Files.isDirectory(model)) {
                try (Stream<Path> files = Files.list(model)) {
                    for (Path one : files.filter(Files::isRegularFile).sorted().toList()) {
                        if (!LEFT_OUT.contains(String.valueOf(one.getFileName()))) {
                            add(zip, one, String.valueOf(one.getFileName()));
                        }
                    }
                }
                return;
            }
            add(zip, model, String.valueOf(model.getFileName()));
            for (String name : beside(model)) {
                add(zip, model.resolveSibling(name), name);
            }
        }
    }

    /** The files beside an ONNX file that it keeps values in. */
    private static Set<String> beside(Path model) throws IOException {
        if (!String.valueOf(model.getFileName()).toLowerCase(Locale.ROOT).endsWith(".onnx")) {
            return Set.of();
        }
        return ExternalData.digests(model, OnnxInspector.parse(ModelFile.read(model)))
                .keySet();
    }

    private static void add(ZipOutputStream zip, Path file, String name) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        Files.copy(file, zip);
        zip.closeEntry();
    }

    /**
     * Unpacks a model.
     *
     * @param into a folder that is made
     * @return the model: the folder of a package, or the first file
     */
    static Path unpack(Path packed, Path into) throws IOException {
        Files.createDirectories(into);
        Path first = null;
        try (InputStream file = Files.newInputStream(packed);
                ZipInputStream zip = new ZipInputStream(file)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path target = into.resolve(entry.getName()).normalize();
                if (!target.startsWith(into)) {
                    throw new IOException(packed + ": a file in it would lie outside: " + entry.getName());
                }
                Files.createDirectories(Objects.requireNonNull(target.getParent()));
                Files.copy(zip, target);
                first = first == null ? target : first;
            }
        }
        return Files.exists(into.resolve(PackageFiles.MANIFEST)) ? into : first;
    }
}
