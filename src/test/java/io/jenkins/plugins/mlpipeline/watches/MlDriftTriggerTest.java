package io.jenkins.plugins.mlpipeline.watches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.model.FreeStyleProject;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.model.StringParameterDefinition;
import hudson.triggers.Trigger;
import io.jenkins.plugins.casc.ConfigurationContext;
import io.jenkins.plugins.casc.Configurator;
import io.jenkins.plugins.casc.ConfiguratorRegistry;
import io.jenkins.plugins.casc.model.Mapping;
import io.jenkins.plugins.mlpipeline.Bench;
import io.jenkins.plugins.mlpipeline.OneJenkins;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment;
import io.jenkins.plugins.mlpipeline.targets.TargetRef;
import io.jenkins.plugins.mlpipeline.targets.TargetStore;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.job.properties.PipelineTriggersJobProperty;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockFolder;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Looks that were recorded start a job: once, not too often, and only by whom they may. */
@WithJenkins
class MlDriftTriggerTest {
    private static final TargetRef FRAUD =
            new TargetRef("cloud prod", "https://k8s.example:6443", "bank", "Deployment", "fraud");
    private static final String SERVES = "sha256:" + "a".repeat(64);
    private static final String SUCCEEDS =
            "echo \"drift ${params.ML_DRIFT_TARGET} ${params.ML_DRIFT_LOOKS} ${params.ML_DRIFT_WHAT} of"
                    + " ${params.OWN}\"";

    private static JenkinsRule j;

    private MockFolder team;
    private WorkflowJob retrain;
    private Instant now;

    @BeforeAll
    static void start(JenkinsRule rule) {
        j = rule;
    }

    @BeforeEach
    void deploy() throws Exception {
        OneJenkins.clean();
        now = Instant.now();
        team = j.createFolder("team");
        team.createProject(WorkflowJob.class, "watch");
        j.createProject(WorkflowJob.class, "deploys");
        serve(SERVES, "1");
        retrain = job("retrain", SUCCEEDS, new MlDriftTrigger("deployment/fraud"));
    }

    @Test
    void driftStartsOneBuildWithItsReason() throws Exception {
        retrain.addProperty(new ParametersDefinitionProperty(new StringParameterDefinition("OWN", "mine")));
        look("team/watch", 2, "quiet", Map.of("input age", 2));
        consider();
        assertThat(retrain.getLastBuild()).isNull();

        look("team/watch", 1, "alarm", Map.of("input $(id) age", 3, "input income", 1));
        consider();
        consider();
        WorkflowRun build = retrain.getLastBuild();
        j.assertBuildStatusSuccess(build);
        j.assertLogContains("drift bank/deployment/fraud 3 input___id__age of mine", build);
        assertThat(build.getCause(DriftCause.class).getShortDescription())
                .isEqualTo(
                        "Started by drift at bank/deployment/fraud: input $(id) age (3), bad at so many looks in a row."
                                + " Seen at " + hoursAgo(1) + " by team/watch #1.");
        assertThat(build.getAction(ParametersAction.class)
                        .getParameter("ML_DRIFT_MODEL")
                        .getValue())
                .isEqualTo(SERVES);
        consider();
        assertThat(retrain.getBuilds()).hasSize(1);
        assertThat(DriftStarts.of(retrain)).extracting(DriftStart::outcome).containsExactly(DriftStart.Outcome.SUCCESS);

        // The job's page says what it waits for, and what it did.
        String page = j.createWebClient().getPage(retrain).asNormalizedText();
        assertThat(page).contains("Starts by drift (deployment/fraud): There was no such look since");
        assertThat(j.createWebClient().getPage(retrain, "ml-drift").asNormalizedText())
                .contains("Builds that it started", "input $(id) age (3)", "SUCCESS", "team/watch #1");
    }

    @Test
    void afterARestartALookStillStartsNoSecondBuild() throws Exception {
        look("team/watch", 1, "alarm", Map.of("input age", 3));
        consider();
        j.jenkins.reload();
        retrain = j.jenkins.getItemByFullName("team/retrain", WorkflowJob.class);
        now = now.plus(Duration.ofHours(25));
        consider();
        assertThat(retrain.getBuilds()).hasSize(1);
        assertThat(decide().sentence()).startsWith("There was no such look since");
        look("team/watch", 1, "alarm", Map.of("input age", 4));
        consider();
        assertThat(retrain.getBuilds()).hasSize(2);
    }

    @Test
    void aCandidateThatFailedMakesTheCoolDownLonger() throws Exception {
        retrain.setDefinition(new CpsFlowDefinition("error 'the candidate is worse'", true));
        look("team/watch", 1, "alarm", Map.of("input age", 3));
        consider();
        j.assertBuildStatus(Result.FAILURE, retrain.getLastBuild());
        now = now.plus(Duration.ofHours(25));
        look("team/watch", 1, "alarm", Map.of("input age", 4));
        consider();
        assertThat(retrain.getBuilds()).hasSize(1);
        assertThat(decide().sentence()).endsWith("; it is longer, since the last candidate failed.");
        now = now.plus(Duration.ofHours(24));
        consider();
        assertThat(retrain.getBuilds()).hasSize(2);
    }

    @Test
    void tooFewRowsNeverStartABuild() throws Exception {
        look("team/watch", 2, "quiet", Map.of("input age", 2));
        look("team/watch", 1, "noData", Map.of());
        consider();
        assertThat(retrain.getLastBuild()).isNull();
        assertThat(decide().sentence()).isEqualTo("The newest look saw too few rows: It is so.");
    }

    @Test
    void onlyLooksCountAtWhatServesNowAndByJobsOfTheFolder() throws Exception {
        j.createProject(WorkflowJob.class, "stranger");
        look("stranger", 1, "alarm", Map.of("input age", 9));
        look("team/gone", 1, "alarm", Map.of("input age", 9));
        consider();
        assertThat(retrain.getLastBuild()).isNull();
        assertThat(decide().sentence()).startsWith("No look at what serves there");

        look("team/watch", 1, "alarm", Map.of("input age", 9));
        assertThat(decide().starts()).isTrue();
        serve("sha256:" + "b".repeat(64), "2");
        assertThat(decide().starts()).as("another model serves").isFalse();
    }

    @Test
    void aBuildThatRunsOrADisabledJobIsLeftAlone() throws Exception {
        look("team/watch", 1, "alarm", Map.of("input age", 3));
        retrain.setDisabled(true);
        consider();
        assertThat(DriftStarts.of(retrain)).isEmpty();
        retrain.setDisabled(false);
        retrain.setDefinition(new CpsFlowDefinition("input 'go on?'", true));
        WorkflowRun running = retrain.scheduleBuild2(0).waitForStart();
        assertThat(decide().sentence()).isEqualTo("A build of this job waits or runs.");
        running.doStop();
        j.waitForCompletion(running);
        assertThat(decide().starts()).isTrue();
    }

    @Test
    void aDamagedFileStartsNothing() throws Exception {
        look("team/watch", 1, "alarm", Map.of("input age", 3));
        Files.writeString(retrain.getRootDir().toPath().resolve("ml-pipeline-drift.json"), "{");
        consider();
        assertThat(retrain.getLastBuild()).isNull();
        assertThat(decide().sentence())
                .isEqualTo(
                        "Drift starts nothing here, because ml-pipeline-drift.json in the job's folder can't be read."
                                + " Bring it back from a backup; an administrator who deletes it lets the job start"
                                + " anew.");
    }

    @Test
    void itIsDeclaredInAJenkinsfileAndComesBackFromItsForm() throws Exception {
        WorkflowJob declared = Bench.job(
                "declared",
                "pipeline { agent none\n"
                        + " triggers { mlDrift(target: 'bank/deployment/fraud', windows: 4, coolDown: '48h', maxPerDay: 2)"
                        + " }\n"
                        + " stages { stage('x') { steps { echo 'x' } } } }");
        j.buildAndAssertSuccess(declared);
        assertIsAsDeclared(
                (MlDriftTrigger) declared.getTriggersJobProperty().getTriggers().get(0));
        FreeStyleProject job = j.createFreeStyleProject();
        MlDriftTrigger trigger = new MlDriftTrigger("bank/deployment/fraud");
        trigger.setWindows(4);
        trigger.setCoolDown("48h");
        trigger.setMaxPerDay(2);
        job.addTrigger(trigger);
        j.configRoundtrip(job);
        assertIsAsDeclared(job.getTrigger(MlDriftTrigger.class));
        j.jenkins.reload();
        assertIsAsDeclared(j.jenkins
                .getItemByFullName(job.getFullName(), FreeStyleProject.class)
                .getTrigger(MlDriftTrigger.class));
    }

    @Test
    void whatItCannotBeIsSaid() {
        assertThatThrownBy(() -> new MlDriftTrigger(" "))
                .hasMessage("target is missing; name what is watched, for example mlDrift('deployment/fraud').");
        MlDriftTrigger trigger = new MlDriftTrigger("deployment/fraud");
        assertThatThrownBy(() -> trigger.setWindows(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("windows is 0; 1 to 20 looks in a row are expected.");
        assertThatThrownBy(() -> trigger.setCoolDown("a day"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("coolDown: \"a day\" is not a time; write it as 30s, 10m or 24h.");
        assertThatThrownBy(() -> trigger.setMaxPerDay(25))
                .hasMessage("maxPerDay is 25; a whole number from 1 to 24 is expected.");
    }

    private static void assertIsAsDeclared(MlDriftTrigger trigger) {
        assertThat(trigger.getTarget()).isEqualTo("bank/deployment/fraud");
        assertThat(trigger.getWindows()).isEqualTo(4);
        assertThat(trigger.getCoolDown()).isEqualTo("48h");
        assertThat(trigger.getMaxPerDay()).isEqualTo(2);
    }

    private WorkflowJob job(String name, String script, MlDriftTrigger trigger) throws Exception {
        WorkflowJob job = team.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(script, true));
        job.addProperty(new PipelineTriggersJobProperty(List.of(trigger)));
        return job;
    }

    /** As the definition of a job in configuration as code has it. */
    @Test
    void configurationAsCodeReadsItAndWritesItAgain() throws Exception {
        ConfiguratorRegistry registry = ConfiguratorRegistry.get();
        ConfigurationContext context = new ConfigurationContext(registry);
        Configurator<Trigger<?>> triggers = registry.lookupOrFail(Trigger.class);
        Mapping settings = new Mapping();
        settings.put("target", "bank/deployment/fraud");
        settings.put("windows", 5);
        settings.put("coolDown", "36h");
        settings.put("maxPerDay", 2);
        Mapping written = new Mapping();
        written.put("mlDrift", settings);

        MlDriftTrigger read = (MlDriftTrigger) triggers.configure(written, context);

        assertThat(read.getTarget()).isEqualTo("bank/deployment/fraud");
        assertThat(read.getWindows()).isEqualTo(5);
        assertThat(read.getCoolDown()).isEqualTo("36h");
        assertThat(read.getMaxPerDay()).isEqualTo(2);
        Mapping again =
                triggers.describe(read, context).asMapping().get("mlDrift").asMapping();
        assertThat(again.getScalarValue("target")).isEqualTo("bank/deployment/fraud");
        assertThat(again.getScalarValue("windows")).isEqualTo("5");
        assertThat(again.getScalarValue("coolDown")).isEqualTo("36h");
        assertThat(again.getScalarValue("maxPerDay")).isEqualTo("2");
    }

    /** What happens once a minute, and whatever follows of it. */
    private void consider() throws Exception {
        DriftWatch.consider(retrain, trigger(), now);
        j.waitUntilNoActivity();
    }

    private DriftPlan.Decision decide() {
        return DriftWatch.decide(retrain, trigger(), now);
    }

    private MlDriftTrigger trigger() {
        return (MlDriftTrigger) retrain.getTriggersJobProperty().getTriggers().get(0);
    }

    private String hoursAgo(int hours) {
        return now.minus(Duration.ofHours(hours)).toString();
    }

    private void look(String job, int hours, String state, Map<String, Integer> bad) throws IOException {
        LookStore.get()
                .add(SERVES, new RecordedLook(job, "model", 1, hoursAgo(hours), FRAUD.id(), state, "It is so.", bad));
    }

    private static void serve(String model, String key) throws IOException {
        TargetStore.get()
                .ended(FRAUD, Json.parse("""
                    {"schemaVersion": 1, "status": "DEPLOYED", "changed": true, "kind": "Deployment", "name": "fraud",
                     "namespace": "bank", "cluster": "https://k8s.example:6443", "revision": 4, "replicaSet": "fraud-4",
                     "modelDigest": "%s", "imageDigests": {}, "pods": [], "message": "It ended.",
                     "warnings": [], "rolloutId": "r", "startedAt": "2026-11-25T00:00:00Z",
                     "finishedAt": "2026-11-25T01:00:00Z", "durationMs": 1}
                    """.formatted(model), Deployment.class, "deployment"), "deploys#1", key);
    }
}
