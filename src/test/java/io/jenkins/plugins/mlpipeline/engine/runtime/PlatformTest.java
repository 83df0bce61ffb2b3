package io.jenkins.plugins.mlpipeline.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformTest {
    @TempDir
    private Path folder;

    @Test
    void linuxWithGlibcIsSupported() throws IOException {
        Files.createDirectories(folder.resolve("lib64"));
        Files.createFile(folder.resolve("lib64/ld-linux-x86-64.so.2"));

        assertThatCode(() -> Platform.of("Linux", "amd64", folder).requireSupported())
                .doesNotThrowAnyException();
    }

    @Test
    void glibcMayLieElsewhereWhenThisProcessRunsOnIt() throws IOException {
        Path maps = Files.createDirectories(folder.resolve("proc/self")).resolve("maps");
        Files.writeString(maps, "7f00-7f01 r-xp 00000000 fe:00 1   /nix/store/x-glibc-2.40/lib/libc.so.6\n");

        assertThatCode(() -> Platform.of("Linux", "aarch64", folder).requireSupported())
                .doesNotThrowAnyException();
        Files.writeString(maps, "7f00-7f01 r-xp 00000000 fe:00 1   /lib/ld-musl-aarch64.so.1\n");
        assertThatThrownBy(() -> Platform.of("Linux", "aarch64", folder).requireSupported())
                .hasMessageStartingWith("This machine has no glibc");
    }

    @Test
    void alpineIsToldWhatToUse() {
        assertThatThrownBy(() -> Platform.of("Linux", "amd64", folder).requireSupported())
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "This machine has no glibc (Alpine and other musl systems); ONNX Runtime, XGBoost and PyTorch"
                                + " need it. Use an image with glibc, for example a Debian one.");
    }

    @ParameterizedTest
    @CsvSource({
        "Linux,amd64,LINUX_X86_64",
        "Linux,aarch64,LINUX_AARCH64",
        "Mac OS X,aarch64,MACOS_AARCH64",
        "Windows 11,amd64,WINDOWS_X86_64",
        "Windows Server 2022,amd64,WINDOWS_X86_64",
        "Mac OS X,x86_64,",
        "Windows 11,aarch64,",
        "Linux,s390x,",
        "Linux,arm,",
        "FreeBSD,amd64,",
    })
    void aMachineHasTheLibrariesOfItsKind(String system, String architecture, Natives kind) {
        assertThat(Natives.of(system, architecture)).isEqualTo(Optional.ofNullable(kind));
    }

    @Test
    void whereThereIsNoOtherCLibraryNoneIsAskedFor() {
        assertThatCode(() -> Platform.of("Mac OS X", "aarch64", folder).requireSupported())
                .doesNotThrowAnyException();
        assertThatCode(() -> Platform.of("Windows 11", "amd64", folder).requireSupported())
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> Platform.of("Linux", "aarch64", folder).requireSupported())
                .hasMessageStartingWith("This machine has no glibc (Alpine and other musl systems);");
    }

    @Test
    void otherPlatformsAreNamed() {
        assertThatThrownBy(() -> Platform.of("Mac OS X", "x86_64", folder).requireSupported())
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "This machine is Mac OS X on x86_64; models are trained and validated on Linux x86-64, Linux"
                                + " ARM64, macOS ARM64, Windows x86-64. Use a machine of these kinds.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "libgomp.so.1: cannot open shared object file: No such file or directory | libgomp.so.1 is missing on this machine. Install the package libgomp1 (Debian, Ubuntu) or libgomp (Fedora, Red Hat).",
                "libfoo.so.3: cannot open shared object file | libfoo.so.3 is missing on this machine. Install the package that has it.",
                "/lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.28' not found (required by x) | This machine's C or C++ library is too old: GLIBC_2.28 is needed. Use a system of 2019 or newer (glibc 2.28).",
                "x.so: failed to map segment from shared object | The folder for temporary files is mounted noexec, and native libraries are unpacked there. Mount the agent's workspace without noexec.",
            })
    void theLinkersWordsBecomeASentence(String linker, String sentence) {
        Throwable wrapped = new IllegalStateException("engine", new UnsatisfiedLinkError("/tmp/x.so: " + linker));

        assertThat(LinkProblems.explain(wrapped)).contains(sentence);
    }

    @Test
    void otherFailuresAreNotTheMachines() {
        assertThat(LinkProblems.explain(new IllegalStateException("no"))).isEmpty();
    }

    @Test
    void aCutJarHasTheNativesOfOneKindAlone() throws IOException {
        Path jar = folder.resolve("whole.jar");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (String name : new String[] {
                "a/B.class",
                "ai/onnxruntime/native/linux-x64/libonnxruntime.so",
                "ai/onnxruntime/native/linux-aarch64/libonnxruntime.so",
                "ai/onnxruntime/native/osx-x64/libonnxruntime.dylib",
                "ai/onnxruntime/native/osx-aarch64/libonnxruntime.dylib",
                "ai/onnxruntime/native/osx-aarch64/libonnxruntime.dylib.dSYM/Contents/Info.plist",
                "ai/onnxruntime/native/osx-aarch64/libonnxruntime.dylib.dSYM/Contents/Resources/DWARF/libonnxruntime.dylib",
                "ai/onnxruntime/native/win-x64/onnxruntime.dll",
                "lib/linux/x86_64/libxgboost4j.so",
                "lib/linux/aarch64/libxgboost4j.so",
                "lib/macos/aarch64/libxgboost4j.dylib",
                "lib/windows/x86_64/xgboost4j.dll",
                "com/sun/jna/darwin-aarch64/libjnidispatch.jnilib",
                "com/sun/jna/win32-x86-64/jnidispatch.dll",
                "com/sun/jna/linux-x86-64/libjnidispatch.so",
                "com/sun/jna/linux-x86/libjnidispatch.so",
                "jnilib/linux-x86_64/cpu/libdjl_torch.so",
                "jnilib/linux-x86_64/cu128/libdjl_torch.so",
            }) {
                out.putNextEntry(new ZipEntry(name));
                out.write(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
                out.closeEntry();
            }
        }
        Path once = folder.resolve("once.jar");
        Path twice = folder.resolve("twice.jar");

        assertThat(PlatformCut.cut(jar, Natives.LINUX_X86_64, once)).isTrue();
        assertThat(PlatformCut.cut(jar, Natives.LINUX_X86_64, twice)).isTrue();

        assertThat(names(once))
                .containsExactly(
                        "a/B.class",
                        "ai/onnxruntime/native/linux-x64/libonnxruntime.so",
                        "com/sun/jna/linux-x86-64/libjnidispatch.so",
                        "jnilib/linux-x86_64/cpu/libdjl_torch.so",
                        "lib/linux/x86_64/libxgboost4j.so");
        assertThat(once).hasSameBinaryContentAs(twice);
        assertThat(PlatformCut.cut(once, Natives.LINUX_X86_64, folder.resolve("again.jar")))
                .isFalse();
        assertThat(cut(jar, Natives.LINUX_AARCH64))
                .containsExactly(
                        "a/B.class",
                        "ai/onnxruntime/native/linux-aarch64/libonnxruntime.so",
                        "lib/linux/aarch64/libxgboost4j.so");
        assertThat(cut(jar, Natives.MACOS_AARCH64))
                .containsExactly(
                        "a/B.class",
                        "ai/onnxruntime/native/osx-aarch64/libonnxruntime.dylib",
                        "com/sun/jna/darwin-aarch64/libjnidispatch.jnilib",
                        "lib/macos/aarch64/libxgboost4j.dylib");
        assertThat(cut(jar, Natives.WINDOWS_X86_64))
                .containsExactly(
                        "a/B.class",
                        "ai/onnxruntime/native/win-x64/onnxruntime.dll",
                        "com/sun/jna/win32-x86-64/jnidispatch.dll",
                        "lib/windows/x86_64/xgboost4j.dll");
    }

    private TreeSet<String> cut(Path jar, Natives kind) throws IOException {
        Path cut = folder.resolve(kind + ".jar");
        assertThat(PlatformCut.cut(jar, kind, cut)).isTrue();
        return names(cut);
    }

    private static TreeSet<String> names(Path jar) throws IOException {
        TreeSet<String> names = new TreeSet<>();
        try (JarFile cut = new JarFile(jar.toFile())) {
            cut.stream().forEach(e -> names.add(e.getName()));
        }
        return names;
    }

    @Test
    void aTemporaryFolderThatRunsProgramsPasses() {
        assertThatCode(() -> NativePreflight.check(folder)).doesNotThrowAnyException();
    }
}
