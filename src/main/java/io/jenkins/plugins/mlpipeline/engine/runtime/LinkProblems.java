package io.jenkins.plugins.mlpipeline.engine.runtime;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns what the dynamic linker says into one sentence with a way out. */
public final class LinkProblems {
    private static final Pattern MISSING =
            Pattern.compile("(?<![A-Za-z0-9_+.-])(lib[A-Za-z0-9_+.-]+\\.so[0-9.]*): cannot open shared object file");
    private static final Pattern VERSION = Pattern.compile("version [`'](GLIBC(?:XX)?_[0-9.]+)' not found");
    private static final Pattern NOEXEC = Pattern.compile("failed to map segment from shared object");
    /** Libraries by the beginning of their classes' names. */
    private static final Map<String, String> LIBRARIES = Map.of(
            "ai.djl.pytorch", "PyTorch",
            "ai.onnxruntime", "OnnxRuntime",
            "ml.dmlc.xgboost4j", "XGBoost");

    private static final Map<String, String> PACKAGES = Map.of(
            "libgomp.so.1", "libgomp1 (Debian, Ubuntu) or libgomp (Fedora, Red Hat)",
            "libstdc++.so.6", "libstdc++6 (Debian, Ubuntu) or libstdc++ (Fedora, Red Hat)");

    private LinkProblems() {}

    /** What is wrong with this machine, if that is the cause of a failure. */
    public static Optional<String> explain(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 20; depth++, cause = cause.getCause()) {
            Optional<String> sentence =
                    explain(String.valueOf(cause.getMessage())).or(missingJar(cause));
            if (sentence.isPresent()) {
                return sentence;
            }
        }
        return Optional.empty();
    }

    /** A class of a library that is not there, or a library that has no code for this platform. */
    private static Supplier<Optional<String>> missingJar(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        boolean noClass = failure instanceof NoClassDefFoundError || failure instanceof ClassNotFoundException;
        String name = message.replace('/', '.');
        Optional<String> library = LIBRARIES.entrySet().stream()
                .filter(entry -> noClass && name.contains(entry.getKey())
                        || message.startsWith("Deep learning engine not found: " + entry.getValue()))
                .map(Map.Entry::getValue)
                .findFirst();
        if (library.isPresent()) {
            return () -> library.map(missing -> "The library " + missing
                    + " is missing: its jar is not where this program was started from. Copy the whole folder of the command"
                    + " line anew; on an agent name a folder that has all libraries.");
        }
        return () -> failure instanceof UnsatisfiedLinkError || message.startsWith("Failed to load")
                ? Optional.of("A native library can't be loaded: " + firstLine(message)
                        + ". It is damaged, or made for another kind of machine than " + System.getProperty("os.name")
                        + " on " + System.getProperty("os.arch") + ", or there is no room to unpack it in "
                        + System.getProperty("java.io.tmpdir") + ". Bring the libraries anew, or free space there.")
                : Optional.empty();
    }

    private static String firstLine(String message) {
        String line = message.lines().findFirst().orElse("");
        return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    }

    private static Optional<String> explain(String message) {
        if (message.contains("Failed to construct locale")) {
            return Optional.of(
                    "The locale en_US.UTF-8 is missing on this machine, which models of texts need. Install it"
                            + " (Debian, Ubuntu: locales, then locale-gen en_US.UTF-8).");
        }
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
            return Optional.of(NativePreflight.NOEXEC);
        }
        return Optional.empty();
    }
}
