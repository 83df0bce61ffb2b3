package io.jenkins.plugins.mlpipeline.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import io.jenkins.plugins.mlpipeline.ClusterBench;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.config.PrometheusConnection;
import io.jenkins.plugins.mlpipeline.config.RegistryConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.jenkinsci.plugins.workflow.cps.Snippetizer;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class StepFormsTest {
    private static JenkinsRule j;

    @BeforeAll
    static void start(JenkinsRule rule) {
        j = rule;
    }

    @Test
    void trainComesBackFromItsForm() throws Exception {
        MlTrainStep step = new MlTrainStep();
        step.setId("challenger");
        step.setData("data.csv");
        step.setLabel("outcome");
        step.setAlgorithm("random_forest");
        step.setHyperparameters(Map.of("n_estimators", "100"));
        step.setTestSize(0.25);
        step.setSeed(7L);
        step.setLabels(List.of("no", "yes"));
        step.setPosLabel("yes");
        step.setIgnore(List.of("a", "b"));
        step.setThreads(2);
        step.setHeap("1g");
        step.setMemory("3g");
        step.setTimeout(60L);
        step.setTask("binary");
        step.setClassWeight("balanced");
        step.setThreshold("expected_cost(fn=100,fp=5)");
        step.setDecimal(",");
        step.setThousands("space");
        step.setNumberSigns(true);
        step.setBadNumbers("missing");
        step.setComment("#");
        step.setDates("dmy");
        step.setColumns(Map.of("zip", "category"));
        step.setLogLevel("debug");

        MlTrainStep back = new StepConfigTester(j).configRoundTrip(step);

        j.assertEqualDataBoundBeans(step, back);
        assertThat(Snippetizer.object2Groovy(back))
                .startsWith("mlTrain ")
                .contains("hyperparameters: [n_estimators:'100']".replace(":'", ": '"))
                .contains("ignore: ['a', 'b']");
    }

    @Test
    void validateComesBackFromItsForm() throws Exception {
        MlValidateStep step = new MlValidateStep();
        step.setPredictions("predictions.csv");
        step.setPredictionColumn("predicted");
        step.setScoreColumns(Map.of("yes", "p_yes"));
        step.setData("data.csv");
        step.setScores("logits");
        step.setThreshold(0.4);
        step.setDecimal(",");
        step.setSubject("image@sha256:" + "a".repeat(64));
        step.setRegistry("prod");
        step.setArchive(false);
        step.setMemory("900m");

        MlValidateStep back = new StepConfigTester(j).configRoundTrip(step);
        j.assertEqualDataBoundBeans(step, back);
        assertThat(Snippetizer.object2Groovy(back)).contains("data: 'data.csv'");
    }

    @Test
    void whatAValidationComputesBesideTheMetricsComesBackFromItsForm() throws Exception {
        MlValidateStep step = new MlValidateStep();
        step.setData(List.of("north.csv", "south, far.csv"));
        step.setSha256("sha256:" + "a".repeat(64));
        step.setBaseline(Map.of("from", "lastPassed", "firstBuild", "true"));
        step.setSlices(List.of(
                "sex",
                "sex, race",
                Map.of("by", "age", "bins", List.of(25, 40.5)),
                "{name: young, where: \"age < 25 and country == 'FR'\"}"));
        step.setFairness(List.of("sex", "race"));
        step.setCosts(Map.of("triage", "{good: {bad: 5}, bad: {good: loan_amount}}"));
        step.setGroups("customer");
        step.setBootstrap(List.of("f1", "fbeta(beta=2)"));
        step.setSeed(-7L);
        step.setWorstRows(20);
        step.setImportance(true);
        step.setOutcomes("outcomes.gz");
        step.setReference("reference.json");

        MlValidateStep back = new StepConfigTester(j).configRoundTrip(step);

        j.assertEqualDataBoundBeans(step, back);
        assertThat(Snippetizer.object2Groovy(back))
                .contains("data: ['north.csv', 'south, far.csv']")
                .contains("fairness: ['sex', 'race']")
                .contains("slices: [[by: ['sex']], [by: ['sex', 'race']], [")
                .contains("importance: 5")
                .contains("bins: [25, 40.5]")
                .contains("costs: [triage: [")
                .contains("bad: [good: 'loan_amount']")
                .contains("[name: 'young', where: 'age < 25 and country == \\'FR\\'']");
    }

    @Test
    void aGateInBracesBecomesTheMapThatAScriptHas() throws Exception {
        MlGateStep step = new MlGateStep();
        step.setGates(
                List.of("accuracy>=0.94", "{metric: recall, min: 0.8, criticality: UNSTABLE, slice: {by: [sex]}}"));
        step.setSkipPublishingChecks(true);

        MlGateStep back = new StepConfigTester(j).configRoundTrip(step);

        j.assertEqualDataBoundBeans(step, back);
        assertThat(Snippetizer.object2Groovy(back))
                .isEqualTo("mlGate gates: ['accuracy>=0.94', [metric: 'recall', min: 0.8, criticality: 'UNSTABLE',"
                        + " slice: [by: ['sex']]]], skipPublishingChecks: true");
    }

    @Test
    void gateComesBackFromItsForm() throws Exception {
        MlGateStep step = new MlGateStep();
        step.setId("champion");
        step.setGates(List.of("accuracy>=0.94", "recall>=0.8"));

        MlGateStep back = new StepConfigTester(j).configRoundTrip(step);

        j.assertEqualDataBoundBeans(step, back);
        assertThat(Snippetizer.object2Groovy(back))
                .isEqualTo("mlGate gates: ['accuracy>=0.94', 'recall>=0.8'], id: 'champion'");
    }

    @Test
    void registerComesBackFromItsForm() throws Exception {
        MlPipelineConfiguration.get().setRegistries(List.of(new RegistryConnection("prod", "https://mlflow.example")));
        ClusterBench.add(
                j.jenkins,
                new UsernamePasswordCredentialsImpl(
                        CredentialsScope.GLOBAL, "mlflow-churn", "", "jenkins", "secret-1"));
        MlRegisterStep step = new MlRegisterStep("churn");
        step.setRegistry("prod");
        step.setAlias("champion");
        step.setId("challenger");
        step.setCredentialsId("mlflow-churn");
        step.setExperiment("nightly");
        step.setLog(true);

        MlRegisterStep back = new StepConfigTester(j).configRoundTrip(step);

        j.assertEqualDataBoundBeans(step, back);
        assertThat(Snippetizer.object2Groovy(back))
                .isEqualTo("mlRegister alias: 'champion', credentialsId: 'mlflow-churn', experiment: 'nightly',"
                        + " id: 'challenger', log: true, name: 'churn', registry: 'prod'");
    }

    @Test
    void attestComesBackFromItsForm() throws Exception {
        ClusterBench.add(
                j.jenkins,
                new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, "verdicts", "", "gate", "secret-2"));
        MlAttestStep step = new MlAttestStep("verdicts");
        step.setImage("registry.example/bank/scorer@sha256:" + "a".repeat(64));
        step.setId("challenger");

        MlAttestStep back = new StepConfigTester(j).configRoundTrip(step);

        j.assertEqualDataBoundBeans(step, back);
        assertThat(Snippetizer.object2Groovy(back))
                .isEqualTo(
                        "mlAttest credentialsId: 'verdicts', id: 'challenger', image: 'registry.example/bank/scorer@sha256:"
                                + "a".repeat(64) + "'");
    }

    @Test
    void verifyComesBackFromItsForm() throws Exception {
        MlPipelineConfiguration.get()
                .setPrometheusServers(List.of(new PrometheusConnection("prod", "https://prometheus.example")));
        MlVerifyStep step = new MlVerifyStep();
        step.setId("champion");
        step.setChecks(List.of("mlserver.errors<=1 %", Map.of("id", "m", "gauge", "memory_bytes", "max", 5)));
        step.setPrometheus("prod");
        step.setWindow("20m");
        step.setInterval("2m");
        step.setBadLooks(2);
        step.setLooks(4);
        step.setMinRequests(50);
        step.setNoData("pass");
        step.setOnFailure("leave");
        step.setService("fraud-api");

        MlVerifyStep back = new StepConfigTester(j).configRoundTrip(step);

        j.assertEqualDataBoundBeans(step, back);
        assertThat(Snippetizer.object2Groovy(back))
                .startsWith("mlVerify ")
                .contains("checks: ['mlserver.errors<=1 %', [")
                .contains("window: '20m'");
        assertThat(Snippetizer.object2Groovy(new StepConfigTester(j).configRoundTrip(new MlVerifyStep())))
                .isEqualTo("mlVerify()");
    }

    @Test
    void deployComesBackFromItsForm() throws Exception {
        MlDeployStep step = new MlDeployStep();
        step.setId("champion");
        step.setManifests("k8s/");
        step.setNamespace("bank");
        step.setImages(Map.of("fraud", "registry.example/fraud:2"));
        step.setServerUrl("https://k8s.example:6443");
        step.setCaCertificate("-----BEGIN CERTIFICATE-----\nabc\n-----END CERTIFICATE-----");
        step.setModel("model");
        step.setUpstream("train#12");
        step.setMaxAge("2h");
        step.setAllowUngated("a trial");
        step.setDryRun(true);
        step.setTimeout("10m");
        step.setStableFor("1m");
        step.setAllowFailures(0);
        step.setOnFailure("leave");
        step.setOnTimeout("rollback");
        step.setOnAbort("rollback");
        step.setDeleteBrokenPods(true);
        step.setRollbackTo("gated");
        step.setOutagePatience("2m");
        step.setRestartOnConfig(false);
        step.setUnexplained("fail");
        step.setReplicas("manifest");
        step.setConflicts("force");
        step.setFieldManager("ml");
        step.setLogLines(20);
        step.setVerify(Map.of("checks", List.of("http.errors<=1 %"), "window", "5m"));
        step.setTargets(List.of(Map.of("cloud", "edge-1", "namespace", "bank"), Map.of("cloud", "edge-2")));
        step.setWave("25 %");

        MlDeployStep back = new StepConfigTester(j).configRoundTrip(step);

        j.assertEqualDataBoundBeans(step, back);
        assertThat(Snippetizer.object2Groovy(back))
                .startsWith("mlDeploy allowFailures: 0, allowUngated: 'a trial', ")
                .contains("checks: ['http.errors<=1 %']")
                .contains("[cloud: 'edge-2']]")
                .contains("wave: '25 %'");
    }

    @Test
    void aRollbackSurvivesItsForm() throws Exception {
        MlRollbackStep step = new MlRollbackStep("bank/deployment/fraud");
        step.setTo("7");
        step.setReason("INC-42");
        step.setDryRun(true);
        step.setId("fraud");
        assertThat(Snippetizer.object2Groovy(new StepConfigTester(j).configRoundTrip(step)))
                .isEqualTo(
                        "mlRollback dryRun: true, id: 'fraud', reason: 'INC-42', target: 'bank/deployment/fraud', to: '7'");
    }

    @Test
    void aDiagnosisSurvivesItsForm() throws Exception {
        MlPipelineConfiguration.get()
                .setPrometheusServers(List.of(new PrometheusConnection("prod", "https://prometheus.example")));
        MlDiagnoseStep step = new MlDiagnoseStep("bank/deployment/fraud");
        step.setSince("2h");
        step.setChecks(List.of("mlserver.errors<=1 %"));
        step.setPrometheus("prod");
        step.setService("fraud-api");
        assertThat(Snippetizer.object2Groovy(new StepConfigTester(j).configRoundTrip(step)))
                .isEqualTo("mlDiagnose checks: ['mlserver.errors<=1 %'], prometheus: 'prod', service: 'fraud-api',"
                        + " since: '2h', target: 'bank/deployment/fraud'");
    }

    @Test
    void aWatchSurvivesItsForm() throws Exception {
        MlWatchStep step = new MlWatchStep();
        step.setTarget("bank/deployment/fraud");
        step.setData("requests");
        step.setLabels("labels.csv");
        step.setRowId("id");
        step.setWindows(4);
        step.setFalseAlarms(0.1);
        step.setMinRows(200L);
        assertThat(Snippetizer.object2Groovy(new StepConfigTester(j).configRoundTrip(step)))
                .isEqualTo(
                        "mlWatch data: 'requests', falseAlarms: 0.1, labels: 'labels.csv', minRows: 200, rowId: 'id',"
                                + " target: 'bank/deployment/fraud', windows: 4");
    }

    @Test
    void aWatchOfAHistogramSurvivesItsForm() throws Exception {
        MlPipelineConfiguration.get()
                .setPrometheusServers(List.of(new PrometheusConnection("prod", "https://prometheus.example")));
        MlWatchStep step = new MlWatchStep();
        step.setTarget("bank/deployment/fraud");
        step.setHistogram("score_bucket{model=\"a\"}");
        step.setPrometheus("prod");
        step.setWindow("12h");
        assertThat(Snippetizer.object2Groovy(new StepConfigTester(j).configRoundTrip(step)))
                .isEqualTo("mlWatch histogram: 'score_bucket{model=\"a\"}', prometheus: 'prod', target:"
                        + " 'bank/deployment/fraud', window: '12h'");
    }

    @Test
    void foresightSurvivesItsForm() throws Exception {
        MlPipelineConfiguration.get()
                .setPrometheusServers(List.of(new PrometheusConnection("prod", "https://prometheus.example")));
        MlForeseeStep step = new MlForeseeStep(List.of("memory=max(a{$pods}, b)", "errors=sum(c)"));
        step.setLimits("memory<=2e9");
        step.setTarget("bank/deployment/fraud");
        step.setPrometheus("prod");
        step.setSince("48h");
        step.setUnstableOnNotes(true);
        assertThat(Snippetizer.object2Groovy(new StepConfigTester(j).configRoundTrip(step)))
                .isEqualTo("mlForesee limits: ['memory<=2e9'], prometheus: 'prod', queries: ['memory=max(a{$pods}, b)',"
                        + " 'errors=sum(c)'], since: '48h', target: 'bank/deployment/fraud', unstableOnNotes: true");
    }

    @Test
    void anUntouchedFormGivesNoParameters() throws Exception {
        assertThat(Snippetizer.object2Groovy(new StepConfigTester(j).configRoundTrip(new MlDeployStep())))
                .isEqualTo("mlDeploy()");
        assertThat(Snippetizer.object2Groovy(new StepConfigTester(j).configRoundTrip(new MlTrainStep())))
                .isEqualTo("mlTrain()");
        assertThat(Snippetizer.object2Groovy(new StepConfigTester(j).configRoundTrip(new MlValidateStep())))
                .isEqualTo("mlValidate()");
        assertThat(Snippetizer.object2Groovy(new StepConfigTester(j).configRoundTrip(new MlWatchStep())))
                .isEqualTo("mlWatch()");
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                MlTrainStep.class,
                MlValidateStep.class,
                MlGateStep.class,
                MlDeployStep.class,
                MlVerifyStep.class,
                MlRollbackStep.class,
                MlDiagnoseStep.class,
                MlWatchStep.class,
                MlForeseeStep.class
            })
    void everyParameterHasAFieldAndHelpAndIsDocumented(Class<? extends Step> step) throws IOException {
        String folder = "/" + step.getName().replace('.', '/') + "/";
        String form = new String(
                step.getResourceAsStream(folder + "config.jelly").readAllBytes(),
                java.nio.charset.StandardCharsets.UTF_8);
        TreeSet<String> parameters = new DescribableModel<>(step)
                .getParameters().stream()
                        .map(DescribableParameter::getName)
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(parameters).isNotEmpty().allSatisfy(name -> {
            assertThat(form).contains("field=\"" + name + "\"");
            assertThat(step.getResourceAsStream(folder + "help-" + name + ".html"))
                    .as("help of %s", name)
                    .isNotNull();
        });
        assertThat(documented(DescribableModel.of(step).getType().getSimpleName()))
                .containsExactlyInAnyOrderElementsOf(parameters);
    }

    /** The parameters in the table of {@code docs/steps.md} below the heading of a step. */
    private static List<String> documented(String step) throws IOException {
        String heading = "## `ml" + step.substring(2, step.length() - "Step".length()) + "`";
        String section = Files.readString(Path.of("docs/steps.md"));
        section = section.substring(section.indexOf(heading) + heading.length());
        int next = section.indexOf("\n## ");
        return (next < 0 ? section : section.substring(0, next))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(3, line.indexOf('`', 3)))
                .toList();
    }
}
