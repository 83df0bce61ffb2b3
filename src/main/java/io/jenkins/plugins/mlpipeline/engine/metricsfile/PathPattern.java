package io.jenkins.plugins.mlpipeline.engine.metricsfile;

import java.util.Arrays;

/** A pattern of paths as in Ant: {@code *} and {@code ?} within a name, {@code **} for any folders, none included. */
final class PathPattern {
    private static final String ANY_FOLDERS = "**";

    private final String[] names;

    PathPattern(String pattern) {
        this.names = pattern.split("/");
    }

    /** Whether a path fits, in time that grows with the product of both lengths. */
    boolean fits(String path) {
        String[] parts = path.split("/");
        boolean[] fits = new boolean[parts.length + 1];
        fits[0] = true;
        for (String name : names) {
            boolean[] next = new boolean[fits.length];
            if (name.equals(ANY_FOLDERS)) {
                boolean before = false;
                for (int i = 0; i < fits.length; i++) {
                    before |= fits[i];
                    next[i] = before;
                }
            } else {
                for (int i = 0; i < parts.length; i++) {
                    next[i + 1] = fits[i] && fits(name, parts[i]);
                }
            }
            fits = next;
        }
        return fits[parts.length];
    }

    private static boolean fits(String pattern, String name) {
        boolean[] fits = new boolean[name.length() + 1];
        fits[0] = true;
        for (int p = 0; p < pattern.length(); p++) {
            char c = pattern.charAt(p);
            boolean[] next = new boolean[fits.length];
            for (int i = 0; i < fits.length; i++) {
                next[i] = c == '*'
                        ? fits[i] || i > 0 && next[i - 1]
                        : i > 0 && fits[i - 1] && (c == '?' || c == name.charAt(i - 1));
            }
            fits = next;
        }
        return fits[name.length()];
    }

    /** The folder below which everything is that fits; empty for the folder that paths are relative to. */
    String folder() {
        int fixed = 0;
        while (fixed < names.length - 1 && names[fixed].chars().noneMatch(c -> c == '*' || c == '?')) {
            fixed++;
        }
        return String.join("/", Arrays.asList(names).subList(0, fixed));
    }
}
