package io.jenkins.plugins.mlpipeline.engine.audit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Base64;
import java.util.List;

/**
 * A signed document: DSSE, the Dead Simple Signing Envelope of the Secure Systems Lab, version 1.
 *
 * @param payloadType media type of the document
 * @param payload the document's bytes, Base64
 * @param signatures at least one
 */
public record Envelope(String payloadType, String payload, List<Signed> signatures) {
    private static final String VERSION = "DSSEv1";
    private static final int MOST_SIGNATURES = 100;

    public Envelope {
        if (payloadType == null || payload == null || signatures == null || signatures.isEmpty()) {
            throw new IllegalArgumentException("an envelope has payloadType, payload and signatures");
        }
        signatures = List.copyOf(signatures);
        if (signatures.size() > MOST_SIGNATURES || signatures.stream().anyMatch(s -> s.sig() == null)) {
            throw new IllegalArgumentException(
                    "an envelope has 1 to " + MOST_SIGNATURES + " signatures with a sig each");
        }
    }

    /**
     * A signature.
     *
     * @param keyid names the key, which proves nothing; empty or null when it has no name
     * @param sig Base64
     */
    public record Signed(String keyid, String sig) {}

    /**
     * Signs a document.
     *
     * @param payload its bytes
     * @param keyId names the key; null for none
     */
    public static Envelope sign(String payloadType, byte[] payload, PrivateKey key, String keyId) {
        try {
            Signature signature = SigningKey.signature(key);
            signature.initSign(key);
            signature.update(encoded(payloadType, payload));
            Base64.Encoder base64 = Base64.getEncoder();
            return new Envelope(
                    payloadType,
                    base64.encodeToString(payload),
                    List.of(new Signed(keyId == null ? "" : keyId, base64.encodeToString(signature.sign()))));
        } catch (InvalidKeyException | SignatureException e) {
            throw new IllegalStateException("a key that was checked can't sign", e);
        }
    }

    /** The document's bytes; {@link IllegalArgumentException} when they are not Base64. */
    public byte[] content() {
        return decoded(payload);
    }

    /** Whether one of the signatures is by the key. */
    public boolean isSignedBy(PublicKey key) {
        byte[] signed = encoded(payloadType, content());
        return signatures.stream().anyMatch(s -> verifies(key, signed, s.sig()));
    }

    private static boolean verifies(PublicKey key, byte[] signed, String sig) {
        try {
            Signature signature = SigningKey.signature(key);
            signature.initVerify(key);
            signature.update(signed);
            return signature.verify(decoded(sig));
        } catch (InvalidKeyException | SignatureException | IllegalArgumentException e) {
            // A signature of another algorithm or a damaged one is none by this key.
            return false;
        }
    }

    /** Base64 in the standard or the URL-safe alphabet, as the protocol allows. */
    private static byte[] decoded(String base64) {
        return (base64.contains("-") || base64.contains("_") ? Base64.getUrlDecoder() : Base64.getDecoder())
                .decode(base64);
    }

    /** What is signed: the pre-authentication encoding. */
    static byte[] encoded(String type, byte[] payload) {
        byte[] name = type.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes((VERSION + " " + name.length + " ").getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(name);
        out.writeBytes((" " + payload.length + " ").getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(payload);
        return out.toByteArray();
    }
}
