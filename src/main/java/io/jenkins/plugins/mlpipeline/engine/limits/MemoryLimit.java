package io.jenkins.plugins.mlpipeline.engine.limits;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The most memory that a process may hold at once: Java's heap, native libraries, models and all.
 *
 * @param bytes of it, resident
 */
public record MemoryLimit(long bytes) {
    /** What native libraries may take beside the heap when nobody says; with a larger heap, as much as that. */
    static final long NATIVE_ALLOWANCE = 2L << 30;

    /** Below this the JVM and its libraries alone would be over it. */
    static final long LEAST = 256L << 20;

    /** Of the machine's or the container's memory, so that the limit speaks before the kernel ends the process. */
    private static final double SHARE_OF_MACHINE = 0.95;

    private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,6})([mMgG])");

    /**
     * The limit when nobody says: the heap and the same again for native libraries, at least {@link #NATIVE_ALLOWANCE};
     * at most 95 % of what the machine or the container has.
     *
     * @param heap most bytes of Java's heap
     * @param machine bytes of the machine, or of the container when that has fewer; 0 when not known
     */
    public static MemoryLimit standard(long heap, long machine) {
        long wanted = Math.max(heap, Math.min(Long.MAX_VALUE - NATIVE_ALLOWANCE, heap) + NATIVE_ALLOWANCE);
        long twice = heap > Long.MAX_VALUE / 2 ? Long.MAX_VALUE : 2 * heap;
        long most = machine <= 0 ? Long.MAX_VALUE : (long) (machine * SHARE_OF_MACHINE);
        return new MemoryLimit(Math.min(Math.max(wanted, twice), most));
    }

    /**
     * Reads {@code 900m} or {@code 4g}.
     *
     * @param setting what it is called where it was written
     * @throws UserError for anything else, or less than a JVM with its libraries needs
     */
    public static MemoryLimit parse(String setting, String text) {
        Matcher size = SIZE.matcher(text);
        if (!size.matches()) {
            throw new UserError(
                    setting + " is \"" + text + "\"; a number and a unit are expected, for example 900m or 4g.");
        }
        int shift = size.group(2).toLowerCase(Locale.ROOT).equals("g") ? 30 : 20;
        return of(setting, Long.parseLong(size.group(1)) << shift);
    }

    /**
     * A limit in bytes.
     *
     * @param setting what it is called where it was written
     * @throws UserError when it is less than a JVM with its libraries needs
     */
    public static MemoryLimit of(String setting, long bytes) {
        if (bytes < LEAST) {
            throw new UserError(setting + " is " + size(bytes) + "; the program alone needs " + size(LEAST)
                    + ". Give it that or more.");
        }
        return new MemoryLimit(bytes);
    }

    /** An amount of memory for people. */
    public static String size(long bytes) {
        return bytes >= 10L << 30
                ? Math.round(bytes / (double) (1L << 30)) + " GiB"
                : String.format(Locale.ROOT, "%,d MiB", bytes >> 20);
    }
}
