package io.jenkins.plugins.mlpipeline.engine.spark;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.runtime.Natives;
import io.jenkins.plugins.mlpipeline.engine.runtime.Platform;
import io.jenkins.plugins.mlpipeline.engine.runtime.PlatformCut;
import io.jenkins.plugins.mlpipeline.engine.spark.application.ScoringApplication;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The engine and its libraries on their way to executors: those of this process, without what predicting does not need. */
final class ShippedLibraries {
    /** What the names of such libraries begin with. */
    private static final List<String> LEFT_OUT = List.of(
            "kubernetes-",
            "zjsonpatch-",
            "okhttp-",
            "okio-",
            "kotlin-",
            "logging-interceptor-",
            "picocli-",
            "snakeyaml-engine-");
    /** The same where no TorchScript is to be predicted. */
    private static final String TORCH = "pytorch-";

    /** The same where nothing is to be learnt. */
    private static final String XGBOOST = "xgboost4j";

    /** Between the places of a class path on Linux, where predicting works. */
    private static final Pattern SEPARATOR = Pattern.compile(":");

    private static final String CLASS = ".class";
    private static final String NATIVE_PATH = "onnxruntime.native.path";
    private static final List<String> GLUE = List.of(
            "ScoringApplication",
            "ScoringApplication$Further",
            "TrainingApplication",
            "PartTask",
            "LearningTask",
            "EngineLoader");

    private final Path folder;
    private final Natives kind;
    private final List<Path> jars = new ArrayList<>();

    private ShippedLibraries(Path folder, Natives kind) {
        this.folder = folder;
        this.kind = kind;
    }

    /**
     * The kind of machine whose libraries are shipped, which is this one's.
     *
     * @param machine this one
     * @throws UserError when there are none to ship
     */
    static Natives kind(Platform machine) {
        machine.requireSupported();
        Natives kind = machine.natives().orElseThrow();
        if (kind != Natives.LINUX_X86_64 && kind != Natives.LINUX_AARCH64) {
            throw new UserError("engine is spark, whose executors get the libraries of this machine, and it is "
                    + kind.title() + ". Use Spark from a Linux machine, or leave engine out.");
        }
        return kind;
    }

    /**
     * Those of this process.
     *
     * @param classPath as {@code java.class.path} has it
     * @param kind see {@link #kind}
     * @param folder for what has to be made
     * @param torch whether TorchScript is to be predicted
     * @param learns whether executors learn
     */
    static ShippedLibraries of(String classPath, Natives kind, Path folder, boolean torch, boolean learns)
            throws IOException {
        ShippedLibraries libraries = new ShippedLibraries(Files.createDirectories(folder), kind);
        for (String entry : SEPARATOR.split(classPath)) {
            Path path = Path.of(entry);
            if (Files.isDirectory(path)) {
                libraries.jars.add(libraries.packed(path));
            } else if (Files.isRegularFile(path) && isNeeded(String.valueOf(path.getFileName()), torch, learns)) {
                libraries.jars.add(libraries.cut(path));
            }
        }
        return libraries;
    }

    static boolean isNeeded(String name, boolean torch, boolean learns) {
        return LEFT_OUT.stream().noneMatch(name::startsWith)
                && (torch || !name.startsWith(TORCH))
                && (learns || !name.startsWith(XGBOOST));
    }

    /** The jars. */
    List<Path> jars() {
        return jars;
    }

    /** Native libraries that lie beside the jars. */
    List<Path> natives() throws IOException {
        String beside = System.getProperty(NATIVE_PATH);
        if (beside == null || !Files.isDirectory(Path.of(beside))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(Path.of(beside))) {
            return files.filter(file -> String.valueOf(file.getFileName()).endsWith(".so"))
                    .sorted()
                    .toList();
        }
    }

    /** The jar that Spark itself loads: the few classes that know it. */
    Path application() throws IOException {
        Path jar = folder.resolve("ml-pipeline-application.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            for (String name : GLUE) {
                try (InputStream bytes = ScoringApplication.class.getResourceAsStream(name + CLASS)) {
                    if (bytes == null) {
                        throw new UserError("the class " + name + " is not in this installation. Install it again.");
                    }
                    zip.putNextEntry(new ZipEntry(
                            ScoringApplication.class.getPackageName().replace('.', '/') + "/" + name + CLASS));
                    bytes.transferTo(zip);
                    zip.closeEntry();
                }
            }
        }
        return jar;
    }

    private Path cut(Path jar) throws IOException {
        Path cut = folder.resolve(String.valueOf(jar.getFileName()));
        return PlatformCut.cut(jar, kind, cut) ? cut : jar;
    }

    /** A folder of classes as a jar. */
    private Path packed(Path classes) throws IOException {
        Path jar = folder.resolve("classes-" + jars.size() + ".jar");
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(file);
                Stream<Path> files = Files.walk(classes)) {
            zip.setLevel(1);
            for (Path one : files.filter(Files::isRegularFile).sorted().toList()) {
                zip.putNextEntry(new ZipEntry(classes.relativize(one).toString().replace('\\', '/')));
                Files.copy(one, zip);
                zip.closeEntry();
            }
        }
        return jar;
    }
}
