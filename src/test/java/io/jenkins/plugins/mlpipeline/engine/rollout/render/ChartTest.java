package io.jenkins.plugins.mlpipeline.engine.rollout.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is asked of Helm and made of its answers, with a program in its place that answers as Helm v4.3.2 does; that Helm itself
 * does so, {@code src/test/field/helm.sh} shows.
 */
class ChartTest {
    private static final Capabilities CLUSTER = new Capabilities("v1.37.2", List.of("apps/v1", "apps/v1/Deployment"));
    private static final String CONFIG = """
            ---
            # Source: fraud/templates/settings.yaml
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: settings}
            data: {a: "1"}
            ---
            # Source: fraud/templates/empty.yaml
            # Nothing with these values.
            ---
            # Source: fraud/templates/secret.yaml
            apiVersion: v1
            kind: Secret
            metadata: {name: key}
            stringData: {password: hunter2}
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void files() throws IOException {
        Files.createDirectory(folder.resolve("chart"));
        Files.writeString(folder.resolve("prod.yaml"), "a: 1\n");
        helm("cat all");
        Files.writeString(folder.resolve("all"), CONFIG);
    }

    private void helm(String script) throws IOException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path file = Files.writeString(
                bin.resolve("helm"),
                "#!/bin/sh\nif [ \"$1\" = version ]; then echo v4.3.2+g1234567; exit; fi\nprintf '%s\\n' \"$@\" >>arguments\n"
                        + "echo . >>runs\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Rendering render(Chart chart) {
        return chart.render("bank", CLUSTER, surroundings());
    }

    private Surroundings surroundings() {
        return new Surroundings(folder, Map.of("PATH", folder.resolve("bin") + ":/usr/bin:/bin"));
    }

    private static Chart chart(String... set) {
        return new Chart("chart", "fraud", List.of("prod.yaml"), List.of(set));
    }

    @Test
    void itIsRenderedForTheClusterAndRecorded() throws IOException {
        Rendering rendering = render(chart());
        assertThat(rendering.manifests().stream()
                        .map(m -> m.source() + ": " + m.ref().name()))
                .containsExactly(
                        "fraud/templates/settings.yaml, document 1: settings",
                        "fraud/templates/secret.yaml, document 1: key");
        assertThat(rendering.warnings()).isEmpty();
        assertThat(rendering.rendered().by()).isEqualTo("helm v4.3.2+g1234567");
        assertThat(rendering.rendered().of()).isEqualTo("chart");
        assertThat(rendering.rendered().release()).isEqualTo("fraud");
        assertThat(rendering.rendered().digest()).isEqualTo(Digest.ofText(CONFIG));
        assertThat(rendering.rendered().text())
                .contains("\"password\" : \"***\"", "\"a\" : \"1\"")
                .doesNotContain("hunter2");
        assertThat(Files.readAllLines(folder.resolve("arguments")))
                .startsWith("template", "--namespace=bank", "--include-crds", "--kube-version=v1.37.2")
                .endsWith(
                        "template",
                        "--namespace=bank",
                        "--include-crds",
                        "--no-hooks",
                        "--skip-tests",
                        "--kube-version=v1.37.2",
                        "--api-versions=apps/v1,apps/v1/Deployment",
                        "--values=prod.yaml",
                        "--",
                        "fraud",
                        "chart");
    }

    @Test
    void whatDiffersBetweenTwoRenderingsIsRefused() throws IOException {
        helm("sed \"s/hunter2/$(wc -l <runs)/\" all");
        assertThatThrownBy(() -> render(chart()))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "helm: fraud/templates/secret.yaml renders differently each time (randAlphaNum, now, genCA ...),"
                                + " so that what was seen is not what would be deployed. Give the value by values or set.");
    }

    private void hooked(String hook) throws IOException {
        Files.writeString(folder.resolve("hooked"), CONFIG + """
                ---
                # Source: fraud/templates/migrate.yaml
                apiVersion: batch/v1
                kind: Job
                metadata: {name: migrate, annotations: {"helm.sh/hook": "%s"}}
                """.formatted(hook));
        helm("case \"$*\" in *--no-hooks*) cat all;; *) cat hooked;; esac");
    }

    @Test
    void aHookIsRefused() throws IOException {
        hooked("pre-install,pre-upgrade");
        assertThatThrownBy(() -> render(chart()))
                .isInstanceOf(UserError.class)
                .hasMessage("fraud/templates/migrate.yaml, document 1: job/migrate is a hook of the chart"
                        + " (pre-install,pre-upgrade): nothing here would wait for it or roll it back. Switch it off by the"
                        + " chart's values and deploy what it does as a manifest of its own.");
    }

    @Test
    void aTestIsLeftOutAsByHelmItself() throws IOException {
        hooked("test");
        Rendering rendering = render(chart());
        assertThat(rendering.manifests()).hasSize(2);
        assertThat(rendering.warnings())
                .containsExactly(
                        "fraud/templates/migrate.yaml, document 1: job/migrate is a test of the chart, which is left"
                                + " out: run it after the deployment.");
    }

    @Test
    void aMistypedNameIsSaid() throws IOException {
        helm("case \"$*\" in *--set=image=2*) sed 's/\"1\"/\"2\"/' all;; *) cat all;; esac");
        assertThat(render(chart("image=2", "imge=3")).warnings())
                .containsExactly("helm: set imge changes nothing of what the chart renders; is the name right?");
    }

    @Test
    void mistakesAreSaidBeforeAnythingRuns() {
        refused(
                new Chart("chart", null, List.of(), List.of()),
                "helm: a release is needed: the name that the chart's objects"
                        + " get, of lower-case letters, digits and dashes, at most 53.");
        refused(
                new Chart("chart", "-o", List.of(), List.of()),
                "helm: \"-o\" can't name a release: the name that the chart's"
                        + " objects get, of lower-case letters, digits and dashes, at most 53.");
        refused(
                new Chart("--post-renderer=x", "fraud", List.of(), List.of()),
                "helm: there is no chart --post-renderer=x;"
                        + " name a folder, an archive (.tgz) or a reference that begins with oci://.");
        refused(
                new Chart("chart", "fraud", List.of("gone.yaml"), List.of()),
                "helm: there is no file of values gone.yaml.");
        refused(chart("image"), "helm: \"image\" sets nothing; write it as name=value.");
        assertThat(folder.resolve("runs")).doesNotExist();
    }

    private void refused(Chart chart, String message) {
        assertThatThrownBy(() -> render(chart)).isInstanceOf(UserError.class).hasMessage(message);
    }

    @Test
    void withoutHelmItIsSaidWhatToDo() {
        assertThatThrownBy(() -> chart().render("bank", CLUSTER, new Surroundings(folder, Map.of("PATH", "/nowhere"))))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "helm: there is no helm on the PATH; install it, or render the chart before (helm template) and"
                                + " name what comes of it.");
    }
}
