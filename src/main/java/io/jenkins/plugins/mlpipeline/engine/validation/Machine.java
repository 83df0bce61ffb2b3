package io.jenkins.plugins.mlpipeline.engine.validation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Describes what a validation ran on. */
final class Machine {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    private static final Path MEMORY_INFO = Path.of("/proc/meminfo");
    private static final long GIBI_IN_KIBI = 1 << 20;

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
        memory().ifPresent(memory -> described.put("memory", memory));
        described.put("threads", Integer.toString(threads));
        return described;
    }

    /** The machine in a few words: {@code 4 processors, AMD EPYC 7B13, 16 GiB}. */
    static String name() {
        int processors = Runtime.getRuntime().availableProcessors();
        return processors
                + (processors == 1 ? " processor, " : " processors, ")
                + processor()
                + memory().map(gibi -> ", " + gibi).orElse("");
    }

    private static Optional<String> memory() {
        if (!Files.isReadable(MEMORY_INFO)) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(MEMORY_INFO)) {
            return lines.filter(l -> l.startsWith("MemTotal:"))
                    .map(l -> Math.round(Long.parseLong(l.replaceAll("\\D", "")) / (double) GIBI_IN_KIBI) + " GiB")
                    .findFirst();
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
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
