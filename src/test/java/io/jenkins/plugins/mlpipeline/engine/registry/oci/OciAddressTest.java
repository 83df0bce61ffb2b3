package io.jenkins.plugins.mlpipeline.engine.registry.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.registry.OciReference;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OciAddressTest {
    private static final String DIGEST = "sha256:" + "a".repeat(64);

    @TempDir
    private Path folder;

    @Test
    void whatPeopleWriteIsTakenApart() {
        assertThat(OciReference.of("registry.example:5000/bank/fraud/scorer:1.2@" + DIGEST))
                .isEqualTo(new OciReference("registry.example:5000", "bank/fraud/scorer", "1.2", DIGEST));
        assertThat(OciReference.of(" localhost/scorer:latest "))
                .isEqualTo(new OciReference("localhost", "scorer", "latest", null));
        assertThat(OciReference.of("[::1]:5000/scorer").registry()).isEqualTo("[::1]:5000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "registry.example/",
                "registry.example/a//b",
                "registry.example/Bank",
                "user:pass@registry.example/a",
                "https://registry.example/a",
                "registry.example/a@sha256:abc",
                "registry.example/a?x=1",
                ""
            })
    void whatNamesNoImageIsSaidSo(String written) {
        assertThatThrownBy(() -> OciReference.of(written))
                .isInstanceOf(UserError.class)
                .hasMessage("\"" + written + "\" names no image of a registry. Write it as"
                        + " registry.example/repository@sha256:<64 hexadecimal digits>, the registry's host first.");
    }

    @Test
    void aRegistryIsAlwaysNamedAndAnImageGivenByItsDigest() {
        assertThatThrownBy(() -> OciReference.of("bank/scorer:1"))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "\"bank/scorer:1\" names no registry: \"bank\" has no dot and no port. Write its host in front, as in"
                                + " registry.example/bank/scorer:1.");
        assertThatThrownBy(() -> OciReference.byDigest("registry.example/bank/scorer:1"))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "\"registry.example/bank/scorer:1\" is no image by digest, and a tag may become another image. Write it"
                                + " as registry.example/bank/scorer@sha256:<64 hexadecimal digits>.");
    }

    @Test
    void addressesHaveTlsButOnThisMachine() {
        assertThat(OciServer.addressOf("registry.example:5000")).isEqualTo(URI.create("https://registry.example:5000"));
        assertThat(OciServer.addressOf("localhost:5000")).isEqualTo(URI.create("http://localhost:5000"));
        assertThat(OciServer.address("https://registry.example/")).isEqualTo(URI.create("https://registry.example"));
        assertThatThrownBy(() -> OciServer.address("http://registry.example"))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "The address of the registry has no TLS (http://), so that passwords could be read on their way. Write"
                                + " https://.");
        assertThatThrownBy(() -> OciServer.address("https://registry.example/v2/"))
                .isInstanceOf(UserError.class)
                .hasMessage("The address of the registry has the path /v2/. Write what stands before /v2/, as in"
                        + " https://registry.example; repositories are named by images.");
    }

    @Test
    void credentialsComeFromVariablesOrFromALogin() throws IOException {
        Map<String, String> given =
                Map.of("ML_PIPELINE_REGISTRY_USERNAME", "gate", "ML_PIPELINE_REGISTRY_PASSWORD", "s3cret");
        assertThat(OciCredentials.of(given, folder, "registry.example"))
                .isEqualTo(new OciCredentials("gate", "s3cret"));
        assertThat(OciCredentials.of(Map.of(), folder, "registry.example")).isNull();
        assertThatThrownBy(() -> OciCredentials.of(
                        Map.of("ML_PIPELINE_REGISTRY_PASSWORD", "s3cret"), folder, "registry.example"))
                .isInstanceOf(UserError.class)
                .hasMessage("ML_PIPELINE_REGISTRY_PASSWORD is given without ML_PIPELINE_REGISTRY_USERNAME. Give both.");

        Path file = folder.resolve("config.json");
        Map<String, String> config = Map.of("DOCKER_CONFIG", folder.toString());
        Files.writeString(
                file,
                "{\"auths\": {\"registry.example\": {\"auth\": \"Z2F0ZTpzOmNyZXQ=\"}}, \"credsStore\": \"desktop\"}");
        assertThat(OciCredentials.of(config, folder, "registry.example"))
                .isEqualTo(new OciCredentials("gate", "s:cret"));
        assertThat(OciCredentials.of(config, folder, "other.example")).isNull();
        Files.writeString(file, "{\"auths\": {\"registry.example\": {}}, \"credsStore\": \"desktop\"}");
        assertThatThrownBy(() -> OciCredentials.of(config, folder, "registry.example"))
                .isInstanceOf(UserError.class)
                .hasMessage(file
                        + ": the login of registry.example is kept by a program (credsStore or credHelpers), which is not"
                        + " asked. Set ML_PIPELINE_REGISTRY_USERNAME and ML_PIPELINE_REGISTRY_PASSWORD.");
        Files.writeString(file, "{\"auths\": {\"registry.example\": {\"auth\": \"???\"}}}");
        assertThatThrownBy(() -> OciCredentials.of(config, folder, "registry.example"))
                .isInstanceOf(UserError.class)
                .hasMessage(file + ": auth of registry.example is no Base64 of USER:PASSWORD. Log in again.");
        assertThat(new OciCredentials("gate", "s3cret")).hasToString("credentials of gate");
    }
}
