package io.jenkins.plugins.mlpipeline.engine.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * Every jar of the worker's class path, with size and SHA-256. The file {@code runtime.lock} beside this class is checked
 * against the libraries that the engine was built and tested with.
 *
 * @param artifacts in class path order
 */
public record RuntimeLock(List<Artifact> artifacts) {
    private static final String RESOURCE = "runtime.lock";

    /** The lock of this version. */
    public static RuntimeLock load() {
        try (InputStream in = RuntimeLock.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is not part of this build");
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(RESOURCE + " cannot be read", e);
        }
    }

    /**
     * Reads a lock: one artifact a line, {@code #} begins a comment.
     *
     * @throws IllegalArgumentException for any other line
     */
    public static RuntimeLock parse(String text) {
        return new RuntimeLock(text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Artifact::parse)
                .toList());
    }

    /** The artifacts of some packs for a kind of machine, in class path order. */
    public List<Artifact> of(Set<Pack> packs, Natives kind) {
        return artifacts.stream()
                .filter(a -> packs.contains(a.pack()) && a.runsOn(kind))
                .toList();
    }
}
