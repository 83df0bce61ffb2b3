package io.jenkins.plugins.mlpipeline.engine.monitoring;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Rows by bin as a text, which takes a tenth of what a list of numbers takes to read. */
final class Counts {
    private static final int MOST_DIGITS = 10;

    private Counts() {}

    static String write(long... counts) {
        return Arrays.stream(counts).mapToObj(Long::toString).collect(Collectors.joining(" "));
    }

    /** @throws UserError when the text is not of so many counts */
    static long[] read(String text, int size, String name) {
        String[] parts = text.length() > (long) size * (MOST_DIGITS + 1) ? new String[0] : text.split(" ", -1);
        if (parts.length != size || !Arrays.stream(parts).allMatch(Counts::isCount)) {
            throw new UserError("the state of the watch holds no counts of " + size + " bins for the " + name
                    + ": it was changed, or belongs to another watch. Name another file with --state.");
        }
        return Arrays.stream(parts).mapToLong(Long::parseLong).toArray();
    }

    private static boolean isCount(String text) {
        return !text.isEmpty() && text.length() <= MOST_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    static long sum(long... counts) {
        return Arrays.stream(counts).sum();
    }
}
