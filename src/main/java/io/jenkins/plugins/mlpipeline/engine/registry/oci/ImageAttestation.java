package io.jenkins.plugins.mlpipeline.engine.registry.oci;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.audit.Envelope;
import io.jenkins.plugins.mlpipeline.engine.audit.TestResult;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.registry.OciReference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Attaches a signed statement to an image, where <a href="https://github.com/sigstore/cosign">cosign</a> looks for one: as a layer of
 * the image tagged {@code sha256-<hex>.att} in the same repository. What others attached stays.
 */
public final class ImageAttestation {
    private static final String LAYER = "application/vnd.dsse.envelope.v1+json";
    private static final String CONFIG = "application/vnd.oci.image.config.v1+json";
    private static final Set<String> RESULTS = Set.of("PASSED", "WARNED", "FAILED");
    /** What others attached is kept, and written again with ours. */
    private static final int MOST_LAYERS = 500;
    /** Somebody else may attach at the same time; then what is there is read once more. */
    private static final int TRIES = 3;

    private ImageAttestation() {}

    /**
     * A statement that may be attached.
     *
     * @param text the envelope, as it was signed
     * @param digest {@code sha256:<hex>} of the image that it is about
     * @param result {@code PASSED}, {@code WARNED} or {@code FAILED}
     */
    public record Statement(String text, String digest, String result) {
        /**
         * What an envelope holds. Who signed it is for whoever admits images to check.
         *
         * @param text JSON
         * @param name how it is called in messages
         * @throws UserError when it is not signed, or is no verdict
         */
        public static Statement of(String text, String name) {
            JsonNode read = Json.parse(text, JsonNode.class, name);
            if (!read.has("payload") || !read.has("signatures")) {
                throw new UserError(name + ": is not signed, and only a signed statement is attached. Make it with"
                        + " --format in-toto and --sign-key; in Jenkins an administrator sets the key.");
            }
            Envelope envelope = Json.parse(text, Envelope.class, name);
            if (!TestResult.MEDIA_TYPE.equals(envelope.payloadType())) {
                throw new UserError(name + ": is a signed document of another kind. Make one with --format in-toto.");
            }
            TestResult statement;
            try {
                String payload = new String(envelope.content(), StandardCharsets.UTF_8);
                statement = Json.parse(payload, TestResult.class, name);
            } catch (IllegalArgumentException e) {
                throw new UserError(name + ": its payload is no Base64.", e);
            }
            boolean whole = TestResult.PREDICATE.equals(statement.predicateType())
                    && statement.predicate() != null
                    && statement.predicate().result() != null
                    && RESULTS.contains(statement.predicate().result())
                    && statement.subject() != null
                    && statement.subject().size() == 1;
            if (!whole) {
                throw new UserError(
                        name + ": is no statement about the test of one thing. Make one with --format in-toto.");
            }
            return new Statement(
                    text,
                    "sha256:" + statement.subject().get(0).digest().get("sha256"),
                    statement.predicate().result());
        }
    }

    /**
     * What was done.
     *
     * @param image by digest
     * @param tag under which the statements of the image lie
     * @param result of the statement
     * @param added false when the very statement was there already
     */
    public record Attached(String image, String tag, String result, boolean added) {}

    /**
     * Attaches a statement. Done twice it finds what it did the first time.
     *
     * @param image by digest
     * @throws UserError when the statement is about another image, the registry has no such image, or refuses
     */
    public static Attached attach(OciClient registry, OciReference image, Statement statement) throws IOException {
        if (!image.digest().equals(statement.digest())) {
            throw new UserError("the statement is about " + statement.digest() + ", and the image is " + image
                    + ". Nothing was attached. Judge this image, or name the one that was judged.");
        }
        if (registry.manifest(image.repository(), image.digest()).isEmpty()) {
            throw new UserError(registry.server() + " has no image " + image.repository() + "@" + image.digest()
                    + ", or does not let this user see it. Push the image first.");
        }
        byte[] envelope = statement.text().getBytes(StandardCharsets.UTF_8);
        String layer = Digest.ofBytes(envelope);
        String tag = image.digest().replace(':', '-') + ".att";
        List<JsonNode> there = layers(registry, image, tag);
        if (holds(there, layer)) {
            return new Attached(image.toString(), tag, statement.result(), false);
        }
        registry.putBlob(image.repository(), envelope);
        for (int tried = 0; tried < TRIES; tried++) {
            put(registry, image.repository(), tag, there, layer(layer, envelope.length));
            there = layers(registry, image, tag);
            if (holds(there, layer)) {
                return new Attached(image.toString(), tag, statement.result(), true);
            }
        }
        throw new UserError(registry.server() + ": the statement was written to " + image.name() + ":" + tag
                + " and is not there, because somebody else writes to it too. Try again.");
    }

    private static List<JsonNode> layers(OciClient registry, OciReference image, String tag) throws IOException {
        List<JsonNode> layers = new ArrayList<>();
        JsonNode manifest = registry.manifest(image.repository(), tag)
                .map(OciClient.Manifest::tree)
                .orElse(Json.tree(List.of()));
        for (JsonNode layer : manifest.path("layers")) {
            if (!Digest.isDigest(layer.path("digest").asText())) {
                throw new UserError(registry.server() + ": " + image.name() + ":" + tag
                        + " is not what cosign writes, so nothing is added to it. Look what it is, and delete it.");
            }
            layers.add(layer);
        }
        if (layers.size() >= MOST_LAYERS) {
            throw new UserError(registry.server() + ": " + image.name() + ":" + tag + " has " + layers.size()
                    + " statements already. Delete those that nobody needs (cosign clean).");
        }
        return layers;
    }

    private static boolean holds(List<JsonNode> layers, String digest) {
        return layers.stream().anyMatch(l -> digest.equals(l.path("digest").asText()));
    }

    private static ObjectNode layer(String digest, int size) {
        ObjectNode layer = described(LAYER, digest, size);
        layer.putObject("annotations")
                // Cosign asks that it is there; the signature itself is in the envelope.
                .put("dev.cosignproject.cosign/signature", "")
                .put("predicateType", TestResult.PREDICATE);
        return layer;
    }

    private static void put(OciClient registry, String repository, String tag, List<JsonNode> before, ObjectNode layer)
            throws IOException {
        ObjectNode config = JsonNodeFactory.instance.objectNode();
        config.put("architecture", "").put("os", "").putObject("config");
        ArrayNode contents = config.putObject("rootfs").put("type", "layers").putArray("diff_ids");
        ObjectNode manifest = JsonNodeFactory.instance.objectNode();
        manifest.put("schemaVersion", 2).put("mediaType", OciClient.MANIFEST);
        ArrayNode layers = JsonNodeFactory.instance.arrayNode().addAll(before).add(layer);
        layers.forEach(one -> contents.add(one.path("digest").asText()));
        byte[] written = bytes(config);
        registry.putBlob(repository, written);
        manifest.set("config", described(CONFIG, Digest.ofBytes(written), written.length));
        manifest.set("layers", layers);
        registry.putManifest(repository, tag, bytes(manifest));
    }

    private static ObjectNode described(String mediaType, String digest, int size) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("mediaType", mediaType)
                .put("size", size)
                .put("digest", digest);
    }

    private static byte[] bytes(ObjectNode document) {
        return document.toString().getBytes(StandardCharsets.UTF_8);
    }
}
