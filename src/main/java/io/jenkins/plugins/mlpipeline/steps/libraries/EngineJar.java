package io.jenkins.plugins.mlpipeline.steps.libraries;

import io.jenkins.plugins.mlpipeline.engine.worker.WorkerMain;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The engine's classes as a jar for the worker, cut from the plugin's own jar (or class folder, in development). */
final class EngineJar {
    /** The name of the jar on the agent. */
    static final String NAME = "ml-pipeline-engine.jar";

    /** The engine, and names that a library links and never uses. */
    private static final List<String> FOLDERS =
            List.of("io/jenkins/plugins/mlpipeline/engine", "org/apache/hadoop", "org/locationtech");

    private EngineJar() {}

    /** Makes the jar; equal classes give equal bytes. */
    static byte[] bytes() throws IOException {
        Path source;
        try {
            source = Path.of(WorkerMain.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IOException("the plugin's own classes cannot be found", e);
        }
        if (Files.isDirectory(source)) {
            return zip(source);
        }
        try (FileSystem jar = FileSystems.newFileSystem(source)) {
            return zip(jar.getPath("/"));
        }
    }

    private static byte[] zip(Path root) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (String folder : FOLDERS) {
                for (Path file : files(root.resolve(folder))) {
                    add(root.relativize(file).toString().replace('\\', '/'), file, out);
                }
            }
        }
        return bytes.toByteArray();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void add(String name, Path file, ZipOutputStream out) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(0);
        out.putNextEntry(entry);
        copy(file, out);
        out.closeEntry();
    }

    private static void copy(Path file, OutputStream out) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            in.transferTo(out);
        }
    }
}
