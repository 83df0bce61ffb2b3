package io.jenkins.plugins.mlpipeline.engine.rollout.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a program made manifests of.
 *
 * @param by the program with its version
 * @param of what it was given: a folder, an archive, a reference
 * @param release a Helm chart's release, or {@code null}
 * @param digest of all that the program wrote
 * @param text the objects as JSON documents, values of Secrets as {@code ***}
 */
public record Rendered(String by, String of, String release, String digest, String text) implements Serializable {
    /**
     * Remembers a rendering.
     *
     * @param written all that the program wrote
     * @param manifests the objects in it
     */
    public static Rendered of(String by, String of, String release, String written, List<Manifest> manifests) {
        String text = manifests.stream()
                .map(m -> Json.write(shown(m)))
                .map(String::strip)
                .collect(Collectors.joining("\n---\n", "", "\n"));
        return new Rendered(by, of, release, Digest.ofText(written), text);
    }

    private static ObjectNode shown(Manifest manifest) {
        if (!manifest.ref().secret()) {
            return manifest.object();
        }
        ObjectNode shown = manifest.object().deepCopy();
        for (String part : List.of("data", "stringData")) {
            if (shown.get(part) instanceof ObjectNode values) {
                values.properties().forEach(value -> values.put(value.getKey(), "***"));
            }
        }
        return shown;
    }
}
