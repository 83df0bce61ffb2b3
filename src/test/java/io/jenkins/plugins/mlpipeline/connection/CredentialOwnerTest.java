package io.jenkins.plugins.mlpipeline.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who answers for a cluster: a job with an authority of its own is another one, whatever address it names. */
class CredentialOwnerTest {
    /** Two certificates that every Java brings along. */
    private static List<Certificate> certificates() throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        try (InputStream in =
                Files.newInputStream(Path.of(System.getProperty("java.home"), "lib", "security", "cacerts"))) {
            store.load(in, null);
        }
        List<String> aliases = Collections.list(store.aliases());
        return List.of(store.getCertificate(aliases.get(0)), store.getCertificate(aliases.get(1)));
    }

    private static String pem(Certificate certificate, String lineEnd, String before) throws Exception {
        String body = Base64.getMimeEncoder(64, lineEnd.getBytes(StandardCharsets.US_ASCII))
                .encodeToString(certificate.getEncoded());
        String pem = before + "-----BEGIN CERTIFICATE-----" + lineEnd + body + lineEnd + "-----END CERTIFICATE-----"
                + lineEnd;
        return Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void anAuthorityIsItsCertificatesHoweverTheyAreWritten() throws Exception {
        Certificate one = certificates().get(0);
        Certificate other = certificates().get(1);
        String written = CredentialOwner.authority(pem(one, "\n", ""));

        assertThat(written).matches("sha256:[0-9a-f]{64}");
        assertThat(CredentialOwner.authority(pem(one, "\r\n", "subject: someone\r\n")))
                .isEqualTo(written);
        assertThat(CredentialOwner.authority(pem(other, "\n", ""))).isNotEqualTo(written);
    }

    @Test
    void noAuthorityAndDamagedOnesAreNoOthers() {
        assertThat(CredentialOwner.authority(null)).isEqualTo("of this machine");
        assertThat(CredentialOwner.authority(" ")).isEqualTo("of this machine");
        assertThat(CredentialOwner.authority("bm90IGEgY2VydGlmaWNhdGU=")).startsWith("sha256:");
    }
}
