package io.jenkins.plugins.mlpipeline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.util.FormValidation;
import io.jenkins.plugins.casc.misc.ConfiguredWithCode;
import io.jenkins.plugins.casc.misc.JenkinsConfiguredWithCodeRule;
import io.jenkins.plugins.casc.misc.junit.jupiter.WithJenkinsConfiguredWithCode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

@WithJenkinsConfiguredWithCode
class MlPipelineConfigurationTest {
    @Test
    @ConfiguredWithCode("configuration-as-code.yaml")
    void everythingIsConfiguredAsCodeAndExported(JenkinsConfiguredWithCodeRule j) throws Exception {
        assertConfigured();

        j.configRoundtrip();
        assertConfigured();

        ByteArrayOutputStream exported = new ByteArrayOutputStream();
        io.jenkins.plugins.casc.ConfigurationAsCode.get().export(exported);
        assertThat(exported.toString(StandardCharsets.UTF_8))
                .contains(
                        "mlPipeline:",
                        "allowTorchscript: true",
                        "allowUngated: true",
                        "- \"bank-prod\"",
                        "- \"team/sandbox\"",
                        "defaultHeap: \"3g\"",
                        "defaultThreads: 4",
                        "defaultTimeout: 600",
                        "maxDocumentMegabytes: 8",
                        "maxModelMegabytes: 50",
                        "repositoryUrl: \"https://repo.example.com/maven-central\"",
                        "runtimeDirectory: \"/opt/ml-pipeline/lib\"");
    }

    @Test
    void whatIsNotConfiguredIsSafe(JenkinsConfiguredWithCodeRule j) {
        MlPipelineConfiguration configuration = MlPipelineConfiguration.get();

        assertThat(configuration.isAllowTorchscript()).isFalse();
        assertThat(configuration.isAllowUngated()).isFalse();
        assertThat(configuration.getDeploymentClouds()).isEmpty();
        assertThat(configuration.getUngatedFolders()).isEmpty();
        assertThat(configuration.getRepositoryUrl()).isNull();
        assertThat(configuration.getRuntimeDirectory()).isNull();
        assertThat(configuration.getMaxModelMegabytes()).isEqualTo(500);
        assertThatThrownBy(() -> configuration.setRepositoryUrl("file:///etc"))
                .hasMessage("The repository \"file:///etc\" is no address; it begins with https:// (or http://).");
        assertThat(configuration.doCheckDefaultHeap("much").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(configuration.doCheckRepositoryUrl("https://repo.example.com").kind)
                .isEqualTo(FormValidation.Kind.OK);
    }

    private static void assertConfigured() {
        MlPipelineConfiguration configuration = MlPipelineConfiguration.get();
        assertThat(configuration.getRuntimeDirectory()).isEqualTo("/opt/ml-pipeline/lib");
        assertThat(configuration.getRepositoryUrl()).isEqualTo("https://repo.example.com/maven-central");
        assertThat(configuration.isAllowTorchscript()).isTrue();
        assertThat(configuration.isAllowUngated()).isTrue();
        assertThat(configuration.getDeploymentClouds()).containsExactly("bank-prod", "bank-test");
        assertThat(configuration.getUngatedFolders()).containsExactly("team/sandbox");
        assertThat(configuration.getDefaultHeap()).isEqualTo("3g");
        assertThat(configuration.getDefaultThreads()).isEqualTo(4);
        assertThat(configuration.getDefaultTimeout()).isEqualTo(600);
        assertThat(configuration.getMaxModelMegabytes()).isEqualTo(50);
        assertThat(configuration.getMaxDocumentMegabytes()).isEqualTo(8);
    }
}
