package io.jenkins.plugins.mlpipeline.engine.registry.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.audit.Envelope;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.registry.OciReference;
import io.jenkins.plugins.mlpipeline.engine.registry.oci.ImageAttestation.Attached;
import io.jenkins.plugins.mlpipeline.engine.registry.oci.ImageAttestation.Statement;
import io.jenkins.plugins.mlpipeline.engine.verification.http.Clients;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ImageAttestationTest {
    private static final String REPOSITORY = "bank/scorer";
    private static final OciCredentials WRITER = new OciCredentials("gate", "w:rite");
    private static final OciCredentials READER = new OciCredentials("guest", "read");

    private MadeUpRegistry registry;
    private OciReference image;

    @BeforeEach
    void anImageIsThere() throws IOException {
        registry = new MadeUpRegistry();
        image = OciReference.byDigest(registry.host() + "/" + REPOSITORY + "@" + registry.image(REPOSITORY));
    }

    @AfterEach
    void end() {
        registry.close();
    }

    @Test
    void aStatementLiesWhereCosignLooksForIt() throws Exception {
        Statement statement = statement(image.digest(), "PASSED");

        Attached attached = ImageAttestation.attach(client(null), image, statement);

        String tag = "sha256-" + Digest.hex(image.digest()) + ".att";
        assertThat(attached).isEqualTo(new Attached(image.toString(), tag, "PASSED", true));
        JsonNode manifest = manifest(tag);
        JsonNode layer = manifest.path("layers").get(0);
        assertThat(layer.path("mediaType").asText()).isEqualTo("application/vnd.dsse.envelope.v1+json");
        assertThat(layer.path("annotations").toString())
                .isEqualTo("{\"dev.cosignproject.cosign/signature\":\"\",\"predicateType\":"
                        + "\"https://in-toto.io/attestation/test-result/v0.1\"}");
        assertThat(new String(registry.blobs.get(layer.path("digest").asText()), StandardCharsets.UTF_8))
                .isEqualTo(statement.text());
        JsonNode config = Json.parse(
                new String(registry.blobs.get(manifest.at("/config/digest").asText()), StandardCharsets.UTF_8),
                JsonNode.class,
                "config");
        assertThat(config.at("/rootfs/diff_ids/0").asText())
                .isEqualTo(layer.path("digest").asText());
    }

    @Test
    void whatOthersAttachedStaysAndTheSameStatementIsThereOnce() throws Exception {
        Statement first = statement(image.digest(), "PASSED");
        Statement second = statement(image.digest(), "WARNED");
        ImageAttestation.attach(client(null), image, first);

        assertThat(ImageAttestation.attach(client(null), image, second).added()).isTrue();
        assertThat(ImageAttestation.attach(client(null), image, first).added()).isFalse();

        String tag = "sha256-" + Digest.hex(image.digest()) + ".att";
        assertThat(manifest(tag).path("layers"))
                .extracting(l -> l.path("digest").asText())
                .containsExactly(Digest.ofText(first.text()), Digest.ofText(second.text()));
    }

    @Test
    void whoAsksIsSaidByAPasswordOrByATokenAsTheRegistryWants() throws Exception {
        registry.writer = WRITER.basic();
        registry.reader = READER.basic();
        for (boolean tokens : List.of(false, true)) {
            registry.tokens = tokens;
            assertThat(ImageAttestation.attach(client(WRITER), image, statement(image.digest(), "PASSED"))
                            .added())
                    .isEqualTo(!tokens);
            assertRefused(
                    client(READER),
                    "the registry HOST does not let this user do that (bank/scorer@DIGEST, status 403). Check the credentials"
                            + " and what they may do.");
        }
    }

    @Test
    void whoMayNotIsTold() throws Exception {
        registry.writer = WRITER.basic();
        String in =
                "the registry HOST does not let this user in (bank/scorer@IMAGE, status 401). Check the credentials and what"
                        + " they may do.";
        assertRefused(client(null), in);
        assertRefused(client(new OciCredentials("gate", "wrong")), in);
        registry.tokens = true;
        assertRefused(
                client(new OciCredentials("gate", "wrong")),
                "the registry HOST does not let this user in (its tokens, status 401). Check the credentials and what they may"
                        + " do.");
    }

    @Test
    void aStatementAboutAnotherImageAndAnImageThatIsNotThereAreRefused() throws Exception {
        String other = "sha256:" + "b".repeat(64);
        Statement about = statement(other, "PASSED");
        assertThatThrownBy(() -> ImageAttestation.attach(client(null), image, about))
                .isInstanceOf(UserError.class)
                .hasMessage("the statement is about " + other + ", and the image is " + image
                        + ". Nothing was attached. Judge this image, or name the one that was judged.");
        OciReference absent = OciReference.byDigest(registry.host() + "/bank/other@" + other);
        assertThatThrownBy(() -> ImageAttestation.attach(client(null), absent, about))
                .isInstanceOf(UserError.class)
                .hasMessage("the registry " + registry.host() + " has no image bank/other@" + other
                        + ", or does not let this user see it. Push the image first.");
        assertThat(registry.blobs).isEmpty();
    }

    @Test
    void aRegistryThatSendsBytesOrPasswordsElsewhereIsNotFollowed() throws Exception {
        registry.faults.put("POST /v2/bank/scorer/blobs/uploads/", exchange -> {
            exchange.getResponseHeaders().set("Location", "https://attacker.example/upload");
            MadeUpRegistry.say(exchange, 202, "");
        });
        assertRefused(
                client(null),
                "the registry HOST wants the bytes of bank/scorer@DIGEST at https://attacker.example/upload, which is not at"
                        + " itself. They, and the credentials, are not sent there.");
        registry.faults.clear();
        registry.faults.put("GET /v2/bank/scorer/manifests/" + image.digest(), exchange -> {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer realm=\"http://attacker.example/token\"");
            MadeUpRegistry.say(exchange, 401, "");
        });
        assertRefused(
                client(WRITER),
                "the registry HOST sends for a token over a connection without TLS, where the password could be read. Check the"
                        + " registry's settings.");
    }

    @Test
    void bytesOfAnotherDigestAreNoImage() throws Exception {
        registry.manifests.put(REPOSITORY + "@" + image.digest(), "{}".getBytes(StandardCharsets.UTF_8));
        assertRefused(
                client(null),
                "the registry HOST: what it sends for bank/scorer@IMAGE is " + Digest.ofText("{}")
                        + ". Somebody or something changed it; nothing was done.");
    }

    @Test
    void aTagThatIsSomethingElseIsLeftAlone() throws Exception {
        String tag = "sha256-" + Digest.hex(image.digest()) + ".att";
        registry.manifests.put(
                REPOSITORY + ":" + tag, "{\"layers\": [{\"digest\": \"x\"}]}".getBytes(StandardCharsets.UTF_8));
        assertRefused(
                client(null),
                "the registry HOST: HOST/bank/scorer:" + tag
                        + " is not what cosign writes, so nothing is added to it. Look what it"
                        + " is, and delete it.");
    }

    @Test
    void onlyASignedVerdictIsAStatement() throws Exception {
        String plain = Json.write(tree(image.digest(), "PASSED"));
        assertThatThrownBy(() -> Statement.of(plain, "verdict.json"))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "verdict.json: is not signed, and only a signed statement is attached. Make it with --format in-toto"
                                + " and --sign-key; in Jenkins an administrator sets the key.");
        String audit = Json.write(Envelope.sign("application/json", new byte[] {'{', '}'}, key().getPrivate(), null));
        assertThatThrownBy(() -> Statement.of(audit, "audit.json"))
                .isInstanceOf(UserError.class)
                .hasMessage("audit.json: is a signed document of another kind. Make one with --format in-toto.");
    }

    private void assertRefused(OciClient client, String message) throws Exception {
        Statement statement = statement(image.digest(), "FAILED");
        assertThatThrownBy(() -> ImageAttestation.attach(client, image, statement))
                .isInstanceOf(UserError.class)
                .hasMessage(message.replace("HOST", registry.host())
                        .replace("IMAGE", image.digest())
                        .replace("DIGEST", Digest.ofText(statement.text())));
    }

    private OciClient client(OciCredentials credentials) {
        OciServer server = new OciServer(OciServer.addressOf(registry.host()), credentials);
        return new OciClient(server, Clients.standard().build(), Duration.ofSeconds(30));
    }

    private JsonNode manifest(String tag) {
        return Json.parse(
                new String(registry.manifests.get(REPOSITORY + ":" + tag), StandardCharsets.UTF_8),
                JsonNode.class,
                tag);
    }

    private static KeyPair key() throws NoSuchAlgorithmException {
        return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }

    private static ObjectNode tree(String digest, String result) {
        ObjectNode statement = JsonNodeFactory.instance.objectNode();
        statement.put("_type", "https://in-toto.io/Statement/v1");
        statement.putArray("subject").addObject().putObject("digest").put("sha256", Digest.hex(digest));
        statement.put("predicateType", "https://in-toto.io/attestation/test-result/v0.1");
        statement.putObject("predicate").put("result", result);
        return statement;
    }

    private static final KeyPair KEY;

    static {
        try {
            KEY = key();
        } catch (NoSuchAlgorithmException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static Statement statement(String digest, String result) {
        byte[] payload = tree(digest, result).toString().getBytes(StandardCharsets.UTF_8);
        Envelope signed = Envelope.sign("application/vnd.in-toto+json", payload, KEY.getPrivate(), null);
        return Statement.of(Json.write(signed), "verdict.json");
    }
}
