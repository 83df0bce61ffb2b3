package io.jenkins.plugins.mlpipeline.engine.registry.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.verification.http.Authorization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MlflowCredentialsTest {
    @TempDir
    private Path folder;

    @Test
    void userAndPasswordComeBeforeAToken() {
        Map<String, String> both = Map.of(
                "MLFLOW_TRACKING_USERNAME", "jenkins",
                "MLFLOW_TRACKING_PASSWORD", "s:3",
                "MLFLOW_TRACKING_TOKEN", "t");
        assertThat(MlflowCredentials.header(both)).isEqualTo("Basic amVua2luczpzOjM=");
        assertThat(MlflowCredentials.header(Map.of("MLFLOW_TRACKING_TOKEN", " t0ken\n")))
                .isEqualTo("Bearer t0ken");
        assertThat(MlflowCredentials.header(Map.of())).isNull();
    }

    @Test
    void halfOfThemIsAMistakeThatDoesNotSayTheOther() {
        assertThatThrownBy(() -> MlflowCredentials.header(Map.of("MLFLOW_TRACKING_PASSWORD", "s3cret")))
                .isInstanceOf(UserError.class)
                .hasMessage("MLFLOW_TRACKING_PASSWORD is given without MLFLOW_TRACKING_USERNAME. Give both, or"
                        + " MLFLOW_TRACKING_TOKEN.");
        assertThatThrownBy(() -> MlflowCredentials.header(Map.of("MLFLOW_TRACKING_TOKEN", "a\nb")))
                .isInstanceOf(UserError.class)
                .hasMessage("MLFLOW_TRACKING_TOKEN has a character in it that a token can't have.");
    }

    @Test
    void aFileIsAsMlflowsOwn() throws IOException {
        Path file = Files.writeString(
                folder.resolve("credentials"),
                "[mlflow]\nmlflow_tracking_username = jenkins\nmlflow_tracking_password = a=b\n");
        assertThat(MlflowCredentials.header(file)).isEqualTo(Authorization.basic("jenkins", "a=b"));

        Files.writeString(file, "password: s3cret\n");
        assertThatThrownBy(() -> MlflowCredentials.header(file))
                .isInstanceOf(UserError.class)
                .hasMessage(file
                        + ": has no line mlflow_tracking_username = ... with mlflow_tracking_password = ..., and none"
                        + " mlflow_tracking_token = ... Write one of them.");
    }
}
