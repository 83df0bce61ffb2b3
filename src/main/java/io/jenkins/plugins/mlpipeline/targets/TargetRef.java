package io.jenkins.plugins.mlpipeline.targets;

import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import java.util.Locale;

/**
 * Names a workload.
 *
 * @param cluster address of the API server
 * @param namespace its namespace
 * @param kind for example {@code Deployment}
 * @param name its name
 */
public record TargetRef(String cluster, String namespace, String kind, String name) {
    private static final int ID_LENGTH = 16;

    /** Names a file and a page: hexadecimal digits. */
    public String id() {
        return Digest.hex(Digest.ofText(cluster + "\n" + namespace + "\n" + kind + "\n" + name))
                .substring(0, ID_LENGTH);
    }

    /** For people. */
    public String label() {
        return kind.toLowerCase(Locale.ROOT) + "/" + name + " in namespace " + namespace;
    }
}
