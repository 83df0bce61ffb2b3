package io.jenkins.plugins.mlpipeline.steps.libraries;

import io.jenkins.plugins.mlpipeline.engine.runtime.Artifact;
import java.io.Serializable;

/**
 * A jar on its way to the worker.
 *
 * @param fileName its name
 * @param sha256 64 hexadecimal digits
 * @param bytes its size
 */
record AgentJar(String fileName, String sha256, long bytes) implements Serializable {
    private static final long serialVersionUID = 1L;

    /** A library with the natives of all platforms, as repositories have it. */
    static AgentJar whole(Artifact library) {
        return new AgentJar(library.fileName(), library.sha256(), library.bytes());
    }
}
