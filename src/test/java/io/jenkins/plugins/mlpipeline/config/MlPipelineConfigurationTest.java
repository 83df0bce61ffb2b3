package io.jenkins.plugins.mlpipeline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.util.FormValidation;
import io.jenkins.plugins.casc.misc.ConfiguredWithCode;
import io.jenkins.plugins.casc.misc.JenkinsConfiguredWithCodeRule;
import io.jenkins.plugins.casc.misc.junit.jupiter.WithJenkinsConfiguredWithCode;
import io.jenkins.plugins.mlpipeline.engine.rollout.DeploymentLimits;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

@WithJenkinsConfiguredWithCode
class MlPipelineConfigurationTest {
    @Test
    @ConfiguredWithCode("configuration-as-code.yaml")
    void everythingIsConfiguredAsCodeAndExported(JenkinsConfiguredWithCodeRule j) throws Exception {
        assertConfigured();

        SettingsForm.roundTrip(j);
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
                        "defaultMemory: \"5g\"",
                        "defaultThreads: 4",
                        "defaultTimeout: 600",
                        "maxDocumentMegabytes: 8",
                        "maxModelMegabytes: 50",
                        "maxOutcomesMegabytes: 7",
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
        assertThat(configuration.getDefaultMemory()).isNull();
        assertThat(configuration.doCheckDefaultMemory("much").getMessage())
                .isEqualTo(
                        "defaultMemory is &quot;much&quot;; a number and a unit are expected, for example 900m or 4g.");
        assertThatThrownBy(() -> configuration.setDefaultMemory("1m"))
                .hasMessage("defaultMemory is 1 MiB; the program alone needs 256 MiB. Give it that or more.");
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
        assertThat(configuration.getDefaultMemory()).isEqualTo("5g");
        assertThat(configuration.getDefaultThreads()).isEqualTo(4);
        assertThat(configuration.getDefaultTimeout()).isEqualTo(600);
        assertThat(configuration.getMaxModelMegabytes()).isEqualTo(50);
        assertThat(configuration.getMaxDocumentMegabytes()).isEqualTo(8);
        assertThat(configuration.getMaxOutcomesMegabytes()).isEqualTo(7);
        assertThat(configuration.getPolicies())
                .extracting(p -> p.getFolder() + ": " + p.getGates().replace("\r", ""))
                .containsExactly(
                        "bank: accuracy(decide=lowerBound)>=0.9\n{metric: recall, min: 0.5}", ": accuracy>=0.6");
        assertThat(configuration.getDeploymentRules())
                .extracting(DeploymentRule::read)
                .containsExactly(
                        new DeploymentLimits.Rule("", List.of("default"), List.of(), List.of(), "PIPELINE", List.of()),
                        new DeploymentLimits.Rule(
                                "bank",
                                List.of("default", "CronJob.batch"),
                                List.of("bank-*"),
                                List.of("bank-prod"),
                                "IMAGE",
                                List.of("labels.txt"),
                                List.of("Certificate.cert-manager.io ready=Ready"),
                                "gated"));
    }
}
