package io.jenkins.plugins.mlpipeline.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.misc.ConfiguredWithCode;
import io.jenkins.plugins.casc.misc.JenkinsConfiguredWithCodeRule;
import io.jenkins.plugins.casc.misc.junit.jupiter.WithJenkinsConfiguredWithCode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.MockFolder;

@WithJenkinsConfiguredWithCode
class IncidentConfigurationTest {
    @Test
    @ConfiguredWithCode("incidents-as-code.yaml")
    void everythingIsConfiguredAsCodeAndExportedAndFollowsItsFolder(JenkinsConfiguredWithCodeRule j) throws Exception {
        IncidentConfiguration configuration = IncidentConfiguration.get();
        assertThat(configuration.getCredentialsId()).isEqualTo("alertmanager");
        IncidentRoute route = configuration.route("fraud").orElseThrow();
        assertThat(route.getTarget()).isEqualTo("bank/deployment/fraud");
        assertThat(route.getLabels()).isEqualTo("alertname=FraudErrors\nnamespace=bank");
        assertThat(route.getMostPerHour()).isEqualTo(2);
        assertThat(route.serves("ops/respond")).isTrue();
        assertThat(route.serves("opsx")).isFalse();

        ByteArrayOutputStream exported = new ByteArrayOutputStream();
        ConfigurationAsCode.get().export(exported);
        assertThat(exported.toString(StandardCharsets.UTF_8))
                .contains("mlIncidents:", "target: \"bank/deployment/fraud\"", "folder: \"ops\"", "mostPerHour: 2");

        MockFolder folder = j.createFolder("ops");
        folder.renameTo("on-call");
        assertThat(configuration.route("fraud").orElseThrow().getFolder()).isEqualTo("on-call");
        assertThat(configuration.route("fraud").orElseThrow().getMostPerHour()).isEqualTo(2);
    }

    @Test
    void nobodyReportsAlertsUnlessItIsConfigured(JenkinsConfiguredWithCodeRule j) {
        assertThat(IncidentConfiguration.get().getCredentialsId()).isNull();
        assertThat(IncidentConfiguration.get().getRoutes()).isEmpty();
    }
}
