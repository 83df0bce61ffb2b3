package io.jenkins.plugins.mlpipeline.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.AdministrativeMonitor;
import hudson.model.Result;
import hudson.util.FormValidation;
import hudson.util.Secret;
import io.jenkins.plugins.mlpipeline.Bench;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Gates that were meant to apply and do not are never silently none. */
@WithJenkins
class PolicyMonitorTest {
    private JenkinsRule j;

    @BeforeEach
    void start(JenkinsRule rule) {
        j = rule;
    }

    private PolicyMonitor monitor() {
        return j.jenkins.getExtensionList(AdministrativeMonitor.class).get(PolicyMonitor.class);
    }

    @Test
    void aDamagedConfigurationLetsNothingPass() throws Exception {
        MlPipelineConfiguration configuration = MlPipelineConfiguration.get();
        configuration.setPolicies(List.of(new GatePolicy("", "accuracy>=0.9")));
        Path file = j.jenkins.getRootDir().toPath().resolve(MlPipelineConfiguration.class.getName() + ".xml");
        String whole = Files.readString(file);
        Files.writeString(file, whole.substring(0, whole.length() / 2));

        configuration.load();

        WorkflowJob job = Bench.job("gate", Bench.script("gateAny").replace("ARGUMENTS", ", gates: ['accuracy>=0.5']"));
        String problem =
                "The configuration of ML Pipeline can't be read: " + file + " is damaged. Until it is brought back from"
                        + " a backup (and read with \"Reload Configuration from Disk\"), or the settings are saved anew, it is not"
                        + " known which gates always apply, so no gate passes and nothing is deployed.";
        j.assertLogContains("ERROR: " + problem, j.buildAndAssertStatus(Result.FAILURE, job));
        assertThat(monitor().isActivated()).isTrue();
        assertThat(monitor().getProblems()).containsExactly(problem);

        // Another setting that is changed, for example by configuration as code, doesn't make it known.
        configuration.setDefaultThreads(3);
        assertThat(Files.readString(file)).hasSize(whole.length() / 2);
        j.buildAndAssertStatus(Result.FAILURE, job);

        configuration.setAllowWorkspaceEvaluations(true);
        configuration.setPolicies(List.of(new GatePolicy("", "accuracy>=0.8")));
        j.buildAndAssertSuccess(job);
        assertThat(monitor().isActivated()).isFalse();
        assertThat(file.resolveSibling(file.getFileName() + ".damaged"))
                .hasContent(whole.substring(0, whole.length() / 2));
    }

    /** Jenkins reads the rest then, and says nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"GatePolicy", "DeploymentRule"})
    void anEntryThatIsNotUnderstoodLetsNothingPass(String type) throws Exception {
        MlPipelineConfiguration configuration = MlPipelineConfiguration.get();
        configuration.setPolicies(List.of(new GatePolicy("", "accuracy>=0.8"), new GatePolicy("", "f1>=0.1")));
        configuration.setDeploymentRules(List.of(new DeploymentRule("")));
        configuration.load();
        assertThat(configuration.getProblem()).isNull();
        Path file = j.jenkins.getRootDir().toPath().resolve(MlPipelineConfiguration.class.getName() + ".xml");
        String whole = Files.readString(file);
        Files.writeString(file, whole.replace("mlpipeline.config." + type, "mlpipeline.config.Other" + type));

        configuration.load();

        assertThat(configuration.getProblem()).contains(" is damaged. ");
        assertThat(monitor().isActivated()).isTrue();
        Files.writeString(file, whole);
        configuration.load();
        assertThat(configuration.getProblem()).isNull();
    }

    @Test
    void aFolderThatIsNotThereIsToldAndItsGatesApplyOnceItIs() throws Exception {
        j.jenkins.createProject(Folder.class, "treasury");
        GatePolicy.DescriptorImpl form = j.jenkins.getDescriptorByType(GatePolicy.DescriptorImpl.class);
        String problem =
                "There is no folder or job \"tresury\", so these gates apply to nothing; they will as soon as there"
                        + " is one. Did you mean \"treasury\"?";

        FormValidation typed = form.doCheckFolder("tresury");
        assertThat(typed.kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(typed.getMessage()).isEqualTo(problem.replace("\"", "&quot;").replace("'", "&#039;"));
        assertThat(form.doCheckFolder("treasury").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(form.doCheckFolder("").kind).isEqualTo(FormValidation.Kind.OK);

        MlPipelineConfiguration.get().setPolicies(List.of(new GatePolicy("tresury", "accuracy>=0.9")));
        assertThat(monitor().getProblems()).containsExactly(problem);
        assertThat(j.createWebClient().goTo("manage").asNormalizedText()).contains(problem);

        Folder later = j.jenkins.createProject(Folder.class, "tresury");
        assertThat(monitor().isActivated()).isFalse();
        WorkflowJob job = later.createProject(WorkflowJob.class, "train");
        job.setDefinition(new org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition(
                Bench.script("gateAny").replace("ARGUMENTS", ", gates: ['accuracy>=0.5']"), true));
        j.buildAndAssertStatus(Result.FAILURE, job);
    }

    @Test
    void aKeyOrADeploymentRuleWhoseFolderIsNotThereIsTold() throws Exception {
        j.jenkins.createProject(Folder.class, "treasury");
        String none = "There is no folder or job \"tresury\", so ";
        String hint = " as soon as there is one. Did you mean \"treasury\"?";
        DeploymentRule.DescriptorImpl form = j.jenkins.getDescriptorByType(DeploymentRule.DescriptorImpl.class);

        assertThat(form.doCheckFolder("tresury").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(form.doCheckFolder("treasury").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(form.doCheckFolder(null).kind).isEqualTo(FormValidation.Kind.OK);

        MlPipelineConfiguration configuration = MlPipelineConfiguration.get();
        configuration.setDeploymentRules(List.of(new DeploymentRule(""), new DeploymentRule("tresury")));
        configuration.setSigningKeys(List.of(new FolderKey("tresury", Secret.fromString(key()), null)));
        assertThat(monitor().getProblems())
                .containsExactly(
                        none + "its key signs nothing; it will" + hint,
                        none + "this deployment rule holds for nothing; it will" + hint);

        j.jenkins.createProject(Folder.class, "tresury");
        assertThat(monitor().isActivated()).isFalse();
    }

    private static String key() throws Exception {
        byte[] key = KeyPairGenerator.getInstance("Ed25519")
                .generateKeyPair()
                .getPrivate()
                .getEncoded();
        return "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(key)
                + "\n-----END PRIVATE KEY-----\n";
    }
}
