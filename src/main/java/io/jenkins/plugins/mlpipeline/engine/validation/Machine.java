package io.jenkins.plugins.mlpipeline.engine.validation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Describes what a validation ran on. */
final class Machine {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    private Machine() {}

    /**
     * Java, operating system, processor and threads.
     *
     * @param engines versions of what ran the model; may be empty
     */
    static Map<String, String> describe(Map<String, String> engines, int threads) {
        Map<String, String> described = new LinkedHashMap<>();
        described.put("java", System.getProperty("java.version"));
        described.putAll(engines);
        described.put(
                "os",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        described.put("cpu", processor());
        described.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        described.put("threads", Integer.toString(threads));
        return described;
    }

    private static String processor() {
        if (Files.isReadable(CPU_INFO)) {
            try (Stream<String> lines = Files.lines(CPU_INFO)) {
                return lines.filter(l -> l.startsWith("model name") && l.contains(":"))
                        .map(l -> l.substring(l.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse(System.getProperty("os.arch"));
            } catch (IOException e) {
                return System.getProperty("os.arch");
            }
        }
        return System.getProperty("os.arch");
    }
}
