package io.jenkins.plugins.mlpipeline.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.Result;
import io.jenkins.plugins.mlpipeline.Bench;
import io.jenkins.plugins.mlpipeline.ClusterBench;
import io.jenkins.plugins.mlpipeline.OneJenkins;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.config.RegistryConnection;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.registry.mlflow.MadeUpMlflow;
import io.jenkins.plugins.mlpipeline.engine.verification.http.Authorization;
import io.jenkins.plugins.mlpipeline.record.RecordFolder;
import io.jenkins.plugins.mlpipeline.report.MlPipelineAction;
import io.jenkins.plugins.mlpipeline.report.Registration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Pipelines with models of a registry; the server is made up, the real one is asked by {@code src/test/field/mlflow.sh}. */
@WithJenkins
class RegistryStepsTest {
    private static final Path FOREIGN =
            Path.of("src/test/resources/io/jenkins/plugins/mlpipeline/engine/model/foreign");
    private static final String SECRET = "never-shown-4711";

    private static JenkinsRule j;

    @TempDir
    private Path folder;

    private MadeUpMlflow server;
    private byte[] model;

    @BeforeAll
    static void start(JenkinsRule rule) {
        j = rule;
    }

    @BeforeEach
    void configure() throws Exception {
        OneJenkins.clean();
        Bench.configure();
        SystemCredentialsProvider.getInstance().getCredentials().clear();
        ClusterBench.add(j.jenkins, user("reader"));
        ClusterBench.add(j.jenkins, user("writer"));
        server = new MadeUpMlflow();
        server.authorization = Authorization.basic("reader", SECRET);
        server.writer = Authorization.basic("writer", SECRET);
        model = Files.readAllBytes(FOREIGN.resolve("forest_str_tensor.onnx"));
        version("1/a", "old".getBytes(StandardCharsets.UTF_8));
        server.aliases.put("iris@champion", "1");
        RegistryConnection connection = new RegistryConnection("made-up", server.address());
        connection.setCredentialsId("reader");
        MlPipelineConfiguration.get().setRegistries(List.of(connection));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static UsernamePasswordCredentialsImpl user(String name) throws Exception {
        return new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, name, "", name, SECRET);
    }

    /** A version whose signature names the columns as the model takes them. */
    private void version(String path, byte[] bytes) {
        server.files.put(path + "/model.onnx", bytes);
        String names = List.of("sepal_length", "sepal_width", "petal_length", "petal_width").stream()
                .map(name -> "{\"type\": \"double\", \"name\": \"" + name + "\"}")
                .collect(Collectors.joining(", "));
        server.files.put(
                path + "/MLmodel",
                ("flavors:\n  onnx:\n    data: model.onnx\nsignature:\n  inputs: '[" + names + "]'\n")
                        .getBytes(StandardCharsets.UTF_8));
        server.version("iris", "mlflow-artifacts:/" + path, "");
    }

    /** The rows with their columns in another order than the model takes them. */
    private String rows() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(FOREIGN.resolve("iris_str.csv"))) {
            List<String> cells = new ArrayList<>(List.of(line.split(",")));
            Collections.reverse(cells);
            lines.add(String.join(",", cells));
        }
        return Files.write(folder.resolve("rows.csv"), lines).toString();
    }

    private WorkflowRun run(Result expected, String validate, String more) throws Exception {
        WorkflowJob job = j.jenkins.getItemByFullName("registry", WorkflowJob.class);
        String script = "node {\n  mlValidate " + validate + ", data: '" + rows() + "', label: 'species'\n}\n" + more;
        if (job == null) {
            job = Bench.job("registry", script);
        } else {
            job.setDefinition(new org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition(script, true));
        }
        WorkflowRun run = j.buildAndAssertStatus(expected, job);
        j.assertLogNotContains(SECRET, run);
        j.assertLogNotContains(Authorization.basic("writer", SECRET).substring("Basic ".length()), run);
        return run;
    }

    private static final String REGISTER =
            "def r = mlRegister name: 'iris', alias: 'champion', credentialsId: 'writer'\n"
                    + "echo \"registered ${r.name} ${r.version} ${r.alias} ${r.digest}\"\n";

    @Test
    void theVersionThatAnAliasPointsToIsValidatedAndTheVersionThatWasJudgedGetsTheAlias() throws Exception {
        version("1/b", model);
        server.aliases.put("iris@candidate", "2");

        WorkflowRun run =
                run(Result.SUCCESS, "model: 'models:/iris@candidate'", "mlGate gates: ['accuracy>=0.9']\n" + REGISTER);

        String digest = Digest.ofBytes(model);
        j.assertLogContains("[ml-pipeline] models:/iris@candidate is models:/iris/2: " + digest, run);
        j.assertLogContains("registered iris 2 champion " + digest, run);
        Evaluation evaluation = RecordFolder.of(run, "model").evaluation().orElseThrow();
        assertThat(evaluation.model().source()).isEqualTo("models:/iris/2");
        assertThat(evaluation.model().registry()).isEqualTo("made-up");
        assertThat(evaluation.model().columns())
                .containsExactly("sepal_length", "sepal_width", "petal_length", "petal_width");
        assertThat(server.aliases.get("iris@champion")).isEqualTo("2");
        assertThat(server.versions.get("iris")).hasSize(2);
        assertThat(server.tag("iris", 2, "ml-pipeline.job")).isEqualTo("registry");
        assertThat(server.tag("iris", 2, "ml-pipeline.build")).isEqualTo(j.getURL() + run.getUrl());
        Registration noted = run.getAction(MlPipelineAction.class)
                .model("model")
                .orElseThrow()
                .getRegistrations()
                .get(0);
        assertThat(noted.getReference() + " " + noted.getAlias() + " " + noted.getRegistry())
                .isEqualTo("models:/iris/2 champion made-up");
        try (JenkinsRule.WebClient web = j.createWebClient()) {
            assertThat(web.getPage(run).asNormalizedText())
                    .contains("registered as models:/iris/2 (champion) in made-up");
            assertThat(web.goTo(run.getUrl() + "ml-pipeline/api/json", "application/json")
                            .getWebResponse()
                            .getContentAsString())
                    .contains("\"registrations\":[{", "\"alias\":\"champion\"", "\"registry\":\"made-up\"");
        }
    }

    @Test
    void aModelOfTheWorkspaceBecomesAVersionOnce() throws Exception {
        String validate = "model: '" + FOREIGN.resolve("forest_str_tensor.onnx").toAbsolutePath()
                + "', features: ['sepal_length', 'sepal_width', 'petal_length', 'petal_width']";
        String more = "mlGate gates: ['accuracy>=0.9']\n" + REGISTER.replace("alias:", "log: true, alias:");

        WorkflowRun first = run(Result.SUCCESS, validate, more);
        j.assertLogContains("registered iris 2 champion " + Digest.ofBytes(model), first);
        assertThat(server.tag("iris", 2, "ml-pipeline.digest")).isEqualTo(Digest.ofBytes(model));
        assertThat(server.files.keySet()).anyMatch(path -> path.endsWith("/ml-pipeline/report.html"));

        WorkflowRun second = run(Result.SUCCESS, validate, more);
        j.assertLogContains("[ml-pipeline] models:/iris/2 has these bytes already", second);
        assertThat(server.versions.get("iris")).hasSize(2);

        // What was registered says itself in which order it takes its columns; what was serving is the baseline.
        WorkflowRun third = run(Result.SUCCESS, "model: 'models:/iris/2', baseline: 'models:/iris@champion'", "");
        assertThat(RecordFolder.of(third, "model")
                        .evaluation()
                        .orElseThrow()
                        .baseline()
                        .digest())
                .isEqualTo(Digest.ofBytes(model));
    }

    @Test
    void whatDidNotPassIsNotRegistered() throws Exception {
        version("1/b", model);
        WorkflowRun run = run(
                Result.FAILURE,
                "model: 'models:/iris/2'",
                "catchError { mlGate gates: ['accuracy>=0.9999'] }\n" + REGISTER);

        j.assertLogContains(
                "ERROR: gate.json: the verdict is FAIL, and only a model that passed its gates is registered.", run);
        assertThat(server.aliases.get("iris@champion")).isEqualTo("1");

        WorkflowRun ungated = run(Result.FAILURE, "model: 'models:/iris/2'", REGISTER);
        j.assertLogContains(
                "ERROR: This build has no gate.json of a model with the id \"model\", so nothing says that it passed. Run"
                        + " mlGate before mlRegister, with the same id.",
                ungated);
    }

    @Test
    void bytesThatChangedAreRefusedAtEachPlace() throws Exception {
        version("1/b", model);
        String gate = "mlGate gates: ['accuracy>=0.9']\n";
        run(Result.SUCCESS, "model: 'models:/iris/2'", gate + REGISTER);
        server.aliases.put("iris@champion", "1");
        byte[] changed = "changed".getBytes(StandardCharsets.UTF_8);

        server.files.put("1/b/model.onnx", changed);
        String tampered = "ERROR: TAMPERED: models:/iris/2: its model is " + Digest.ofBytes(changed) + " now, and "
                + Digest.ofBytes(model) + " was registered.";
        j.assertLogContains(tampered, run(Result.FAILURE, "model: 'models:/iris/2'", gate));
        j.assertLogContains(
                tampered,
                run(
                        Result.FAILURE,
                        "model: '" + FOREIGN.resolve("forest_str_tensor.onnx").toAbsolutePath()
                                + "', baseline: 'models:/iris/2'",
                        gate));
        assertThat(server.aliases.get("iris@champion")).isEqualTo("1");
    }

    @Test
    void whatAServerOrAParameterIsNotIsOneSentence() throws Exception {
        version("1/b", model);
        j.assertLogContains(
                "ERROR: There is no MLflow server \"prod\". ",
                run(Result.FAILURE, "model: 'models:/iris/2', registry: 'prod'", ""));
        j.assertLogContains(
                "ERROR: models:/iris@gone: the registry \"made-up\" has no such alias. Check the model's name and its"
                        + " aliases.",
                run(Result.FAILURE, "model: 'models:/iris@gone'", ""));
        String gate = "mlGate gates: ['accuracy>=0.9']\n";
        j.assertLogContains(
                "ERROR: The job has no credential \"nobody\" that it may use; add it to the job's folder, or name another.",
                run(Result.FAILURE, "model: 'models:/iris/2'", gate + REGISTER.replace("writer", "nobody")));
        j.assertLogContains(
                "ERROR: mlRegister needs credentialsId: a credential of the job that may register models.",
                run(Result.FAILURE, "model: 'models:/iris/2'", gate + "mlRegister name: 'iris'\n"));
        server.writer = Authorization.basic("writer", "another");
        j.assertLogContains(
                "ERROR: the registry \"made-up\" does not let this user in (",
                run(Result.FAILURE, "model: 'models:/iris/2'", gate + REGISTER));
        server.authorization = Authorization.basic("reader", "another");
        j.assertLogContains(
                "ERROR: the registry \"made-up\" does not let this user in (model-versions/get, status 401). Check the"
                        + " credentials and what they may do.",
                run(Result.FAILURE, "model: 'models:/iris/2'", gate));
        MlPipelineConfiguration.get().setMaxModelMegabytes(1);
        server.authorization = null;
        server.files.put("1/b/large", new byte[1 << 20]);
        j.assertLogContains(
                "ERROR: 1/b: has more than 1 MiB of files, which is the most that is taken. Log the model alone.",
                run(Result.FAILURE, "model: 'models:/iris/2'", gate));
        MlPipelineConfiguration.get().setRegistries(List.of());
        j.assertLogContains(
                "ERROR: No MLflow server is configured. An administrator names them, under \"ML Pipeline\" on the system"
                        + " page.",
                run(Result.FAILURE, "model: 'models:/iris/2'", gate));
    }
}
