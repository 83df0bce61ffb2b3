package io.jenkins.plugins.mlpipeline.engine.rollout.binding;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.PackageFiles;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.ObjectRef;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The content of a file that an object brings. Of a Secret nothing is kept but digests.
 *
 * @param digest {@code sha256:<hex>}
 * @param model whether its name, or where it stands, says that it is a model
 * @param text whether it is text: UTF-8 without control characters but tabs and ends of lines
 * @param manifest its text if it may be the {@code model.json} of a package, else empty
 */
record Content(String digest, boolean model, boolean text, String manifest) {
    private static final Pattern MODEL_FILE = Pattern.compile(".*\\.(onnx|pt|bin|model)");

    /** The files of a ConfigMap or Secret by key; empty for another kind. */
    static Optional<Map<String, Content>> of(JsonNode object) {
        String kind = object.path("kind").asText();
        boolean core = object.path("apiVersion").asText().equals("v1");
        if (!core || !(kind.equals("ConfigMap") || kind.equals("Secret"))) {
            return Optional.empty();
        }
        boolean secret = kind.equals("Secret");
        Map<String, Content> files = new TreeMap<>();
        String bytesField = secret ? "data" : "binaryData";
        for (var entry : object.path(bytesField).properties()) {
            byte[] bytes = decoded(object, bytesField, entry.getKey(), entry.getValue());
            boolean json = !secret && entry.getKey().endsWith(".json");
            files.put(entry.getKey(), of(entry.getKey(), bytes, json));
        }
        for (var entry : object.path(secret ? "stringData" : "data").properties()) {
            byte[] bytes = entry.getValue().asText().getBytes(StandardCharsets.UTF_8);
            files.put(entry.getKey(), of(entry.getKey(), bytes, false));
        }
        return Optional.of(files);
    }

    private static byte[] decoded(JsonNode object, String field, String key, JsonNode value) {
        try {
            return Base64.getMimeDecoder().decode(value.asText());
        } catch (IllegalArgumentException e) {
            throw new UserError(ObjectRef.of(object).label() + ": " + field + "." + key + " is not Base64.", e);
        }
    }

    private static Content of(String key, byte[] bytes, boolean model) {
        Optional<String> text = text(bytes);
        return new Content(
                Digest.ofBytes(bytes),
                model
                        || key.equals(PackageFiles.MANIFEST)
                        || MODEL_FILE.matcher(key).matches(),
                text.isPresent(),
                key.equals(PackageFiles.MANIFEST) ? text.orElse("") : "");
    }

    private static Optional<String> text(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            boolean plain = text.chars().allMatch(c -> c >= ' ' && c != 0x7f || c == '\t' || c == '\n' || c == '\r');
            return plain ? Optional.of(text) : Optional.empty();
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
