package io.jenkins.plugins.mlpipeline.engine.runtime;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The kinds of machines that there are native libraries for. */
public enum Natives {
    /** What everything is tested on. */
    LINUX_X86_64(
            "Linux x86-64",
            "linux-x86_64",
            List.of("linux-x64", "linux-x86-64", "linux-x86_64", "linux/x86_64"),
            "lib64/ld-linux-x86-64.so.2"),
    LINUX_AARCH64(
            "Linux ARM64", "linux-aarch64", List.of("linux-aarch64", "linux/aarch64"), "lib/ld-linux-aarch64.so.1"),
    MACOS_AARCH64("macOS ARM64", "osx-aarch64", List.of("osx-aarch64", "darwin-aarch64", "macos/aarch64"), null),
    WINDOWS_X86_64(
            "Windows x86-64", "win-x86_64", List.of("win-x64", "win32-x86-64", "win-x86_64", "windows/x86_64"), null);

    private final String title;
    private final String classifier;
    private final List<String> folders;
    private final String glibc;

    Natives(String title, String classifier, List<String> folders, String glibc) {
        this.title = title;
        this.classifier = classifier;
        this.folders = folders;
        this.glibc = glibc;
    }

    /**
     * The kind of a machine.
     *
     * @param system as Java names it in {@code os.name}, for example {@code Mac OS X}
     * @param architecture as Java names it in {@code os.arch}, for example {@code amd64}
     * @return empty when there are no libraries for it
     */
    public static Optional<Natives> of(String system, String architecture) {
        boolean x86 = architecture.equals("amd64") || architecture.equals("x86_64");
        boolean arm = architecture.equals("aarch64") || architecture.equals("arm64");
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("linux")) {
            return x86 ? Optional.of(LINUX_X86_64) : arm ? Optional.of(LINUX_AARCH64) : Optional.empty();
        }
        if (name.startsWith("mac")) {
            return arm ? Optional.of(MACOS_AARCH64) : Optional.empty();
        }
        return name.startsWith("windows") && x86 ? Optional.of(WINDOWS_X86_64) : Optional.empty();
    }

    /** The kind that a Maven classifier names; empty when it names none. */
    static Optional<Natives> ofClassifier(String classifier) {
        return Arrays.stream(values())
                .filter(kind -> kind.classifier.equals(classifier))
                .findFirst();
    }

    /** As readers know it: {@code Linux x86-64}. */
    public String title() {
        return title;
    }

    /** As PyTorch's libraries in a Maven repository name it. */
    String classifier() {
        return classifier;
    }

    /** Whether a path in a jar, in lower case, leads to a library for this kind. */
    boolean has(String path) {
        return folders.stream().anyMatch(path::contains);
    }

    /** The GNU C library's loader, relative to the root of the file system; null where there is no such library. */
    String glibc() {
        return glibc;
    }
}
