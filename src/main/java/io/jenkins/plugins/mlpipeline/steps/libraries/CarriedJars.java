package io.jenkins.plugins.mlpipeline.steps.libraries;

import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.runtime.JarStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Jars that the plugin carries as resources: Maven's resolver. A jar within a jar is on nobody's class path; the controller
 * only hands them on.
 */
final class CarriedJars {
    /** What the resolver's process needs beside the engine. */
    private static final List<String> RESOLVER = List.of(
            "context.jar", "standalone-static-uber.jar", "slf4j-api.jar", "slf4j-nop.jar", "commons-logging.jar");

    private CarriedJars() {}

    /** The jars of the resolver's class path, put into a store. */
    static List<AgentJar> resolver(JarStore store) throws IOException {
        List<AgentJar> jars = new ArrayList<>();
        for (String name : RESOLVER) {
            jars.add(jar(name, store));
        }
        return jars;
    }

    private static AgentJar jar(String name, JarStore store) throws IOException {
        try (InputStream resource = CarriedJars.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IOException(name + " is not part of this build");
            }
            byte[] bytes = resource.readAllBytes();
            String sha = Digest.hex(Digest.ofBytes(bytes));
            if (store.find(name, sha, bytes.length).isEmpty()) {
                store.put(name, sha, new ByteArrayInputStream(bytes), "the plugin");
            }
            return new AgentJar(name, sha, bytes.length);
        }
    }
}
