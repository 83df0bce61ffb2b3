package io.jenkins.plugins.mlpipeline.aliases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.FreeStyleProject;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.StringParameterDefinition;
import hudson.triggers.Trigger;
import io.jenkins.plugins.casc.ConfigurationContext;
import io.jenkins.plugins.casc.Configurator;
import io.jenkins.plugins.casc.ConfiguratorRegistry;
import io.jenkins.plugins.casc.model.Mapping;
import io.jenkins.plugins.mlpipeline.Bench;
import io.jenkins.plugins.mlpipeline.ClusterBench;
import io.jenkins.plugins.mlpipeline.OneJenkins;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.config.RegistryConnection;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.registry.mlflow.MadeUpMlflow;
import io.jenkins.plugins.mlpipeline.engine.verification.http.Authorization;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.job.properties.PipelineTriggersJobProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** An alias that is moved starts a job once, with what it points to; the server is made up. */
@WithJenkins
class MlAliasTriggerTest {
    private static final Path MODELS = Path.of("src/test/resources/io/jenkins/plugins/mlpipeline/engine/model/foreign");
    private static final String SECRET = "never-shown-4712";
    private static final String SAYS =
            "echo \"alias ${params.ML_ALIAS_REGISTRY} ${params.ML_ALIAS_MODEL} ${params.ML_ALIAS}"
                    + " ${params.ML_ALIAS_VERSION} ${params.ML_ALIAS_DIGEST} of ${params.OWN}\"";

    private static JenkinsRule j;

    private MadeUpMlflow server;
    private WorkflowJob deploys;
    /** Mostly not the job's own, so that the controller's clock does not call it in the middle of a test. */
    private MlAliasTrigger trigger;

    private Instant now;

    @BeforeAll
    static void start(JenkinsRule rule) {
        j = rule;
    }

    @BeforeEach
    void register() throws Exception {
        OneJenkins.clean();
        SystemCredentialsProvider.getInstance().getCredentials().clear();
        ClusterBench.add(
                j.jenkins,
                new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, "reader", "", "reader", SECRET));
        server = new MadeUpMlflow();
        server.authorization = Authorization.basic("reader", SECRET);
        version("forest_str_tensor.onnx");
        version("pipeline_float_tensor.onnx");
        version("forest_str_tensor.onnx");
        server.aliases.put("churn@champion", "1");
        RegistryConnection connection = new RegistryConnection("prod", server.address());
        connection.setCredentialsId("reader");
        MlPipelineConfiguration.get().setRegistries(List.of(connection));
        now = Instant.now();
        deploys = j.createProject(WorkflowJob.class, "deploys");
        deploys.setDefinition(new CpsFlowDefinition(SAYS, true));
        deploys.addProperty(new ParametersDefinitionProperty(new StringParameterDefinition("OWN", "mine")));
        trigger = new MlAliasTrigger("churn", "champion");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void version(String file) throws IOException {
        String path = "1/" + (server.versions.getOrDefault("churn", List.of()).size() + 1);
        server.files.put(path + "/model.onnx", Files.readAllBytes(MODELS.resolve(file)));
        server.files.put(
                path + "/MLmodel", "flavors:\n  onnx:\n    data: model.onnx\n".getBytes(StandardCharsets.UTF_8));
        server.version("churn", "mlflow-artifacts:/" + path, "");
    }

    private void give(MlAliasTrigger given) throws IOException {
        deploys.addProperty(new PipelineTriggersJobProperty(List.of(given)));
    }

    /** What happens once a minute, and whatever follows of it. */
    private String look() throws Exception {
        new AliasWatch(deploys, trigger, now).run();
        j.waitUntilNoActivity();
        return trigger.getSaid();
    }

    private void pointTo(int version) {
        server.aliases.put("churn@champion", String.valueOf(version));
    }

    private long downloads() {
        return server.asked.stream()
                .filter(asked -> asked.endsWith("/model.onnx"))
                .count();
    }

    @Test
    void anAliasThatIsMovedStartsOneBuildWithNameVersionAndDigest() throws Exception {
        assertThat(look()).startsWith("models:/churn@champion is version 1. It was looked at for the first time");
        assertThat(look()).startsWith("models:/churn@champion is version 1, seen ");
        assertThat(deploys.getLastBuild()).isNull();
        assertThat(downloads()).as("nothing is brought for nothing").isZero();

        pointTo(2);
        assertThat(look()).isEqualTo("models:/churn@champion is version 2 now (it was 1).");
        look();
        WorkflowRun build = deploys.getLastBuild();
        j.assertBuildStatusSuccess(build);
        String digest = Digest.ofFile(MODELS.resolve("pipeline_float_tensor.onnx"));
        j.assertLogContains("alias prod churn champion 2 " + digest + " of mine", build);
        assertThat(build.getCause(AliasCause.class).getShortDescription())
                .isEqualTo("Started because models:/churn@champion of the registry prod is version 2 now: " + digest
                        + ".");
        assertThat(deploys.getBuilds()).hasSize(1);
        assertThat(downloads()).isEqualTo(1);

        // The job's page says what it saw.
        give(trigger);
        assertThat(j.createWebClient().getPage(deploys).asNormalizedText())
                .contains("Starts by an alias (models:/churn@champion): models:/churn@champion is version 2, seen ");
        assertThat(j.createWebClient().getPage(deploys, "ml-alias").asNormalizedText())
                .contains("Versions that were seen", "models:/churn/2", "models:/churn/1", digest);
        assertThat(j.createWebClient()
                        .getJSON(deploys.getUrl() + "ml-alias/api/json")
                        .getJSONObject()
                        .getJSONArray("seen")
                        .getJSONObject(0)
                        .getString("digest"))
                .isEqualTo(digest);
    }

    @Test
    void withinTheCoolDownOnlyWhereItPointsAtTheEndCounts() throws Exception {
        look();
        pointTo(2);
        look();
        now = now.plus(Duration.ofMinutes(9));
        pointTo(3);
        assertThat(look()).contains("version 3 now (it was 2). The cool-down ends at ");
        pointTo(1);
        now = now.plus(Duration.ofMinutes(1));
        assertThat(look()).isEqualTo("models:/churn@champion is version 1 now (it was 2).");
        assertThat(deploys.getBuilds()).hasSize(2);
        j.assertLogContains("alias prod churn champion 1 ", deploys.getLastBuild());
    }

    @Test
    void whatWasSeenIsKnownAfterARestart() throws Exception {
        look();
        pointTo(2);
        look();
        j.jenkins.reload();
        deploys = j.jenkins.getItemByFullName("deploys", WorkflowJob.class);
        trigger = new MlAliasTrigger("churn", "champion");
        assertThat(new AliasAction(deploys, trigger).getState())
                .isEqualTo(
                        "The registry is asked once a minute, and was not asked yet since the controller started or the"
                                + " job was configured.");
        assertThat(look()).startsWith("models:/churn@champion is version 2, seen ");
        pointTo(3);
        assertThat(look()).contains("The cool-down ends at ");
        assertThat(deploys.getBuilds()).hasSize(1);
        now = now.plus(Duration.ofMinutes(10));
        look();
        assertThat(deploys.getBuilds()).hasSize(2);
    }

    @Test
    void bytesThatChangedStartNothingAndAreNotAskedForEveryMinute() throws Exception {
        look();
        server.versions
                .get("churn")
                .get(1)
                .withArray("tags")
                .addObject()
                .put("key", "ml-pipeline.digest")
                .put("value", "sha256:" + "0".repeat(64));
        pointTo(2);
        String said = look();
        assertThat(said)
                .startsWith("models:/churn@champion is version 2, which starts nothing: TAMPERED")
                .endsWith(" It is looked at again every ten minutes.");
        assertThat(look()).isEqualTo(said);
        assertThat(downloads()).isEqualTo(1);
        assertThat(deploys.getLastBuild()).isNull();

        server.versions.get("churn").get(1).withArray("tags").removeAll();
        now = now.plus(AliasWatch.PATIENCE);
        look();
        j.assertLogContains("alias prod churn champion 2 ", deploys.getLastBuild());
    }

    @Test
    void aServerThatDoesNotAnswerOrAnAliasThatIsGoneStartsNothing() throws Exception {
        look();
        server.faults.put("GET registered-models/alias", MadeUpMlflow.status(500, "{}"));
        assertThat(look())
                .isEqualTo("the registry \"prod\" refuses (registered-models/alias, status 500): it gives no reason.");
        server.faults.clear();
        server.aliases.clear();
        assertThat(look())
                .isEqualTo(
                        "models:/churn@champion: the registry \"prod\" has no such alias. Check the model's name and its"
                                + " aliases.");
        pointTo(1);
        assertThat(look()).startsWith("models:/churn@champion is version 1, seen ");
        MlPipelineConfiguration.get().setRegistries(List.of());
        assertThat(look())
                .isEqualTo("No MLflow server is configured. An administrator names them, under \"ML Pipeline\" on the"
                        + " system page.");
        assertThat(deploys.getLastBuild()).isNull();
    }

    @Test
    void aBuildThatRunsADisabledJobOrAnotherTriggerIsLeftAlone() throws Exception {
        look();
        pointTo(2);
        deploys.setDisabled(true);
        int asked = server.asked.size();
        look();
        assertThat(server.asked).hasSize(asked);
        deploys.setDisabled(false);
        deploys.setDefinition(new CpsFlowDefinition("input 'go on?'", true));
        WorkflowRun running = deploys.scheduleBuild2(0).waitForStart();
        new AliasWatch(deploys, trigger, now).run();
        assertThat(trigger.getSaid()).endsWith("A build of this job waits or runs.");
        running.doStop();
        j.waitForCompletion(running);
        trigger.stop();
        look();
        assertThat(deploys.getBuilds()).hasSize(1);
    }

    @Test
    void aDamagedFileStartsNothing() throws Exception {
        look();
        pointTo(2);
        Files.writeString(deploys.getRootDir().toPath().resolve("ml-pipeline-aliases.json"), "{");
        assertThat(look())
                .isEqualTo(
                        "No alias starts anything here, because ml-pipeline-aliases.json in the job's folder can't be"
                                + " read. Bring it back from a backup; an administrator who deletes it lets the job begin anew: the"
                                + " version that the alias points to then starts nothing.");
        assertThat(deploys.getLastBuild()).isNull();
    }

    /** The controller's own clock calls it; the thread that does so is not the one that asks the server. */
    @Test
    void aServerThatHangsHoldsNoOtherTriggerUp() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        server.faults.put("GET registered-models/alias", exchange -> {
            asked.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            MadeUpMlflow.status(503, "{}").answer(exchange);
        });
        give(trigger);
        trigger.run();
        assertThat(asked.await(1, TimeUnit.MINUTES)).isTrue();
        // Coming here at all means that run() did not wait.
        goOn.countDown();
    }

    @Test
    void itIsDeclaredInAJenkinsfileAndComesBackFromItsForm() throws Exception {
        WorkflowJob declared = Bench.job(
                "declared",
                "pipeline { agent none\n"
                        + " triggers { mlAlias(model: 'churn', alias: 'champion', registry: 'prod', coolDown: '1h') }\n"
                        + " stages { stage('x') { steps { echo 'x' } } } }");
        j.buildAndAssertSuccess(declared);
        requireAsDeclared(
                (MlAliasTrigger) declared.getTriggersJobProperty().getTriggers().get(0));
        FreeStyleProject job = j.createFreeStyleProject();
        MlAliasTrigger trigger = new MlAliasTrigger(" churn ", "champion");
        trigger.setRegistry("prod");
        trigger.setCoolDown("1h");
        job.addTrigger(trigger);
        j.configRoundtrip(job);
        requireAsDeclared(job.getTrigger(MlAliasTrigger.class));
        j.jenkins.reload();
        requireAsDeclared(j.jenkins
                .getItemByFullName(job.getFullName(), FreeStyleProject.class)
                .getTrigger(MlAliasTrigger.class));
    }

    @Test
    void configurationAsCodeReadsItAndWritesItAgain() throws Exception {
        ConfiguratorRegistry registry = ConfiguratorRegistry.get();
        ConfigurationContext context = new ConfigurationContext(registry);
        Configurator<Trigger<?>> triggers = registry.lookupOrFail(Trigger.class);
        Mapping settings = new Mapping();
        settings.put("model", "churn");
        settings.put("alias", "champion");
        settings.put("registry", "prod");
        settings.put("coolDown", "1h");
        Mapping written = new Mapping();
        written.put("mlAlias", settings);

        MlAliasTrigger read = (MlAliasTrigger) triggers.configure(written, context);

        requireAsDeclared(read);
        Mapping again =
                triggers.describe(read, context).asMapping().get("mlAlias").asMapping();
        assertThat(again.getScalarValue("model")).isEqualTo("churn");
        assertThat(again.getScalarValue("alias")).isEqualTo("champion");
        assertThat(again.getScalarValue("registry")).isEqualTo("prod");
        assertThat(again.getScalarValue("coolDown")).isEqualTo("1h");
    }

    @Test
    void whatItCannotBeIsSaid() {
        assertThatThrownBy(() -> new MlAliasTrigger(" ", "champion"))
                .hasMessage(
                        "model is missing; name the registered model, for example mlAlias(model: 'churn', alias: 'champion').");
        assertThatThrownBy(() -> new MlAliasTrigger("churn", null))
                .hasMessage(
                        "alias is missing; name the alias that is watched, for example mlAlias(model: 'churn', alias: 'champion').");
        assertThatThrownBy(() -> new MlAliasTrigger("models:/churn", "champion"))
                .hasMessage(
                        "model is \"models:/churn\"; the name of a registered model is expected, of letters, digits,"
                                + " spaces and _ . - alone.");
        assertThatThrownBy(() -> new MlAliasTrigger("churn", "@champion"))
                .hasMessage("alias is \"@champion\"; letters, digits, _ and - are expected, without the @.");
        MlAliasTrigger trigger = new MlAliasTrigger("churn", "champion");
        assertThatThrownBy(() -> trigger.setCoolDown("an hour"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("coolDown: \"an hour\" is not a time; write it as 30s, 10m or 24h.");
    }

    private static void requireAsDeclared(MlAliasTrigger trigger) {
        assertThat(trigger.getModel()).isEqualTo("churn");
        assertThat(trigger.getAlias()).isEqualTo("champion");
        assertThat(trigger.getRegistry()).isEqualTo("prod");
        assertThat(trigger.getCoolDown()).isEqualTo("1h");
    }
}
