package io.jenkins.plugins.mlpipeline.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.DataRef;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Origin;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.spec.GateReader;
import io.jenkins.plugins.mlpipeline.engine.spec.PolicyReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a policy takes an evaluation's word for, and what it demands of rows and job. */
class TrustedEvaluationTest {
    private static final String NOBODY_VOUCHES =
            "The evaluation was not recorded by mlValidate of this controller but read from a file, which anybody who writes to"
                    + " the workspace can make up. Validate with mlValidate, or let an administrator set"
                    + " allowWorkspaceEvaluations.";
    private static final Origin RECORDED = new Origin(Origin.Source.RECORDED, "risk/judge", "7", "risk");
    private static final Origin FILE = new Origin(Origin.Source.FILE, "risk/judge", "7", "risk");

    @Test
    void aPolicysGatePassesByARecordedEvaluationOnly() {
        Policy policy = PolicyReader.parse("accuracy>=0.9", "policy");
        assertThat(verdicts(policy, RECORDED, false)).containsExactly("own PASS", "policy/accuracy PASS");
        GateResult file = judge(policy, FILE, false);
        assertThat(file.gates())
                .extracting(gate -> gate.id() + " " + gate.verdict())
                .containsExactly("own PASS", "policy/accuracy INCONCLUSIVE");
        assertThat(file.gates().get(1).reason()).isEqualTo(NOBODY_VOUCHES);
        assertThat(file.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(file.deployable()).isFalse();
        assertThat(file.origin()).isEqualTo(FILE);
        assertThat(verdicts(policy, null, false)).containsExactly("own PASS", "policy/accuracy INCONCLUSIVE");
        assertThat(verdicts(policy, Origin.METRICS, false)).containsExactly("own PASS", "policy/accuracy INCONCLUSIVE");
        assertThat(verdicts(policy, FILE, true)).containsExactly("own PASS", "policy/accuracy PASS");
    }

    @Test
    void whatAFileSaysAgainstItselfStays() {
        assertThat(verdicts(PolicyReader.parse("accuracy>=0.99", "policy"), FILE, false))
                .containsExactly("own PASS", "policy/accuracy FAIL");
    }

    @Test
    void withoutAPolicyAFileGatesTheBuild() {
        assertThat(judge(Policy.NONE, FILE, false).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void aPolicyDemandsTheTestSetAndTheJob() {
        String digest = Digest.ofText("test");
        Policy policy =
                PolicyReader.parse("{testSet: \"" + digest + "\"}\n{testSet: test.csv}\n{job: risk/judge}", "policy");
        assertThat(judge(policy, RECORDED, false).gates())
                .extracting(gate -> gate.id() + " " + gate.verdict() + ": " + gate.reason())
                .containsExactly(
                        "own PASS: accuracy is 0.95 (n = 1,000), above the required 0.5.",
                        "policy/test-set PASS: The test set is " + digest + ", as the policy demands.",
                        "policy/test-set-2 PASS: The test set is test.csv, as the policy demands.",
                        "policy/job PASS: The job that judges is risk/judge, as the policy demands.");
        Policy other = PolicyReader.parse("{testSet: july.csv}\n{job: risk/other}", "policy");
        assertThat(judge(other, RECORDED, false).gates())
                .extracting(gate -> gate.id() + " " + gate.verdict() + ": " + gate.reason())
                .containsExactly(
                        "own PASS: accuracy is 0.95 (n = 1,000), above the required 0.5.",
                        "policy/test-set FAIL: The test set is test.csv, and the policy demands july.csv.",
                        "policy/job FAIL: The job that judges is risk/judge, and the policy demands risk/other.");
        assertThat(judge(other, null, true).gates().get(2).reason())
                .isEqualTo("The job that judges is not known, and the policy demands risk/other.");
    }

    /** The digest of rows is made to know them again, and somebody who tries may make up others with the same. */
    @Test
    void theDigestOfADemandedTestSetIsThatOfItsFile() {
        String rows = Digest.ofText("rows");
        GateResult result = GateEvaluator.evaluate(
                Evaluations.of("accuracy", 0.95)
                        .data(new DataRef("test.csv", Digest.ofText("t"), 1000L, null, null, rows, null, null))
                        .build(),
                GateReader.parse(List.of("accuracy>=0.5")),
                new Circumstances(PolicyReader.parse("{testSet: \"" + rows + "\"}", "policy"), false, RECORDED, false),
                Evaluations.DOCUMENT,
                null,
                Evaluations.NOW);
        assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(result.data().rowsSha256()).isEqualTo(rows);
    }

    @Test
    void demandsArePartOfThePolicy() {
        Policy policy = PolicyReader.parse("{job: risk/judge}\naccuracy>=0.9", "a")
                .and(PolicyReader.parse("{job: risk/judge}", "b"));
        assertThat(policy.lines()).containsExactly("accuracy>=0.9", "{job: risk/judge}");
        assertThat(policy.applied().sha256()).isEqualTo(Digest.ofText("accuracy>=0.9\n{job: risk/judge}"));
        assertThat(policy.settings()).hasSize(1);
        // A demand of rows or job demands nothing of the model.
        assertThat(GateEvaluator.evaluate(
                                Evaluations.of("accuracy", 0.95).build(),
                                Gates.NONE,
                                new Circumstances(PolicyReader.parse("{job: risk/judge}", "p"), false, RECORDED, false),
                                Evaluations.DOCUMENT,
                                null,
                                Evaluations.NOW)
                        .verdict())
                .isEqualTo(Verdict.ERROR);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{job: [a, b]} | job", "{testSet: 5} | testSet", "{job: a, min: 5} | job", "{job: ' '} | job"})
    void aMistakeNamesItsLine(String line, String key) {
        assertThatThrownBy(() -> PolicyReader.parse(line, "policy"))
                .isInstanceOf(UserError.class)
                .hasMessage("policy, line 1: {" + key
                        + ": ...} has one text and no other key; demand each in a line of its own.");
    }

    private static List<String> verdicts(Policy policy, Origin origin, boolean allowed) {
        return judge(policy, origin, allowed).gates().stream()
                .map(gate -> gate.id() + " " + gate.verdict())
                .toList();
    }

    private static GateResult judge(Policy policy, Origin origin, boolean allowed) {
        return GateEvaluator.evaluate(
                Evaluations.of("accuracy", 0.95).build(),
                GateReader.parse(List.of("accuracy(id=own)>=0.5")),
                new Circumstances(policy, false, origin, allowed),
                Evaluations.DOCUMENT,
                null,
                Evaluations.NOW);
    }
}
