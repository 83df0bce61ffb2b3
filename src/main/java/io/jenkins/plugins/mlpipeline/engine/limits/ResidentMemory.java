package io.jenkins.plugins.mlpipeline.engine.limits;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** What this process holds in memory, as Linux counts it, and what there is. */
final class ResidentMemory {
    /** In kibibytes, unlike {@code statm}, whose pages have 4 to 64 of them. */
    private static final String RESIDENT = "VmRSS:";

    private static final int KIBIBYTE = 1024;

    private final Path status;

    /** @param status {@code /proc/self/status}, or what a test has in its place */
    ResidentMemory(Path status) {
        this.status = status;
    }

    /** This process. */
    static ResidentMemory ofThisProcess() {
        return new ResidentMemory(Path.of("/proc/self/status"));
    }

    /** Bytes; empty where the system does not say. */
    OptionalLong bytes() {
        String text;
        try {
            text = Files.readString(status, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return OptionalLong.empty();
        }
        int at = text.indexOf(RESIDENT);
        if (at < 0) {
            return OptionalLong.empty();
        }
        long kibibytes = 0;
        boolean begun = false;
        for (int i = at + RESIDENT.length(); i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                kibibytes = kibibytes * 10 + c - '0';
                begun = true;
            } else if (begun) {
                return OptionalLong.of(kibibytes * KIBIBYTE);
            }
        }
        return OptionalLong.empty();
    }

    /** Bytes of the machine, or of the container when that has fewer; 0 when Java does not know. */
    static long ofMachine() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : 0;
    }
}
