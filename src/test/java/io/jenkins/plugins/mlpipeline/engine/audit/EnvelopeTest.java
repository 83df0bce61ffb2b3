package io.jenkins.plugins.mlpipeline.engine.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against securesystemslib (audit_golden.py). */
class EnvelopeTest {
    private static final Path FOLDER = Path.of("src/test/resources/io/jenkins/plugins/mlpipeline/engine/audit");

    @TempDir
    private Path folder;

    private final JsonNode golden;
    private final byte[] payload;
    private final String type;

    EnvelopeTest() throws IOException {
        golden = Json.readTree(FOLDER.resolve("golden.json"));
        payload = golden.get("payload").asText().getBytes(StandardCharsets.UTF_8);
        type = golden.get("type").asText();
    }

    private Envelope envelope(String key) {
        return Json.convert(golden.get("envelopes").get(key), Envelope.class, key);
    }

    private static Path key(String name) {
        return FOLDER.resolve(name + ".pem");
    }

    @Test
    void whatIsSignedIsThePreAuthenticationEncoding() {
        assertThat(new String(Envelope.encoded(type, payload), StandardCharsets.UTF_8))
                .isEqualTo(golden.get("pae").asText());
    }

    @Test
    void ed25519SignsAsSecuresystemslibDoes() throws IOException {
        Envelope theirs = envelope("ed25519");
        assertThat(Envelope.sign(
                        type,
                        payload,
                        SigningKey.read(key("ed25519")),
                        theirs.signatures().get(0).keyid()))
                .isEqualTo(theirs);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "p256", "p384"})
    void signaturesOfSecuresystemslibAreAcceptedAndChangedOnesAreNot(String key) throws IOException {
        Envelope theirs = envelope(key);
        assertThat(theirs.isSignedBy(SigningKey.readPublic(key(key + ".pub")))).isTrue();
        assertThat(theirs.content()).isEqualTo(payload);

        String other = Base64.getEncoder().encodeToString("{}".getBytes(StandardCharsets.UTF_8));
        assertThat(new Envelope(type, other, theirs.signatures()).isSignedBy(SigningKey.readPublic(key(key + ".pub"))))
                .isFalse();
        assertThat(new Envelope("text/plain", theirs.payload(), theirs.signatures())
                        .isSignedBy(SigningKey.readPublic(key(key + ".pub"))))
                .isFalse();
        for (String wrong : List.of("ed25519", "p256", "p384")) {
            assertThat(theirs.isSignedBy(SigningKey.readPublic(key(wrong + ".pub"))))
                    .isEqualTo(wrong.equals(key));
        }
        for (String sig : List.of("", "AAAA", "%", other)) {
            assertThat(new Envelope(type, theirs.payload(), List.of(new Envelope.Signed(null, sig)))
                            .isSignedBy(SigningKey.readPublic(key(key + ".pub"))))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "p256", "p384"})
    void oneOfSeveralSignaturesIsEnough(String key) throws IOException {
        Envelope ours = Envelope.sign(type, payload, SigningKey.read(key(key)), null);
        assertThat(ours.signatures().get(0).keyid()).isEmpty();
        Envelope both = new Envelope(
                type,
                ours.payload(),
                List.of(new Envelope.Signed("x", "AAAA"), ours.signatures().get(0)));
        assertThat(both.isSignedBy(SigningKey.readPublic(key(key + ".pub")))).isTrue();
    }

    @Test
    void envelopesWithHolesAreRefused() {
        ObjectNode none = golden.get("envelopes").get("p256").deepCopy();
        none.putArray("signatures");
        assertThatThrownBy(() -> Json.convert(none, Envelope.class, "record.json"))
                .isInstanceOf(UserError.class)
                .hasMessage("record.json: an envelope has payloadType, payload and signatures.");
        ObjectNode empty = golden.get("envelopes").get("p256").deepCopy();
        ((ObjectNode) empty.get("signatures").get(0)).remove("sig");
        assertThatThrownBy(() -> Json.convert(empty, Envelope.class, "record.json"))
                .hasMessage("record.json: an envelope has 1 to 100 signatures with a sig each.");
    }

    @Test
    void keysThatAreNotTakenSaySo() throws IOException {
        assertRefused(
                key("p521"),
                " is not an Ed25519 key, nor one on P-256 or P-384. Make one with \"openssl genpkey"
                        + " -algorithm ed25519\".");
        assertRefused(
                key("p256.pub"),
                " holds \"public key\"; \"private key\" is expected. Convert it with \"openssl pkcs8 -topk8 -nocrypt\".");
        assertThatThrownBy(() -> SigningKey.readPublic(key("p256")))
                .hasMessage(key("p256")
                        + ": holds \"private key\"; \"public key\" is expected. Take it from the private key"
                        + " with \"openssl pkey -pubout\".");
        assertRefused(
                Files.writeString(folder.resolve("text"), "secret"),
                " is not in PEM; a file with \"-----BEGIN PRIVATE KEY-----\" is expected.");
        assertRefused(folder.resolve("none"), " there is no such file.");
        Path damaged = Files.writeString(
                folder.resolve("damaged"), Files.readString(key("p256")).replaceFirst("\n[A-Za-z0-9+/]{20}", "\n"));
        assertRefused(
                damaged,
                " is not an Ed25519 key, nor one on P-256 or P-384. Make one with \"openssl genpkey"
                        + " -algorithm ed25519\".");
    }

    private static void assertRefused(Path file, String reason) {
        assertThatThrownBy(() -> SigningKey.read(file))
                .isInstanceOf(UserError.class)
                .hasMessage(file + ":" + reason);
    }
}
