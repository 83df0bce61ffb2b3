package io.jenkins.plugins.mlpipeline.engine.rollout.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders of kustomize, rendered by the kustomize or kubectl of this machine. */
class KustomizationTest {
    @TempDir
    private Path folder;

    private Surroundings surroundings;

    @BeforeEach
    void overlay() throws IOException {
        surroundings = new Surroundings(folder, System.getenv());
        Path base = Files.createDirectories(folder.resolve("base"));
        Files.writeString(base.resolve("kustomization.yaml"), "resources: [settings.yaml]\n");
        Files.writeString(base.resolve("settings.yaml"), """
                {apiVersion: v1, kind: ConfigMap, metadata: {name: settings}, data: {a: "1"}}
                """);
        Path prod = Files.createDirectories(folder.resolve("overlays/prod"));
        Files.writeString(prod.resolve("kustomization.yaml"), "resources: [../../base]\nnamePrefix: prod-\n");
    }

    private void needsProgram() {
        assumeTrue(
                Program.find("kustomize", surroundings).isPresent()
                        || Program.find("kubectl", surroundings).isPresent(),
                "needs kustomize or kubectl on the PATH");
    }

    @Test
    void anOverlayIsRendered() {
        needsProgram();
        Rendering rendering = Kustomization.render("overlays/prod", surroundings);
        assertThat(rendering.manifests().stream()
                        .map(m -> m.source() + ": " + m.ref().name()))
                .containsExactly("overlays/prod (kustomize), document 1: prod-settings");
        assertThat(rendering.rendered().by()).matches("kustomize .*|kubectl kustomize, Kustomize Version: v.*");
        assertThat(rendering.rendered().of()).isEqualTo("overlays/prod");
        assertThat(rendering.rendered().digest()).startsWith("sha256:");
    }

    @Test
    void itsOwnErrorIsSaid() throws IOException {
        needsProgram();
        Files.writeString(folder.resolve("overlays/prod/kustomization.yaml"), "resources: [gone.yaml]\n");
        assertThatThrownBy(() -> Kustomization.render("overlays/prod", surroundings))
                .isInstanceOf(UserError.class)
                .hasMessageMatching("(?s)(kustomize build|kubectl kustomize) ended with exit code 1: .*gone.yaml.*");
    }

    @Test
    void aFolderWithoutAKustomizationIsRefused() {
        assertThatThrownBy(() -> Kustomization.render("https://example.test/repo", surroundings))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "kustomize: https://example.test/repo is no folder with a kustomization.yaml; name the folder of an"
                                + " overlay.");
    }

    @Test
    void withoutAProgramItIsSaidWhatToDo() {
        assertThatThrownBy(() ->
                        Kustomization.render("overlays/prod", new Surroundings(folder, Map.of("PATH", "/nowhere"))))
                .hasMessage(
                        "kustomize: there is neither kustomize nor kubectl on the PATH; install one of them, or render the"
                                + " folder before and name what comes of it.");
    }
}
