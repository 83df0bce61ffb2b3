package io.jenkins.plugins.mlpipeline.config;

import hudson.util.Secret;
import io.jenkins.plugins.mlpipeline.engine.audit.Envelope;
import io.jenkins.plugins.mlpipeline.engine.audit.SigningKey;

/**
 * What signs the records of a job.
 *
 * @param key the private key in PEM (PKCS #8)
 * @param id what signatures call it; null for nothing
 * @param name what messages call it
 */
public record Signer(Secret key, String id, String name) {
    /** Signs a document of a media type. */
    public Envelope sign(String type, byte[] document) {
        return Envelope.sign(type, document, SigningKey.parse(key.getPlainText(), name), id);
    }

    /** Which key it is, for people. */
    public String sentence() {
        return name + (id == null ? "" : " (" + id + ")");
    }
}
