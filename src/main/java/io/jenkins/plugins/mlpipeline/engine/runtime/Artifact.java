package io.jenkins.plugins.mlpipeline.engine.runtime;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A jar of a Maven repository that is known to the byte.
 *
 * @param pack the set that it belongs to
 * @param classifier null when there is none
 * @param bytes its size
 * @param sha256 64 lower-case hexadecimal digits
 */
public record Artifact(
        Pack pack, String group, String name, String version, String classifier, long bytes, String sha256) {
    private static final String WORD = "[A-Za-z0-9][A-Za-z0-9._-]*";
    private static final Pattern LINE =
            Pattern.compile("(base|pytorch) (W):(W):(W)(?::(W))? ([1-9][0-9]{0,11}) ([0-9a-f]{64})".replace("W", WORD));

    /**
     * Reads a line of {@code runtime.lock}: {@code pack group:name:version[:classifier] bytes sha256}.
     *
     * @throws IllegalArgumentException when it is not one
     */
    public static Artifact parse(String line) {
        Matcher m = LINE.matcher(line);
        if (!m.matches()) {
            throw new IllegalArgumentException("not a line of runtime.lock: " + line);
        }
        return new Artifact(
                Pack.valueOf(m.group(1).toUpperCase(Locale.ROOT)),
                m.group(2),
                m.group(3),
                m.group(4),
                m.group(5),
                Long.parseLong(m.group(6)),
                m.group(7));
    }

    /** Whether it is of use on a kind of machine: it names that kind, or none. */
    boolean runsOn(Natives kind) {
        return Natives.ofClassifier(classifier).map(kind::equals).orElse(true);
    }

    /** {@code group:name:version[:classifier]}. */
    public String coordinates() {
        return group + ":" + name + ":" + version + (classifier == null ? "" : ":" + classifier);
    }

    /** The jar's name in a repository and in a folder of libraries. */
    public String fileName() {
        return name + "-" + version + (classifier == null ? "" : "-" + classifier) + ".jar";
    }

    /** Where a Maven repository has it, relative to its root. */
    public String repositoryPath() {
        return group.replace('.', '/') + "/" + name + "/" + version + "/" + fileName();
    }

    @Override
    public String toString() {
        return pack.key() + " " + coordinates() + " " + bytes + " " + sha256;
    }
}
