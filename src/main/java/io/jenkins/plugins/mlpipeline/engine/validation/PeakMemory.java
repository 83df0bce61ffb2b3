package io.jenkins.plugins.mlpipeline.engine.validation;

import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The most memory that this process held at once since {@link #begin}: Linux' {@code VmHWM}, so Java, libraries, model and
 * batches together, as a limit of a container counts them.
 */
final class PeakMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path RESET = Path.of("/proc/self/clear_refs");
    private static final String PEAK = "VmHWM:";
    /** Makes the kernel forget the peak (Linux 4.0, proc(5)). */
    private static final String FORGET = "5";

    private static final long KIBI = 1024;

    private final boolean known;

    private PeakMemory(boolean known) {
        this.known = known;
    }

    /** Begins anew, so that what the process did before does not count. */
    static PeakMemory begin() {
        try {
            Files.writeString(RESET, FORGET);
            return new PeakMemory(true);
        } catch (IOException e) {
            return new PeakMemory(false);
        }
    }

    /** The peak in bytes. */
    MetricValue end() {
        Optional<Long> peak = known ? peak() : Optional.empty();
        return peak.map(bytes -> MetricValue.of(bytes, 1))
                .orElseGet(() -> MetricValue.undefined("this system does not tell a process its own peak memory"));
    }

    private static Optional<Long> peak() {
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith(PEAK))
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIBI)
                    .findFirst();
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }
}
