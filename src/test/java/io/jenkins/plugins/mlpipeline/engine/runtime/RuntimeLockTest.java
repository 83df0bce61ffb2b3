package io.jenkins.plugins.mlpipeline.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The lock names exactly what the engine was built and tested with. */
class RuntimeLockTest {
    /** Libraries of the command line, the rollout and the tests, which no worker loads. */
    private static final Pattern NOT_THE_WORKERS =
            Pattern.compile("/(info/picocli|io/fabric8|com/squareup|org/jetbrains"
                    + "|org/snakeyaml|com/fasterxml/jackson/(datatype|dataformat)|com/tngtech|org/assertj|net/bytebuddy|com/networknt"
                    + "|com/ethlo|de/siegmar|org/cyclonedx|org/junit|org/opentest4j|org/apiguardian|org/jspecify|org/hamcrest|org/apache/maven|eu/maveniverse"
                    + "|org/apache/spark|org/scala-lang)/");

    private final List<Path> classPath = Arrays.stream(
                    System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> entry.endsWith(".jar"))
            .map(Path::of)
            .toList();

    @Test
    void everyArtifactOfTheLockIsWhatTheEngineIsBuiltWith() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Artifact artifact : RuntimeLock.load()
                .of(EnumSet.allOf(Pack.class), Platform.current().natives().orElseThrow())) {
            Path jar = classPath.stream()
                    .filter(p -> unix(p).endsWith("/" + artifact.repositoryPath()))
                    .findFirst()
                    .orElse(null);
            if (jar == null) {
                wrong.add(artifact.coordinates() + " is not on the class path");
            } else if (Files.size(jar) != artifact.bytes()
                    || !Digest.ofFile(jar).equals("sha256:" + artifact.sha256())) {
                wrong.add(artifact.coordinates() + " should be " + Files.size(jar) + " "
                        + Digest.hex(Digest.ofFile(jar)));
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyLibraryOfTheEngineIsInTheLockOrKnownNotToBeTheWorkers() {
        List<String> locked =
                RuntimeLock.load().artifacts().stream().map(Artifact::fileName).toList();
        assertThat(classPath)
                .filteredOn(jar -> !locked.contains(jar.getFileName().toString()))
                .allMatch(jar ->
                        NOT_THE_WORKERS.matcher(unix(jar)).find() || unix(jar).contains("/surefire"));
    }

    @Test
    void treesNeedNoPyTorch() {
        List<Artifact> base = RuntimeLock.load().of(EnumSet.of(Pack.BASE), Natives.LINUX_X86_64);

        assertThat(base).noneMatch(a -> a.group().equals("ai.djl.pytorch"));
        assertThat(base)
                .anyMatch(a -> a.name().equals("onnxruntime"))
                .anyMatch(a -> a.name().equals("xgboost4j_2.12"));
    }

    @ParameterizedTest
    @EnumSource(Natives.class)
    void eachKindOfMachineHasPyTorchsLibrariesOfItsOwnAndAllElseInCommon(Natives kind) {
        RuntimeLock lock = RuntimeLock.load();

        assertThat(lock.of(EnumSet.of(Pack.PYTORCH), kind))
                .extracting(Artifact::name, Artifact::classifier)
                .containsExactly(
                        tuple("pytorch-engine", null),
                        tuple("pytorch-jni", null),
                        tuple("pytorch-native-cpu", kind.classifier()));
        assertThat(lock.of(EnumSet.of(Pack.BASE), kind))
                .isEqualTo(lock.of(EnumSet.of(Pack.BASE), Natives.LINUX_X86_64));
    }

    /** The jars with libraries for several kinds, which the engine is built with, have them for each kind. */
    @ParameterizedTest
    @EnumSource(Natives.class)
    void everyJarWithNativeLibrariesHasThemForEachKind(Natives kind) throws IOException {
        List<String> without = new ArrayList<>();
        for (String name : List.of("onnxruntime-", "xgboost4j_", "jna-", "pytorch-jni-")) {
            Path jar = classPath.stream()
                    .filter(p -> p.getFileName().toString().matches(name + "[0-9].*"))
                    .findFirst()
                    .orElseThrow();
            try (JarFile file = new JarFile(jar.toFile())) {
                boolean has = file.stream()
                        .map(e -> e.getName().toLowerCase(Locale.ROOT))
                        .anyMatch(e -> kind.has(e) && e.matches(".*\\.(so|dylib|jnilib|dll)"));
                if (!has) {
                    without.add(name);
                }
            }
        }
        assertThat(without).isEmpty();
    }

    @Test
    void aLineSaysWhereARepositoryHasTheJar() {
        Artifact artifact = Artifact.parse(
                "pytorch ai.djl.pytorch:pytorch-native-cpu:2.7.1:linux-x86_64 12 " + "0123456789abcdef".repeat(4));

        assertThat(artifact.fileName()).isEqualTo("pytorch-native-cpu-2.7.1-linux-x86_64.jar");
        assertThat(artifact.repositoryPath())
                .isEqualTo("ai/djl/pytorch/pytorch-native-cpu/2.7.1/pytorch-native-cpu-2.7.1-linux-x86_64.jar");
        assertThat(Artifact.parse(artifact.toString())).isEqualTo(artifact);
    }

    @Test
    void aLineThatIsNoneIsRefused() {
        assertThatThrownBy(() -> RuntimeLock.parse("# comment\nbase a:b:1 12 ../../etc/passwd\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a line of runtime.lock: base a:b:1 12 ../../etc/passwd");
    }

    private static String unix(Path path) {
        return path.toString().replace('\\', '/');
    }
}
