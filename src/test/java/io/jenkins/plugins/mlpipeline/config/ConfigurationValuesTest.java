package io.jenkins.plugins.mlpipeline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.ExtensionList;
import hudson.util.FormValidation;
import io.jenkins.plugins.mlpipeline.engine.rollout.DeploymentLimits;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockFolder;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What the administrator types and writes: what is stored, and what is refused. One controller for all. */
@WithJenkins
class ConfigurationValuesTest {
    private static JenkinsRule j;

    @BeforeAll
    static void start(JenkinsRule rule) {
        j = rule;
    }

    @Test
    void aLimitThatCannotHoldIsNotTurnedIntoAnother() {
        MlPipelineConfiguration configuration = MlPipelineConfiguration.get();
        int before = configuration.getMaxDocumentMegabytes();

        assertThatThrownBy(() -> configuration.setMaxDocumentMegabytes(65))
                .hasMessage("maxDocumentMegabytes is 65; at most 64 MiB of a document can be read.");
        assertThatThrownBy(() -> configuration.setDefaultThreads(0))
                .hasMessage("defaultThreads is 0; a whole number of at least 1 is expected.");
        assertThatThrownBy(() -> configuration.setDefaultTimeout(-1))
                .hasMessage("defaultTimeout is -1; a whole number of at least 1 is expected.");
        assertThatThrownBy(() -> configuration.setMaxModelMegabytes(0))
                .hasMessage("maxModelMegabytes is 0; a whole number of at least 1 is expected.");
        assertThat(configuration.getMaxDocumentMegabytes()).isEqualTo(before);
    }

    @Test
    void aPolicyThatIsNotUnderstoodIsNotStored() throws Exception {
        MlPipelineConfiguration configuration = MlPipelineConfiguration.get();
        String sentence =
                "The policy for \"bank\", line 1: gate \"accuracy>0.9\": the comparison \">\" is not one of >="
                        + " and <=; thresholds are inclusive.";

        assertThatThrownBy(() -> configuration.setPolicies(List.of(new GatePolicy("bank", "accuracy>0.9"))))
                .hasMessage(sentence);
        assertThatThrownBy(() -> configuration.setPolicies(List.of(new GatePolicy("", "# later"))))
                .hasMessage(
                        "The policy for every job has no gates; write one in each line, for example accuracy>=0.9.");
        configuration.setPolicies(List.of(new GatePolicy("bank", "accuracy>=0.9")));
        try (JenkinsRule.WebClient web = j.createWebClient().withThrowExceptionOnFailingStatusCode(false)) {
            HtmlForm form = SettingsForm.of(web);
            form.getTextAreasByName("_.gates").get(0).setText("accuracy>0.9");
            assertThat(((HtmlPage) j.submit(form)).asNormalizedText()).contains(sentence);

            form = SettingsForm.of(web);
            form.getTextAreasByName("_.gates").get(0).setText("accuracy>=0.95");
            j.submit(form);
        }

        assertThat(configuration.getPolicies()).extracting(GatePolicy::getGates).containsExactly("accuracy>=0.95");
        assertThat(ExtensionList.lookupSingleton(GatePolicy.DescriptorImpl.class)
                        .doCheckGates("bank", "accuracy>0.9")
                        .getMessage())
                .isEqualTo(FormValidation.error(sentence).getMessage());
    }

    @Test
    void aDeploymentRuleThatIsNotUnderstoodIsNotStored() throws Exception {
        MlPipelineConfiguration configuration = MlPipelineConfiguration.get();
        configuration.setDeploymentRules(List.of());
        DeploymentRule wrong = new DeploymentRule("bank");
        wrong.setKinds("cronjob");
        String sentence = "\"cronjob\" is no kind of object; write it as in a manifest";

        assertThatThrownBy(() -> configuration.setDeploymentRules(List.of(wrong)))
                .hasMessageStartingWith(sentence);
        assertThat(ExtensionList.lookupSingleton(DeploymentRule.DescriptorImpl.class)
                        .doCheckKinds("cronjob")
                        .getMessage())
                .contains("is no kind of object");
        assertThat(configuration.getDeploymentRules()).isEmpty();
    }

    @Test
    void aDeploymentRuleFollowsItsFolder() throws Exception {
        MlPipelineConfiguration configuration = MlPipelineConfiguration.get();
        DeploymentRule rule = new DeploymentRule("bank");
        rule.setNamespaces("bank");
        configuration.setDeploymentRules(List.of(rule));

        j.jenkins.createProject(MockFolder.class, "bank").renameTo("savings");

        assertThat(configuration.getDeploymentRules())
                .extracting(DeploymentRule::read)
                .containsExactly(
                        new DeploymentLimits.Rule("savings", List.of(), List.of("bank"), List.of(), "", List.of()));
    }

    /** The form shows what is configured, and stores what is typed. */
    @Test
    void theFormStoresEveryField() throws Exception {
        try (JenkinsRule.WebClient web = j.createWebClient()) {
            HtmlForm form = SettingsForm.of(web);
            type(form, "runtimeDirectory", "/opt/libraries");
            type(form, "repositoryUrl", "https://repo.example.com/maven2");
            form.getInputByName("_.allowTorchscript").setChecked(true);
            type(form, "defaultHeap", "5g");
            type(form, "defaultMemory", "6g");
            type(form, "defaultThreads", "6");
            type(form, "defaultTimeout", "700");
            type(form, "maxModelMegabytes", "80");
            type(form, "maxDocumentMegabytes", "9");
            type(form, "maxOutcomesMegabytes", "11");
            j.submit(form);
        }

        MlPipelineConfiguration configuration = MlPipelineConfiguration.get();
        configuration.load();
        assertThat(configuration.getRuntimeDirectory()).isEqualTo("/opt/libraries");
        assertThat(configuration.getRepositoryUrl()).isEqualTo("https://repo.example.com/maven2");
        assertThat(configuration.isAllowTorchscript()).isTrue();
        assertThat(configuration.getDefaultHeap()).isEqualTo("5g");
        assertThat(configuration.getDefaultMemory()).isEqualTo("6g");
        assertThat(configuration.getDefaultThreads()).isEqualTo(6);
        assertThat(configuration.getDefaultTimeout()).isEqualTo(700);
        assertThat(configuration.getMaxModelMegabytes()).isEqualTo(80);
        assertThat(configuration.getMaxDocumentMegabytes()).isEqualTo(9);
        assertThat(configuration.getMaxOutcomesMegabytes()).isEqualTo(11);
    }

    @Test
    void keysOfFoldersAreConfiguredAsCodeAndKeptSecret() throws Exception {
        MlPipelineConfiguration configuration = MlPipelineConfiguration.get();
        String pem = Files.readString(Path.of("src/test/resources/io/jenkins/plugins/mlpipeline/engine/audit/p256.pem"))
                .strip();
        Path yaml = Files.createTempFile("keys", ".yaml");
        Files.writeString(
                yaml,
                "unclassified:\n  mlPipeline:\n    signingKeys:\n      - folder: bank\n        id: bank-2026\n"
                        + "        key: |\n" + pem.indent(10));

        io.jenkins.plugins.casc.ConfigurationAsCode.get().configure(yaml.toString());
        SettingsForm.roundTrip(j);

        assertThat(configuration.getSigningKeys())
                .extracting(
                        k -> k.getFolder() + " " + k.getId() + " " + k.getKey().getPlainText())
                .containsExactly("bank bank-2026 " + pem);
        assertThat(Files.readString(
                        j.jenkins.getRootDir().toPath().resolve(MlPipelineConfiguration.class.getName() + ".xml")))
                .contains("<signingKeys>")
                .doesNotContain("PRIVATE KEY");
        ByteArrayOutputStream exported = new ByteArrayOutputStream();
        io.jenkins.plugins.casc.ConfigurationAsCode.get().export(exported);
        assertThat(exported.toString(StandardCharsets.UTF_8))
                .contains("folder: \"bank\"", "id: \"bank-2026\"")
                .doesNotContain("PRIVATE KEY");
    }

    @Test
    void prometheusServersComeFromCodeAndFromTheForm() throws Exception {
        MlPipelineConfiguration configuration = MlPipelineConfiguration.get();
        Path yaml = Files.createTempFile("prometheus", ".yaml");
        Files.writeString(yaml, """
                unclassified:
                  mlPipeline:
                    prometheusServers:
                      - name: prod
                        url: https://prometheus.example
                        credentialsId: prometheus-prod
                        tenant: bank
                      - name: test
                        url: http://prometheus.test:9090/prom
                """);

        io.jenkins.plugins.casc.ConfigurationAsCode.get().configure(yaml.toString());
        SettingsForm.roundTrip(j);

        assertThat(configuration.getPrometheusServers())
                .extracting(s -> s.getName() + " " + s.getUrl() + " " + s.getCredentialsId() + " " + s.getTenant())
                .containsExactly(
                        "prod https://prometheus.example prometheus-prod bank",
                        "test http://prometheus.test:9090/prom null null");
        ByteArrayOutputStream exported = new ByteArrayOutputStream();
        io.jenkins.plugins.casc.ConfigurationAsCode.get().export(exported);
        assertThat(exported.toString(StandardCharsets.UTF_8))
                .contains("prometheusServers:", "credentialsId: \"prometheus-prod\"");
    }

    @Test
    void registriesComeFromCodeAndFromTheForm() throws Exception {
        MlPipelineConfiguration configuration = MlPipelineConfiguration.get();
        Path yaml = Files.createTempFile("registries", ".yaml");
        Files.writeString(yaml, """
                unclassified:
                  mlPipeline:
                    registries:
                      - name: prod
                        url: https://mlflow.example
                        credentialsId: mlflow-reader
                      - name: test
                        url: http://mlflow.test:5000/tracking
                """);

        io.jenkins.plugins.casc.ConfigurationAsCode.get().configure(yaml.toString());
        SettingsForm.roundTrip(j);

        assertThat(configuration.getRegistries())
                .extracting(s -> s.getName() + " " + s.getUrl() + " " + s.getCredentialsId())
                .containsExactly(
                        "prod https://mlflow.example mlflow-reader", "test http://mlflow.test:5000/tracking null");
        ByteArrayOutputStream exported = new ByteArrayOutputStream();
        io.jenkins.plugins.casc.ConfigurationAsCode.get().export(exported);
        assertThat(exported.toString(StandardCharsets.UTF_8))
                .contains("registries:", "credentialsId: \"mlflow-reader\"");
        assertThatThrownBy(() -> configuration.setRegistries(List.of(
                        new RegistryConnection("a", "http://m.example"),
                        new RegistryConnection("a", "http://n.example"))))
                .hasMessage("There are two MLflow servers \"a\"; rename one of them.");
        assertThatThrownBy(() -> configuration.setRegistries(
                        List.of(new RegistryConnection("a", "https://user:secret@m.example"))))
                .hasMessageStartingWith("The MLflow server \"a\": ")
                .hasMessageNotContaining("secret");
    }

    @Test
    void prometheusServersThatCantBeAskedAreRefused() {
        MlPipelineConfiguration configuration = MlPipelineConfiguration.get();
        assertThatThrownBy(() -> configuration.setPrometheusServers(
                        List.of(new PrometheusConnection("prod", "prometheus.example"))))
                .hasMessage("The Prometheus server \"prod\": The address of Prometheus is not understood. Write it as"
                        + " http://prometheus.example:9090.");
        assertThatThrownBy(() ->
                        configuration.setPrometheusServers(List.of(new PrometheusConnection(" ", "http://p.example"))))
                .hasMessage("A Prometheus server has no name; jobs ask for it by name.");
        assertThatThrownBy(() -> configuration.setPrometheusServers(List.of(
                        new PrometheusConnection("a", "http://p.example"),
                        new PrometheusConnection("a", "http://q.example"))))
                .hasMessage("There are two Prometheus servers \"a\"; rename one of them.");
    }

    private static void type(HtmlForm form, String field, String value) {
        form.getInputByName("_." + field).setValue(value);
    }
}
