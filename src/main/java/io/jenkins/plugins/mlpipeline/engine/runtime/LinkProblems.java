package io.jenkins.plugins.mlpipeline.engine.runtime;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns what the dynamic linker says into one sentence with a way out. */
public final class LinkProblems {
    private static final Pattern MISSING =
            Pattern.compile("(?<![A-Za-z0-9_+.-])(lib[A-Za-z0-9_+.-]+\\.so[0-9.]*): cannot open shared object file");
    private static final Pattern VERSION = Pattern.compile("version [`'](GLIBC(?:XX)?_[0-9.]+)' not found");
    private static final Pattern NOEXEC = Pattern.compile("failed to map segment from shared object");
    private static final Map<String, String> PACKAGES = Map.of(
            "libgomp.so.1", "libgomp1 (Debian, Ubuntu) or libgomp (Fedora, Red Hat)",
            "libstdc++.so.6", "libstdc++6 (Debian, Ubuntu) or libstdc++ (Fedora, Red Hat)");

    private LinkProblems() {}

    /** What is wrong with this machine, if that is the cause of a failure. */
    public static Optional<String> explain(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 20; depth++, cause = cause.getCause()) {
            Optional<String> sentence = explain(String.valueOf(cause.getMessage()));
            if (sentence.isPresent()) {
                return sentence;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> explain(String message) {
        Matcher missing = MISSING.matcher(message);
        if (missing.find()) {
            String library = missing.group(1);
            String named = PACKAGES.get(library);
            return Optional.of(library + " is missing on this machine. Install "
                    + (named == null ? "the package that has it." : "the package " + named + "."));
        }
        Matcher version = VERSION.matcher(message);
        if (version.find()) {
            return Optional.of("This machine's C or C++ library is too old: " + version.group(1)
                    + " is needed. Use a system of 2019 or newer (glibc 2.28).");
        }
        if (NOEXEC.matcher(message).find()) {
            return Optional.of(Preflight.NOEXEC);
        }
        return Optional.empty();
    }
}
