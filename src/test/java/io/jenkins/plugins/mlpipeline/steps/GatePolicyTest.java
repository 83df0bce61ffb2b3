package io.jenkins.plugins.mlpipeline.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Result;
import io.jenkins.plugins.mlpipeline.Bench;
import io.jenkins.plugins.mlpipeline.config.GatePolicy;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.engine.gate.GateOutcome;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.record.RecordFolder;
import java.nio.file.Files;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** An administrator's gates, on an evaluation whose accuracy is 0.85. */
@WithJenkins
class GatePolicyTest {
    private static JenkinsRule j;

    @BeforeAll
    static void start(JenkinsRule rule) {
        j = rule;
    }

    @AfterEach
    void noPolicy() {
        MlPipelineConfiguration.get().setPolicies(List.of());
        MlPipelineConfiguration.get().setAllowWorkspaceEvaluations(false);
    }

    private static void policy(String folder, String gates) {
        MlPipelineConfiguration.get().setPolicies(List.of(new GatePolicy(folder, gates)));
        // The scripts here judge a file of the workspace.
        MlPipelineConfiguration.get().setAllowWorkspaceEvaluations(true);
    }

    private static WorkflowJob gate(Folder folder, String arguments) throws Exception {
        WorkflowJob job = folder.createProject(WorkflowJob.class, "train");
        job.setDefinition(new CpsFlowDefinition(script(arguments), true));
        return job;
    }

    private static String script(String arguments) throws Exception {
        return Bench.script("gateAny").replace("ARGUMENTS", arguments);
    }

    private static WorkflowRun build(WorkflowJob job, Result expected) throws Exception {
        return j.assertBuildStatus(expected, job.scheduleBuild2(0).get());
    }

    private static GateResult record(WorkflowRun run) throws Exception {
        return RecordFolder.of(run, "model").gate().orElseThrow();
    }

    private static List<String> verdicts(WorkflowRun run) throws Exception {
        return record(run).gates().stream()
                .map((GateOutcome g) -> g.id() + "=" + g.verdict() + "/" + g.criticality())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ", gates: []",
                ", gates: ['accuracy>=0.5']",
                ", gates: ['accuracy(criticality=NOTE)>=0.5']",
                ", gates: [[metric: 'accuracy', min: 0.9, criticality: 'NOTE']]",
            })
    void nothingInAPipelineWeakensIt(String arguments) throws Exception {
        policy("", "accuracy>=0.9");
        Folder folder = j.jenkins.createProject(Folder.class, "every" + Math.abs(arguments.hashCode()));

        WorkflowRun run = build(gate(folder, arguments), Result.FAILURE);

        assertThat(verdicts(run)).endsWith("policy/accuracy=FAIL/FAILURE");
        assertThat(record(run).policy().gates()).containsExactly("accuracy>=0.9");
        j.assertLogContains("ERROR: Model \"model\" did not pass: ", run);
    }

    @Test
    void anIdOfAPolicyIsRefused() throws Exception {
        Folder folder = j.jenkins.createProject(Folder.class, "impostor");

        WorkflowRun run = build(gate(folder, ", gates: ['accuracy(id=policy/accuracy)>=0.1']"), Result.FAILURE);

        j.assertLogContains(
                "ERROR: a gate has the id \"policy/accuracy\"; ids that begin with \"policy/\" are kept for the"
                        + " administrator's policy, so give it another one.",
                run);
    }

    @Test
    void itAppliesBelowItsFolderAloneAndFollowsIt() throws Exception {
        Folder bank = j.jenkins.createProject(Folder.class, "bank");
        Folder team = bank.createProject(Folder.class, "team");
        Folder beside = j.jenkins.createProject(Folder.class, "bankrupt");
        policy("bank", "accuracy>=0.9");
        WorkflowJob inside = gate(team, ", gates: ['accuracy>=0.5']");

        build(inside, Result.FAILURE);
        assertThat(record(build(gate(beside, ", gates: ['accuracy>=0.5']"), Result.SUCCESS))
                        .policy())
                .isNull();

        bank.renameTo("treasury");

        assertThat(MlPipelineConfiguration.get().getPolicies())
                .extracting(GatePolicy::getFolder)
                .containsExactly("treasury");
        build(inside, Result.FAILURE);
    }

    /** A job whose evaluation declares that there is no baseline yet, in a folder of its own. */
    private static WorkflowJob declaredFirst(String folder) throws Exception {
        WorkflowJob job = gate(j.jenkins.createProject(Folder.class, folder), ", gates: ['accuracy>=0.5']");
        job.setDefinition(new CpsFlowDefinition(
                script(", gates: ['accuracy>=0.5']")
                        .replace(
                                "\"schemaVersion\": 1,",
                                "\"schemaVersion\": 1, \"baseline\": {\"from\": \"none\","
                                        + " \"firstBuild\": true, \"allowSame\": false},"),
                true));
        return job;
    }

    @Test
    void aFirstBuildIsOneOnlyOnce() throws Exception {
        policy("", "accuracy>=baseline");
        WorkflowJob job = declaredFirst("first");

        assertThat(verdicts(build(job, Result.SUCCESS)))
                .containsExactly("accuracy=PASS/FAILURE", "policy/accuracy=INCONCLUSIVE/NOTE");
        assertThat(verdicts(build(job, Result.UNSTABLE)))
                .containsExactly("accuracy=PASS/FAILURE", "policy/accuracy=INCONCLUSIVE/FAILURE");
    }

    @Test
    void aFirstBuildIsOneOnlyOnceAlsoWhenItIsDiscarded() throws Exception {
        policy("", "accuracy>=baseline");
        WorkflowJob job = declaredFirst("discarding");
        build(job, Result.SUCCESS).delete();
        job.renameTo("renamed");

        assertThat(verdicts(build(job, Result.UNSTABLE)))
                .containsExactly("accuracy=PASS/FAILURE", "policy/accuracy=INCONCLUSIVE/FAILURE");
    }

    @Test
    void aMemoryThatIsDamagedMakesNoFirstBuild() throws Exception {
        policy("", "accuracy>=baseline");
        Folder folder = j.jenkins.createProject(Folder.class, "damaged");
        WorkflowJob job = gate(folder, ", gates: ['accuracy>=0.5']");
        Files.writeString(job.getRootDir().toPath().resolve("ml-pipeline-passed.json"), "{\"schemaVersion\": 1");

        j.assertLogContains(
                "ERROR: It can't be told whether a model of this job passed its gates before, because"
                        + " ml-pipeline-passed.json in the job's folder is damaged.",
                build(job, Result.FAILURE));
    }

    /** Accuracy's bound and the slice are computed for the policy alone. */
    @Test
    void aValidationComputesWhatItNeeds() throws Exception {
        Bench.configure();
        policy("", "f1(decide=lowerBound)>=0.01\n{metric: accuracy, min: 0.1, slice: {by: [region]}}");
        Folder folder = j.jenkins.createProject(Folder.class, "needs");
        WorkflowJob job = folder.createProject(WorkflowJob.class, "train");
        job.setDefinition(new CpsFlowDefinition("""
                node {
                  def rows = ['id,region,actual,predicted']
                  for (int i = 0; i < 60; i++) { rows << "${i},${i % 2 == 0 ? 'north' : 'south'},${i % 3 == 0},${i % 3 == 0 || i % 10 == 1}" }
                  writeFile file: 'p.csv', text: rows.join('\\n') + '\\n'
                  mlValidate predictions: 'p.csv', predictionColumn: 'predicted', label: 'actual', rowId: 'id', posLabel: 'true', task: 'binary', labels: ['false', 'true']
                  mlGate()
                }
                """, true));

        WorkflowRun run = build(job, Result.SUCCESS);

        assertThat(verdicts(run)).containsExactly("policy/f1=PASS/FAILURE", "policy/accuracy=PASS/FAILURE");
        assertThat(record(run).gates().get(1).slices())
                .extracting(s -> s.slice())
                .containsExactly("region=north", "region=south");
    }
}
