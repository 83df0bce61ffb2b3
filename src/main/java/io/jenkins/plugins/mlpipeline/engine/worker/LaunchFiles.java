package io.jenkins.plugins.mlpipeline.engine.worker;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The texts that start a worker. The arguments stand in a Java argument file, so that no shell has to quote them; the
 * script has its own first line, so that nothing is echoed into the log.
 */
public final class LaunchFiles {
    /** What to do, for the worker. */
    public static final String SPEC = "spec.json";

    /** The class path with its digests. */
    public static final String CLASS_PATH = "classpath.list";

    /** The arguments of the JVM. */
    public static final String ARGUMENTS = "java.args";

    /** The folder for temporary files of the worker. */
    public static final String TEMPORARY = "tmp";

    /** Where the JVM describes a crash of its own; else it would do so in the workspace. */
    private static final String CRASH = "crash.log";

    private LaunchFiles() {}

    /** The class path as {@code sha256sum} would write it. */
    public static String classPathList(List<ClassPathEntry> entries) {
        return entries.stream().map(e -> e.sha256() + "  " + e.path() + "\n").collect(Collectors.joining());
    }

    /**
     * The argument file.
     *
     * @param directory of the worker, absolute, as its process sees it
     * @param heap as {@code -Xmx} takes it
     */
    public static String arguments(String directory, List<ClassPathEntry> entries, String heap, int threads) {
        String classPath = entries.stream().map(ClassPathEntry::path).collect(Collectors.joining(":"));
        return String.join(
                        "\n",
                        "-Xmx" + heap,
                        "-XX:+ExitOnOutOfMemoryError",
                        "-XX:+UseSerialGC",
                        // It would write to /tmp whatever java.io.tmpdir is.
                        "-XX:-UsePerfData",
                        quoted("-XX:ErrorFile=" + directory + "/" + CRASH),
                        // A small heap at first keeps small work small; compiling at the highest level only what is
                        // really hot
                        // halves the start.
                        "-XX:InitialRAMPercentage=0.25",
                        "-XX:Tier4InvocationThreshold=50000",
                        "-XX:Tier4MinInvocationThreshold=10000",
                        "-XX:Tier4CompileThreshold=100000",
                        "-XX:Tier4BackEdgeThreshold=400000",
                        // But a digest at once, which a processor's own instructions compute as soon as that is
                        // compiled.
                        "-XX:CompileCommand=quiet",
                        "-XX:CompileCommand=CompileThresholdScaling,sun.security.provider.SHA2::implCompress*,0.02",
                        "-XX:CompileCommand=CompileThresholdScaling,sun.security.provider.DigestBase::implCompress*,0.02",
                        "-XX:ActiveProcessorCount=" + threads,
                        "-Dfile.encoding=UTF-8",
                        "-Djava.awt.headless=true",
                        quoted("-Djava.io.tmpdir=" + directory + "/" + TEMPORARY),
                        "-cp",
                        quoted(classPath),
                        WorkerMain.class.getName(),
                        quoted(directory + "/" + SPEC),
                        quoted(directory + "/" + CLASS_PATH))
                + "\n";
    }

    /**
     * The script for a Unix shell.
     *
     * @param java the executable, by any name, or the folder of a JDK; only where it runs can it be told which
     */
    public static String shellScript(String java, String directory, int threads) {
        return "#!/bin/sh -e\n"
                // A crash must not leave the process's memory in the workspace.
                + "ulimit -c 0\n"
                // DJL must neither download nor report anything; idle OpenMP threads must not spin.
                + "export DJL_OFFLINE=true OPT_OUT_TRACKING=true OMP_WAIT_POLICY=passive OMP_NUM_THREADS=" + threads
                + "\n"
                + "export DJL_CACHE_DIR=" + single(directory + "/" + TEMPORARY) + "\n"
                + "java=" + single(java) + "\n"
                + "if [ -d \"$java\" ]; then java=$java/bin/java; fi\n"
                + "exec \"$java\" " + single("@" + directory + "/" + ARGUMENTS) + "\n";
    }

    /** A text between the single quotes of a shell. */
    private static String single(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    /** A text between the quotes of an argument file. */
    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
