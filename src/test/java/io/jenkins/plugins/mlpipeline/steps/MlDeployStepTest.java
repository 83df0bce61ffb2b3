package io.jenkins.plugins.mlpipeline.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.mlpipeline.Bench;
import io.jenkins.plugins.mlpipeline.ClusterBench;
import io.jenkins.plugins.mlpipeline.config.DeploymentRule;
import io.jenkins.plugins.mlpipeline.config.GatePolicy;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.engine.rollout.Cluster;
import io.jenkins.plugins.mlpipeline.engine.rollout.ControlPlane;
import io.jenkins.plugins.mlpipeline.report.DeploymentRecord;
import io.jenkins.plugins.mlpipeline.report.DeploymentsAction;
import io.jenkins.plugins.mlpipeline.targets.Target;
import io.jenkins.plugins.mlpipeline.targets.TargetStore;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Pipelines that deploy to a real API server; what was written is read from its audit log. */
@WithJenkins
@ExtendWith(ControlPlane.class)
class MlDeployStepTest {
    private static final String APPLY = "patch deployments ";

    private static JenkinsRule j;

    @BeforeAll
    static void start(JenkinsRule rule) {
        j = rule;
    }

    @AfterEach
    void forbid() {
        MlPipelineConfiguration.get().setAllowUngated(false);
        MlPipelineConfiguration.get().setUngatedFolders(List.of());
        MlPipelineConfiguration.get().setDeploymentRules(List.of());
        MlPipelineConfiguration.get().setPolicies(List.of());
        MlPipelineConfiguration.get().setAllowWorkspaceEvaluations(false);
    }

    @Test
    void aModelThatPassedIsDeployed(Cluster cluster) throws Exception {
        WorkflowRun build = run("deployPasses", cluster, cluster.deployment("fraud:1"), Result.SUCCESS);

        j.assertLogContains(
                "DEPLOYED true Deployment/fraud in " + cluster.namespace + " with 3 pods, "
                        + ClusterBench.modelDigest(),
                build);
        j.assertLogContains(
                "[ml-pipeline] DEPLOYED: deployment/fraud in namespace " + cluster.namespace + " is deployed: ", build);
        assertThat(cluster.writes()).filteredOn(w -> w.startsWith(APPLY)).containsExactly(APPLY + "201");
        DeploymentRecord record = only(build);
        assertThat(record.getStatus()).isEqualTo("DEPLOYED");
        assertThat(record.getBound()).isEqualTo("PIPELINE");
        assertThat(record.getModelDigest()).isEqualTo(ClusterBench.modelDigest());
        assertThat(cluster.deployment()
                        .at("/spec/template/metadata/annotations/ml-pipeline.jenkins.io~1model-digest")
                        .asText())
                .isEqualTo(ClusterBench.modelDigest());
        assertThat(cluster.deployment()
                        .at("/metadata/annotations/ml-pipeline.jenkins.io~1build")
                        .asText())
                .isEqualTo(j.getURL() + build.getUrl());
    }

    @Test
    void aModelThatDidNotPassIsNotWritten(Cluster cluster) throws Exception {
        WorkflowRun build = run("deployGateFails", cluster, cluster.deployment("fraud:1"), Result.FAILURE);

        j.assertLogContains("ERROR: UNGATED: Not deployed, because the gate's verdict is FAIL.", build);
        assertThat(writes(cluster)).isEmpty();
        assertThat(only(build).getStatus()).isEqualTo("UNGATED");
    }

    @Test
    void otherBytesThanWereJudgedAreNotWrittenWhateverIsPermitted(Cluster cluster) throws Exception {
        MlPipelineConfiguration.get().setAllowUngated(true);

        WorkflowRun build = run("deployTampered", cluster, cluster.deployment("fraud:1"), Result.FAILURE);

        j.assertLogContains(
                "ERROR: TAMPERED: model.onnx is "
                        + io.jenkins.plugins.mlpipeline.engine.io.Digest.ofText("other weights")
                        + ", but the gate judged " + ClusterBench.modelDigest()
                        + ". Nothing was written. Validate and gate what is to be deployed.",
                build);
        assertThat(writes(cluster)).isEmpty();
    }

    @Test
    void withoutAVerdictNothingIsWrittenUnlessTheAdministratorPermitsIt(Cluster cluster) throws Exception {
        WorkflowRun refused = run("deployUngated", cluster, cluster.deployment("fraud:1"), Result.FAILURE);

        j.assertLogContains("ERROR: UNGATED: Not deployed, because ", refused);
        j.assertLogContains(", and the administrator doesn't permit allowUngated here.", refused);
        assertThat(writes(cluster)).isEmpty();

        MlPipelineConfiguration.get().setAllowUngated(true);
        WorkflowRun permitted = run("deployUngated", cluster, cluster.deployment("fraud:1"), Result.UNSTABLE);

        j.assertLogContains("went on with DEPLOYED", permitted);
        assertThat(warning(permitted).getResult()).isEqualTo(Result.UNSTABLE);
        assertThat(warning(permitted).getMessage())
                .startsWith("DEPLOYED: Without a gate verdict: the gate is being built (there is no gate verdict");
        assertThat(only(permitted).getBound()).isEqualTo("UNGATED");
    }

    @Test
    void theAdministratorSaysWhatIsDeployedWhere(Cluster cluster) throws Exception {
        String cron = "---\n{apiVersion: batch/v1, kind: CronJob, metadata: {name: evil}, spec: {schedule: '* * * * *',"
                + " jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: app, image:"
                + " 'registry.test/evil:1'}]}}}}}}\n";
        WorkflowRun kind = run("deployPasses", cluster, cluster.deployment("fraud:1") + cron, Result.FAILURE);
        j.assertLogContains(
                "cronjob/evil is of the kind CronJob.batch, which may not be deployed with a workload", kind);
        j.assertLogContains("ask the administrator to add to the kinds of the deployment rules", kind);

        rule(rule -> rule.setNamespaces("somewhere-*"));
        WorkflowRun namespace = run("deployPasses", cluster, cluster.deployment("fraud:1"), Result.FAILURE);
        j.assertLogContains(
                "The job may not deploy to the namespace \"" + cluster.namespace + "\"; the deployment rules permit"
                        + " somewhere-*.",
                namespace);

        rule(rule -> rule.setClusters("bank-prod"));
        WorkflowRun other = run("deployPasses", cluster, cluster.deployment("fraud:1"), Result.FAILURE);
        j.assertLogContains("; the deployment rules permit bank-prod.", other);

        rule(rule -> rule.setMinimumBinding("BYTES"));
        WorkflowRun weak = run("deployPasses", cluster, cluster.deployment("fraud:1"), Result.FAILURE);
        j.assertLogContains("UNGATED: Not deployed, because its binding to the gate is PIPELINE", weak);
        assertThat(writes(cluster)).isEmpty();

        rule(rule -> rule.setKinds("default\nCronJob"));
        WorkflowRun wider = run("deployPasses", cluster, cluster.deployment("fraud:1") + cron, Result.SUCCESS);
        j.assertLogContains("[ml-pipeline] bound to the gate: PIPELINE (", wider);
        assertThat(cluster.get("batch/v1", "cronjobs/evil").path("kind").asText())
                .isEqualTo("CronJob");
    }

    private static void rule(Consumer<DeploymentRule> settings) {
        DeploymentRule rule = new DeploymentRule("");
        settings.accept(rule);
        MlPipelineConfiguration.get().setDeploymentRules(List.of(rule));
    }

    @Test
    void whatTheManifestsNoLongerHaveGoesWhereItsKindMayBeDeployed(Cluster cluster) throws Exception {
        String config = "---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: old}, data: {a: b}}\n";
        run("deployPrunes", cluster, cluster.deployment("fraud:1") + config, Result.SUCCESS);
        rule(rule -> rule.setKinds("Service"));
        WorkflowRun kept = run("deployPrunes", cluster, cluster.deployment("fraud:1"), Result.SUCCESS);
        assertThat(only(kept).getStatus()).isEqualTo("UNCHANGED");
        assertThat(cluster.get("v1", "configmaps/old").path("data").path("a").asText())
                .isEqualTo("b");

        MlPipelineConfiguration.get().setDeploymentRules(List.of());
        run("deployPrunes", cluster, cluster.deployment("fraud:1") + config, Result.SUCCESS);
        WorkflowRun pruned = run("deployPrunes", cluster, cluster.deployment("fraud:1"), Result.SUCCESS);
        j.assertLogContains("configmap/old in namespace " + cluster.namespace + " pruned", pruned);
        j.assertLogContains("objects: [ConfigMap/old pruned]", pruned);
        assertThat(cluster.get("v1", "configmaps").path("items"))
                .noneMatch(o -> o.path("metadata").path("name").asText().equals("old"));
    }

    /** The administrator declares when a kind works; the pipeline says nothing of it. */
    @Test
    void aCustomResourceIsJudgedByTheAdministratorsRule(Cluster cluster) throws Exception {
        cluster.write("setup", """
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: features.steps.example.com}
                spec:
                  group: steps.example.com
                  scope: Namespaced
                  names: {plural: features, singular: feature, kind: Feature}
                  versions:
                  - name: v1
                    served: true
                    storage: true
                    schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
                """);
        String path = "/apis/steps.example.com/v1/namespaces/" + cluster.namespace + "/features";
        Cluster.await("the kind", () -> cluster.served(path));
        rule(rule -> rule.setConditions("Feature.steps.example.com ready=Ready observed=none"));
        // Without a status of its own the one that its controller wrote before stays.
        cluster.write(
                "controller",
                "{apiVersion: steps.example.com/v1, kind: Feature, metadata: {name: fraud}, status: {conditions: [{type:"
                        + " Ready, status: 'True', lastTransitionTime: '2099-01-01T00:00:00Z'}]}}");
        WorkflowRun build = run(
                "deployPasses",
                cluster,
                "{apiVersion: steps.example.com/v1, kind: Feature, metadata: {name: fraud}, spec: {size: 1}}",
                Result.SUCCESS);
        j.assertLogContains("is deployed: Ready is True.", build);
    }

    @Test
    void aWhenBlockReadsTheOutcome(Cluster cluster) throws Exception {
        WorkflowRun build = run("deployDeclarative", cluster, cluster.deployment("fraud"), Result.SUCCESS);

        j.assertLogContains("revision 1 of fraud-", build);
        j.assertLogContains(", before: null, rollback: null", build);
        assertThat(image(cluster)).isEqualTo("registry.example/fraud:2");
    }

    @Test
    void aRestartNeedsNoAgentAndIsDeclaredOnly(Cluster cluster) throws Exception {
        run("deployPasses", cluster, cluster.deployment("fraud:1"), Result.SUCCESS);

        WorkflowRun build = run("deployWithoutAgent", cluster, "", Result.SUCCESS);

        assertThat(only(build).getBound()).isEqualTo("DECLARED_ONLY");
        assertThat(cluster.deployment()
                        .at("/spec/template/metadata/annotations/kubectl.kubernetes.io~1restartedAt")
                        .asText())
                .isNotEmpty();
    }

    @Test
    void aDryRunShowsTheDifferenceAndWritesNothing(Cluster cluster) throws Exception {
        WorkflowRun build = run("deployDryRun", cluster, cluster.deployment("fraud:1"), Result.SUCCESS);

        j.assertLogContains("[ml-pipeline] deployment/fraud in namespace " + cluster.namespace + ": new", build);
        assertThat(writes(cluster)).isEmpty();
        assertThat(TargetStore.get().visible()).extracting(Target::getNamespace).doesNotContain(cluster.namespace);
    }

    @Test
    void aDoomedRolloutIsExplainedAndRolledBack(Cluster cluster) throws Exception {
        WorkflowRun good = run("deployPasses", cluster, cluster.deployment("fraud:1"), Result.SUCCESS);
        WorkflowRun build = run("deployFails", cluster, cluster.deployment("fraud:crash-1"), Result.FAILURE);

        j.assertLogNotContains("NOT REACHED", build);
        j.assertLogContains("container app: CrashLoopBackOff, exit code 1", build);
        j.assertLogContains("ERROR: FAILED (", build);
        j.assertLogContains("Rolled back to revision 1 (", build);
        assertThat(cluster.deployment()
                        .at("/spec/template/spec/containers/0/image")
                        .asText())
                .startsWith("fraud:1@sha256:");
        try (JenkinsRule.WebClient web = j.createWebClient()) {
            HtmlPage page = web.getPage(build, "ml-deployments/1/");
            assertThat(page.asNormalizedText())
                    .contains("FAILED", "Rollback: ROLLED_BACK", "Evidence", "container app: CrashLoopBackOff");
            assertThat(web.getPage(build).asNormalizedText())
                    .contains("deployment/fraud in namespace " + cluster.namespace);
        }
        Target target = target(cluster);
        assertThat(target.getServing().isRolledBack()).isTrue();
        assertThat(target.getServing().getBuild()).isEqualTo(build.getExternalizableId());
        assertThat(target.getServing().getModelDigest()).isEqualTo(ClusterBench.modelDigest());
        assertThat(target.getEndings())
                .extracting(e -> e.getStatus() + " " + e.getBuild())
                .containsExactly("FAILED " + build.getExternalizableId(), "DEPLOYED " + good.getExternalizableId());
    }

    @Test
    void aForbiddenNamespaceIsFoundBeforeAnythingIsWritten(Cluster cluster) throws Exception {
        cluster.write("setup", "{apiVersion: v1, kind: ServiceAccount, metadata: {name: nobody}}");
        String token;
        try (var client = cluster.as("nobody")) {
            token = client.getConfiguration().getOauthTokenProvider().getToken();
        }
        String kubeconfig = ClusterBench.read(cluster.kubeconfig());
        ClusterBench.add(
                j.jenkins,
                ClusterBench.file(
                        "nobody-" + cluster.namespace, kubeconfig.replace(ClusterBench.token(kubeconfig), token)));
        WorkflowRun build = run(
                "deployKubeconfig",
                cluster,
                cluster.deployment("fraud:1"),
                Result.FAILURE,
                Map.of("CREDENTIAL", "nobody-" + cluster.namespace));

        j.assertLogContains("ERROR: FORBIDDEN", build);
        assertThat(cluster.requests())
                .filteredOn(
                        r -> !r.dry() && r.verb().equals("patch") && r.name().equals("fraud"))
                .isEmpty();
    }

    @Test
    void anotherBuildsVerdictCountsWhenItMayBeReadAndIsNotTooOld(Cluster cluster) throws Exception {
        WorkflowRun judged = run("gateForUpstream", cluster, "", Result.SUCCESS);
        String upstream = judged.getParent().getName() + "#" + judged.getNumber();

        run("deployUpstream", cluster, cluster.deployment("fraud:1"), Result.SUCCESS, Map.of("UPSTREAM", upstream));
        assertThat(cluster.applies()).isOne();

        Thread.sleep(1_100);
        WorkflowRun old = run(
                "deployUpstream",
                cluster,
                cluster.deployment("fraud:2"),
                Result.FAILURE,
                Map.of("UPSTREAM", upstream, "MAX_AGE", "1s"));
        j.assertLogContains("ERROR: UNGATED: Not deployed, because the gate's verdict is ", old);
        assertThat(cluster.applies()).isOne();
    }

    @Test
    void buildsOfOneTargetTakeTurns(Cluster cluster) throws Exception {
        tell(cluster, cluster.deployment("fraud:1"), Map.of());
        WorkflowJob first = job("deployLong", "first-" + cluster.namespace);
        WorkflowJob second = job("deployLong", "second-" + cluster.namespace);
        WorkflowRun one = first.scheduleBuild2(0).waitForStart();
        j.waitForMessage("must stay so for 8 s", one);
        WorkflowRun two = second.scheduleBuild2(0).waitForStart();

        j.waitForMessage(
                "[ml-pipeline] waiting for " + one.getExternalizableId()
                        + ", which deploys to deployment/fraud in namespace " + cluster.namespace,
                two);
        assertThat(cluster.applies()).isOne();
        j.assertBuildStatusSuccess(j.waitForCompletion(one));
        j.assertBuildStatusSuccess(j.waitForCompletion(two));
        j.assertLogContains("ended with UNCHANGED", two);
        assertThat(target(cluster).getDeploying()).isNull();
    }

    @Test
    void whatWaitedForItsTurnIsJudgedByThePolicyThatIsInForceThen(Cluster cluster) throws Exception {
        tell(cluster, cluster.deployment("fraud:1"), Map.of("STABLE", "10m"));
        WorkflowRun one = job("deployLong", "before-" + cluster.namespace)
                .scheduleBuild2(0)
                .waitForStart();
        j.waitForMessage("must stay so for ", one);
        WorkflowRun two = job("deployLong", "after-" + cluster.namespace)
                .scheduleBuild2(0)
                .waitForStart();
        j.waitForMessage("[ml-pipeline] waiting for " + one.getExternalizableId(), two);

        MlPipelineConfiguration.get().setPolicies(List.of(new GatePolicy("", "accuracy>=0.5")));

        one.doStop();
        j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(one));
        j.assertBuildStatus(Result.FAILURE, j.waitForCompletion(two));
        j.assertLogContains(
                "ERROR: UNGATED: Not deployed, because the gate's verdict was given without the administrator's gate"
                        + " accuracy>=0.5, which is in force now.",
                two);
        assertThat(only(two).getStatus()).isEqualTo("UNGATED");
        assertThat(cluster.applies()).isOne();
        assertThat(target(cluster).getDeploying()).isNull();
    }

    @Test
    void whatWaitedForItsTurnHasTheTextsBesideItThatAreNamedThen(Cluster cluster) throws Exception {
        Consumer<DeploymentRule> bytes = rule -> rule.setMinimumBinding("BYTES");
        rule(bytes.andThen(rule -> rule.setCoveredTexts("labels.txt")));
        tell(
                cluster,
                cluster.deployment("fraud:1")
                        + "        volumeMounts: [{name: model, mountPath: /models}]\n"
                        + "      volumes: [{name: model, configMap: {name: m}}]\n"
                        + "---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: m},"
                        + " data: {model.onnx: weights, labels.txt: cat dog}}\n",
                Map.of("STABLE", "10m"));
        WorkflowRun one = job("deployLong", "named-" + cluster.namespace)
                .scheduleBuild2(0)
                .waitForStart();
        j.waitForMessage("must stay so for ", one);
        j.assertLogContains("[ml-pipeline] bound to the gate: BYTES, container app (", one);
        WorkflowRun two = job("deployLong", "unnamed-" + cluster.namespace)
                .scheduleBuild2(0)
                .waitForStart();
        j.waitForMessage("[ml-pipeline] waiting for " + one.getExternalizableId(), two);

        rule(bytes);

        one.doStop();
        j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(one));
        j.assertBuildStatus(Result.FAILURE, j.waitForCompletion(two));
        j.assertLogContains(
                "and BYTES is demanded (minimumBinding); not covered: labels.txt, a text that the administrator no longer"
                        + " names.",
                two);
        // The ConfigMap and the workload of the first.
        assertThat(cluster.applies()).isEqualTo(2);
    }

    @Test
    void aDeploymentOfSeveralWorkloadsHasOneTurn(Cluster cluster) throws Exception {
        tell(
                cluster,
                cluster.deployment("fraud:1") + "---\n" + cluster.deployment("scores", "scores:1", 1, ""),
                Map.of());
        WorkflowRun build = job("deployLong", "several-" + cluster.namespace)
                .scheduleBuild2(0)
                .waitForStart();
        j.waitForMessage("must stay so for 8 s", build);

        MlPipelineConfiguration.get().setPolicies(List.of(new GatePolicy("", "accuracy>=0.5")));

        j.assertBuildStatusSuccess(j.waitForCompletion(build));
        j.assertLogContains("deployment/scores in namespace " + cluster.namespace + " is deployed", build);
    }

    @Test
    void aVerdictOnAFileThatNamesNoModelDeploysNothing(Cluster cluster) throws Exception {
        MlPipelineConfiguration.get().setPolicies(List.of(new GatePolicy("", "accuracy>=0.5")));
        MlPipelineConfiguration.get().setAllowWorkspaceEvaluations(true);

        WorkflowRun build = run("deployUnbound", cluster, cluster.deployment("fraud:1"), Result.FAILURE);

        j.assertLogContains("the verdict is PASS, of file", build);
        j.assertLogContains(
                "ERROR: UNGATED: Not deployed, because the gate's verdict is not bound to any model (validate with"
                        + " subject, or from the model itself).",
                build);
        assertThat(writes(cluster)).isEmpty();
    }

    @Test
    void aStoppedBuildLeavesTheRolloutUnlessToldOtherwise(Cluster cluster) throws Exception {
        run("deployPasses", cluster, cluster.deployment("fraud:1"), Result.SUCCESS);

        tell(cluster, cluster.deployment("fraud:2"), Map.of());
        WorkflowRun left = stopInTheMiddle("left-" + cluster.namespace);
        j.assertLogContains("[ml-pipeline] ABORTED: The build was stopped while deployment/fraud", left);
        assertThat(image(cluster)).isEqualTo("fraud:2");

        tell(cluster, cluster.deployment("fraud:3"), Map.of("ON_ABORT", "rollback"));
        WorkflowRun back = stopInTheMiddle("back-" + cluster.namespace);
        j.assertLogContains("Rolled back to revision ", back);
        assertThat(image(cluster)).matches("fraud:[12]@sha256:[0-9a-f]{64}");
    }

    @Test
    void theAddressOfEveryPageIsForReadersAlone(Cluster cluster) throws Exception {
        WorkflowRun build = run("deployPasses", cluster, cluster.deployment("fraud:1"), Result.SUCCESS);
        Target target = target(cluster);
        try (JenkinsRule.WebClient web = j.createWebClient()) {
            HtmlPage all = web.goTo("ml-deployments/");
            assertThat(all.asNormalizedText())
                    .contains("Deployment/fraud", cluster.namespace, build.getExternalizableId());
            HtmlPage one = web.goTo("ml-deployments/" + target.getId() + "/");
            assertThat(one.asNormalizedText()).contains(ClusterBench.modelDigest(), "A rollback would restore");
            String json = web.goTo(build.getUrl() + "api/json?depth=2", "application/json")
                    .getWebResponse()
                    .getContentAsString();
            assertThat(json)
                    .contains(
                            "\"status\":\"DEPLOYED\"",
                            "\"bound\":\"PIPELINE\"",
                            "\"namespace\":\"" + cluster.namespace + "\"");
        }
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new org.jvnet.hudson.test.MockAuthorizationStrategy()
                .grant(jenkins.model.Jenkins.READ)
                .everywhere()
                .to("stranger"));
        try (ACLContext stranger =
                ACL.as2(hudson.model.User.getById("stranger", true).impersonate2())) {
            assertThat(TargetStore.get().visible()).isEmpty();
            assertThat(TargetStore.get().visible(target.getId())).isEmpty();
        } finally {
            j.jenkins.setAuthorizationStrategy(hudson.security.AuthorizationStrategy.UNSECURED);
            j.jenkins.setSecurityRealm(hudson.security.SecurityRealm.NO_AUTHENTICATION);
        }
    }

    @Test
    void aJobWithAnAuthorityOfItsOwnIsAnotherTargetInTheRecords(Cluster cluster) throws Exception {
        WorkflowRun real = run("deployPasses", cluster, cluster.deployment("fraud:1"), Result.SUCCESS);
        Target before = target(cluster);
        // What the API server shows is signed by one of both, so that this job gets its connection too.
        String own = ClusterBench.authority(ClusterBench.read(cluster.kubeconfig())) + "\n" + anotherCertificate();
        tell(cluster, cluster.deployment("fraud:2"), Map.of("POSERS_CA", own));
        WorkflowJob poser =
                Bench.job("poser", ClusterBench.script("deployPasses").replace("env.CA", "env.POSERS_CA"));

        WorkflowRun posed = j.buildAndAssertStatus(Result.SUCCESS, poser);

        List<Target> both = TargetStore.get().visible().stream()
                .filter(t -> t.getNamespace().equals(cluster.namespace))
                .toList();
        assertThat(both).extracting(Target::getOwner).hasSize(2).doesNotHaveDuplicates();
        assertThat(both)
                .extracting(t -> t.getServing().getBuild())
                .containsExactlyInAnyOrder(real.getExternalizableId(), posed.getExternalizableId());
        Target after = TargetStore.get().visible(before.getId()).orElseThrow();
        assertThat(after.getServing().getBuild()).isEqualTo(real.getExternalizableId());
        assertThat(after.getEndings()).hasSize(1);
    }

    private static String anotherCertificate() throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        try (InputStream in =
                Files.newInputStream(Path.of(System.getProperty("java.home"), "lib", "security", "cacerts"))) {
            store.load(in, null);
        }
        byte[] encoded = store.getCertificate(store.aliases().nextElement()).getEncoded();
        return "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(encoded)
                + "\n-----END CERTIFICATE-----\n";
    }

    private static String image(Cluster cluster) {
        return cluster.deployment().at("/spec/template/spec/containers/0/image").asText();
    }

    private static WorkflowRun stopInTheMiddle(String name) throws Exception {
        WorkflowRun build = job("deployLong", name).scheduleBuild2(0).waitForStart();
        j.waitForMessage("must stay so for 8 s", build);
        build.doStop();
        j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(build));
        return build;
    }

    private static Target target(Cluster cluster) {
        return TargetStore.get().visible().stream()
                .filter(t -> t.getNamespace().equals(cluster.namespace))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> writes(Cluster cluster) {
        return cluster.writes();
    }

    private static void tell(Cluster cluster, String manifest, Map<String, String> more) throws Exception {
        String kubeconfig = ClusterBench.read(cluster.kubeconfig());
        if (com.cloudbees.plugins.credentials.SystemCredentialsProvider.getInstance()
                .getCredentials()
                .isEmpty()) {
            ClusterBench.credentials(j.jenkins, kubeconfig);
        }
        Map<String, String> all = new LinkedHashMap<>(more);
        all.put("NAMESPACE", cluster.namespace);
        all.put("MANIFEST", manifest);
        ClusterBench.tell(kubeconfig, all);
    }

    private static WorkflowJob job(String pipeline, String name) throws Exception {
        return Bench.job(name, ClusterBench.script(pipeline));
    }

    private static WorkflowRun run(String pipeline, Cluster cluster, String manifest, Result expected)
            throws Exception {
        return run(pipeline, cluster, manifest, expected, Map.of());
    }

    private static WorkflowRun run(
            String pipeline, Cluster cluster, String manifest, Result expected, Map<String, String> more)
            throws Exception {
        tell(cluster, manifest, more);
        var existing = j.jenkins.getItem(pipeline);
        var job = existing == null ? job(pipeline, pipeline) : (WorkflowJob) existing;
        return j.buildAndAssertStatus(expected, job);
    }

    private static DeploymentRecord only(WorkflowRun build) {
        List<DeploymentRecord> all = build.getAction(DeploymentsAction.class).getDeployments();
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private static WarningAction warning(WorkflowRun build) {
        FlowNode node = new DepthFirstScanner()
                .findFirstMatch(build.getExecution(), n -> n.getPersistentAction(WarningAction.class) != null);
        return node.getPersistentAction(WarningAction.class);
    }
}
