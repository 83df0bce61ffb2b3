package io.jenkins.plugins.mlpipeline.engine.model.predict;

import com.sun.jna.Library;
import com.sun.jna.Native;
import io.jenkins.plugins.mlpipeline.engine.io.TemporaryFolder;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * ONNX Runtime's operators of texts ask for the locale {@code en_US.UTF-8}, which minimal systems lack; they have {@code C.utf8},
 * which cases letters in the same way. A folder that has it under the wanted name is made known to the C library, so that nobody
 * needs to install anything.
 */
final class TextLocale {
    private static final String WANTED = "en_US.UTF-8";
    private static final String FOLDERS = "LOCPATH";
    private static final String LOCALES = "usr/lib/locale";
    private static final List<String> PRESENT = List.of("C.utf8", "C.UTF-8");

    private TextLocale() {}

    /** What is asked of the C library. */
    private interface C extends Library {
        /** Sets a variable of the environment of this process; 0 when it did. */
        int setenv(String name, String value, int overwrite);

        /** A variable of the environment as it is now, which is not what Java saw when it started. */
        String getenv(String name);
    }

    /** Whether a failure is the lack of the locale. */
    static boolean isMissing(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).contains("Failed to construct locale");
    }

    private static Optional<Path> present() {
        for (Path root : FileSystems.getDefault().getRootDirectories()) {
            for (String name : PRESENT) {
                Path folder = root.resolve(LOCALES).resolve(name);
                if (Files.isDirectory(folder)) {
                    return Optional.of(folder);
                }
            }
        }
        return Optional.empty();
    }

    /** Makes the locale known; false where that is not possible. */
    static synchronized boolean provide() {
        boolean linux = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux");
        Optional<Path> present = present();
        if (!linux || present.isEmpty() || System.getenv(FOLDERS) != null) {
            return false;
        }
        C library = Native.load("c", C.class);
        if (library.getenv(FOLDERS) != null) {
            return true;
        }
        try {
            // It is looked at whenever such an operator runs, so that it stays until the process ends.
            TemporaryFolder folder =
                    TemporaryFolder.in(Path.of(System.getProperty("java.io.tmpdir")), "ml-pipeline-locale");
            Runtime.getRuntime().addShutdownHook(new Thread(folder::close));
            Files.createSymbolicLink(folder.folder().resolve(WANTED), present.get());
            return library.setenv(FOLDERS, folder.folder().toString(), 1) == 0;
        } catch (IOException e) {
            // What the model's own failure says is the better message.
            return false;
        }
    }
}
