package io.jenkins.plugins.mlpipeline.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Label;
import hudson.model.Result;
import io.jenkins.plugins.mlpipeline.Bench;
import io.jenkins.plugins.mlpipeline.OneJenkins;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.FairnessTable;
import io.jenkins.plugins.mlpipeline.engine.evaluation.SliceSet;
import io.jenkins.plugins.mlpipeline.engine.gate.GateOutcome;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import io.jenkins.plugins.mlpipeline.record.RecordFolder;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What parameters of {@code mlValidate} ask for is computed, and gates can be on it. */
@WithJenkins
class AnalysisTest {
    private static JenkinsRule j;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        j = rule;
        j.createOnlineSlave(Label.get("agent"));
    }

    @BeforeEach
    void configure() throws Exception {
        OneJenkins.clean();
        Bench.configure();
    }

    @Test
    void parametersAskForSlicesFairnessAndComparisonsOverTheSpec() throws Exception {
        WorkflowRun build = j.buildAndAssertSuccess(Bench.job("analysis"));

        j.assertLogContains("outcomes true", build);
        j.assertLogContains("verdict PASS [ages=PASS, parity=PASS, bound=PASS, sampled=PASS, paired=PASS]", build);
        Evaluation evaluation = RecordFolder.of(build, "model").evaluation().orElseThrow();
        assertThat(evaluation.slices())
                .extracting(SliceSet::name)
                .containsExactly("telephone", "foreign_worker", "housing, telephone", "age", "young");
        assertThat(evaluation.fairness()).extracting(FairnessTable::by).containsExactly("foreign_worker");
        assertThat(evaluation.comparisons().get(Evaluation.BASELINE).worst()).hasSize(5);
        assertThat(RecordFolder.of(build, "model").outcomes()).isRegularFile();

        GateResult gate = RecordFolder.of(build, "model").gate().orElseThrow();
        assertThat(gate.gates())
                .extracting(g -> g.evidence() == null ? null : g.evidence().method())
                .containsExactly(null, null, "wilson", "bootstrap-percentile", "newcombe-10");
        assertThat(outcome(gate, "bound").reason()).contains("99 %");
        assertThat(outcome(gate, "paired").evidence().flips()).isNotNull();
    }

    @Test
    void aModelOfAnotherToolIsComparedWithTheRowsOfAReference() throws Exception {
        WorkflowRun build = j.buildAndAssertStatus(Result.FAILURE, Bench.job("otherTool"));

        GateResult compared = RecordFolder.of(build, "compared").gate().orElseThrow();
        assertThat(compared.gates()).extracting(GateOutcome::value).first().isEqualTo(1.0);
        assertThat(compared.gates()).extracting(GateOutcome::verdict).containsExactly(Verdict.FAIL, Verdict.PASS);
        GateResult alone = RecordFolder.of(build, "alone").gate().orElseThrow();
        assertThat(alone.gates())
                .extracting(GateOutcome::reason)
                .allMatch(reason -> reason.contains("no reference was given"), "says that there was no reference");
        assertThat(alone.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void rowsWithWeightsAreLearntFromAndJudgedByThem() throws Exception {
        WorkflowRun build = j.buildAndAssertSuccess(Bench.job("weights"));

        j.assertLogContains("verdict PASS [bound=PASS, area=PASS]", build);
        j.assertLogContains("each row counts as much as its weight says (column \"w\")", build);
        Evaluation evaluation = RecordFolder.of(build, "model").evaluation().orElseThrow();
        assertThat(evaluation.statistics().weights().column()).isEqualTo("w");
        assertThat(evaluation.statistics().weights().sum()).isEqualTo(1140);
        GateResult gate = RecordFolder.of(build, "model").gate().orElseThrow();
        assertThat(outcome(gate, "bound").evidence().method()).isEqualTo("korn-graubard");
    }

    @Test
    void otherDataThanAgreedIsAnError() throws Exception {
        String script = Bench.script("analysis").replaceAll("sha256: 'sha256:[0-9a-f]{4}", "sha256: 'sha256:0000");

        j.assertLogContains(
                "is asked for. Take the agreed file, or change the sha256 in the spec.",
                j.buildAndAssertStatus(Result.FAILURE, Bench.job("otherData", script)));
    }

    @Test
    void aWrongSliceIsNamed() throws Exception {
        String script = Bench.script("analysis").replace("[by: 'age', bins: [25, 40]]", "[by: 'age', bin: [25, 40]]");

        j.assertLogContains(
                "ERROR: validate.slices[2].bin: the key \"bin\" is unknown here. Did you mean \"bins\"?",
                j.buildAndAssertStatus(Result.FAILURE, Bench.job("wrongSlice", script)));
    }

    private static GateOutcome outcome(GateResult gate, String id) {
        return gate.gates().stream().filter(g -> g.id().equals(id)).findFirst().orElseThrow();
    }
}
