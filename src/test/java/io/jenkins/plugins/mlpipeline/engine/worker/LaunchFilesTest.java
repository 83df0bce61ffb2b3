package io.jenkins.plugins.mlpipeline.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaunchFilesTest {
    private static final List<ClassPathEntry> CLASS_PATH = List.of(
            new ClassPathEntry("a".repeat(64), "/a \"b\"/x.jar"), new ClassPathEntry("b".repeat(64), "/c/y.jar"));

    @Test
    void argumentsAreQuotedForJavaAlone() {
        assertThat(LaunchFiles.arguments("/ws@tmp/it's $here", CLASS_PATH, "1g", 2))
                .isEqualTo("""
                -Xmx1g
                -XX:+ExitOnOutOfMemoryError
                -XX:+UseSerialGC
                -XX:-UsePerfData
                "-XX:ErrorFile=/ws@tmp/it's $here/crash.log"
                -XX:InitialRAMPercentage=0.25
                -XX:Tier4InvocationThreshold=50000
                -XX:Tier4MinInvocationThreshold=10000
                -XX:Tier4CompileThreshold=100000
                -XX:Tier4BackEdgeThreshold=400000
                -XX:CompileCommand=quiet
                -XX:CompileCommand=CompileThresholdScaling,sun.security.provider.SHA2::implCompress*,0.02
                -XX:CompileCommand=CompileThresholdScaling,sun.security.provider.DigestBase::implCompress*,0.02
                -XX:ActiveProcessorCount=2
                -Dfile.encoding=UTF-8
                -Djava.awt.headless=true
                "-Djava.io.tmpdir=/ws@tmp/it's $here/tmp"
                -cp
                "/a \\"b\\"/x.jar:/c/y.jar"
                io.jenkins.plugins.mlpipeline.engine.worker.WorkerMain
                "/ws@tmp/it's $here/spec.json"
                "/ws@tmp/it's $here/classpath.list"
                """);
    }

    @Test
    void theScriptEchoesNothingAndQuotesPaths() {
        assertThat(LaunchFiles.shellScript("java", "/ws@tmp/it's $here", 2)).isEqualTo("""
                #!/bin/sh -e
                ulimit -c 0
                export DJL_OFFLINE=true OPT_OUT_TRACKING=true OMP_WAIT_POLICY=passive OMP_NUM_THREADS=2
                export DJL_CACHE_DIR='/ws@tmp/it'\\''s $here/tmp'
                java='java'
                if [ -d "$java" ]; then java=$java/bin/java; fi
                exec "$java" '@/ws@tmp/it'\\''s $here/java.args'
                """);
    }

    @Test
    void anExecutableOfAnyNameAndTheFolderOfAJdkStartIt(@TempDir Path folder) throws Exception {
        Path executable = Files.writeString(folder.resolve("it's java 21"), "#!/bin/sh\necho \"$0 $1\"\n");
        Path jdk = Files.createDirectories(folder.resolve("a jdk/bin"));
        Files.copy(executable, jdk.resolve("java"));
        assertThat(executable.toFile().setExecutable(true)).isTrue();
        assertThat(jdk.resolve("java").toFile().setExecutable(true)).isTrue();

        assertThat(started(executable.toString())).isEqualTo(executable + " @/ws@tmp/w/java.args");
        assertThat(started(jdk.getParent().toString())).isEqualTo(jdk.resolve("java") + " @/ws@tmp/w/java.args");
    }

    private static String started(String java) throws Exception {
        Process process = new ProcessBuilder("/bin/sh", "-c", LaunchFiles.shellScript(java, "/ws@tmp/w", 1))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return output.strip();
    }

    @Test
    void theClassPathIsListedAsSha256sumWritesIt() {
        assertThat(LaunchFiles.classPathList(CLASS_PATH))
                .isEqualTo("a".repeat(64) + "  /a \"b\"/x.jar\n" + "b".repeat(64) + "  /c/y.jar\n");
    }
}
