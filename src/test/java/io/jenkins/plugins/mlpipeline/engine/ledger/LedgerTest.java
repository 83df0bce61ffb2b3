package io.jenkins.plugins.mlpipeline.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.DataRef;
import io.jenkins.plugins.mlpipeline.engine.evaluation.ModelRef;
import io.jenkins.plugins.mlpipeline.engine.gate.Criticality;
import io.jenkins.plugins.mlpipeline.engine.gate.GateOutcome;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.spec.Spec;
import io.jenkins.plugins.mlpipeline.engine.spec.SpecKeys;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final Map<String, TestSetUses> kept = new HashMap<>();

    private final LedgerStore store = (testSet, change) -> {
        kept.put(testSet.digest(), change.apply(KnownTestSets.uses(kept, testSet)));
        return kept.get(testSet.digest());
    };

    private static GateResult verdict(String model, String data, Verdict verdict) {
        return verdict(
                model == null ? null : new ModelRef("m", Digest.ofText(model), "onnx", 1L),
                null,
                data == null ? null : Digest.ofText(data),
                verdict);
    }

    private static GateResult verdict(ModelRef model, String subject, String data, Verdict verdict) {
        GateOutcome gate = new GateOutcome(
                "accuracy",
                "accuracy",
                null,
                ">=",
                null,
                0.9,
                0.95,
                10L,
                null,
                null,
                verdict,
                Criticality.FAILURE,
                null,
                "r.",
                null,
                null,
                null);
        return new GateResult(
                1,
                NOW.toString(),
                verdict,
                "s.",
                null,
                model,
                subject,
                new GateResult.Reference("e.json", Digest.ofText("e" + data)),
                new GateResult.Data("test.csv", data, 10L, null),
                null,
                List.of(gate),
                List.of(),
                null,
                null,
                null,
                null,
                null);
    }

    private GateResult count(GateResult verdict, Integer maxUses) throws IOException {
        GateResult.Data data = verdict.data();
        return Ledger.count(
                verdict,
                data == null ? null : new DataRef(data.name(), data.sha256(), data.rows(), null, null),
                maxUses,
                store,
                NOW);
    }

    private GateResult count(String model, Integer maxUses, Verdict verdict) throws IOException {
        return count(verdict(model, "d", verdict), maxUses);
    }

    private static LedgerEntry entry(GateResult result) {
        return Json.convert(result.ledger(), LedgerEntry.class, "ledger");
    }

    private static String rule(GateResult result) {
        GateOutcome last = result.gates().get(result.gates().size() - 1);
        return last.id() + " " + last.verdict() + ": " + last.reason();
    }

    @Test
    void usesAreCountedUntilTheyAreUsedUp() throws IOException {
        GateResult first = count("a", 2, Verdict.PASS);
        assertThat(first.verdict()).isEqualTo(Verdict.PASS);
        assertThat(first.summary()).isEqualTo("Both gates passed.");
        assertThat(rule(first)).isEqualTo("test-set-uses PASS: This is use 1 of 2 of the test set.");

        assertThat(rule(count("b", 2, Verdict.PASS)))
                .isEqualTo("test-set-uses PASS: This is use 2 of 2 of the test set.");

        GateResult third = count("c", 2, Verdict.PASS);
        assertThat(third.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(third.consequence().exitCode()).isEqualTo(3);
        assertThat(third.deployable()).isFalse();
        assertThat(rule(third))
                .isEqualTo(
                        "test-set-uses INCONCLUSIVE: The test set was used for 2 other models and 2 uses are allowed, so a"
                                + " good result may be luck by now; take a fresh test set.");
        assertThat(entry(third))
                .isEqualTo(new LedgerEntry(
                        Digest.ofText("d"),
                        Digest.ofText("c"),
                        3,
                        3,
                        2,
                        false,
                        "The test set was used for 2 other models and 2 uses are allowed, so a good result may be luck by"
                                + " now; take a fresh test set."));
    }

    @Test
    void aModelThatWasDecidedAboutIsDecidedAboutAgainForNothing() throws IOException {
        count("a", 1, Verdict.FAIL);
        count("b", 1, Verdict.PASS);
        GateResult again = count("a", 1, Verdict.PASS);

        assertThat(again.verdict()).isEqualTo(Verdict.PASS);
        assertThat(rule(again))
                .isEqualTo(
                        "test-set-uses PASS: This is use 1 of 1 of the test set; deciding about the same model again costs"
                                + " nothing.");
        assertThat(entry(again).uses()).isEqualTo(2);
        assertThat(kept.get(Digest.ofText("d")).uses().get(0).decisions()).isEqualTo(2);
        assertThat(count("b", 1, Verdict.PASS).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void aFailureStaysAFailureWhenUsesAreUsedUp() throws IOException {
        count("a", 1, Verdict.PASS);
        assertThat(count("b", 1, Verdict.FAIL).verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void anErrorDecidesNothingAndIsNotCounted() throws IOException {
        GateResult error = count("a", 1, Verdict.ERROR);
        assertThat(error.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(error.gates()).hasSize(1);
        assertThat(entry(error).uses()).isZero();
        assertThat(entry(error).reason()).isEqualTo("Nothing was decided, so this is not a use of the test set.");
        assertThat(rule(count("b", 1, Verdict.PASS))).startsWith("test-set-uses PASS: This is use 1 of 1");
    }

    @Test
    void anotherTestSetHasUsesOfItsOwn() throws IOException {
        count("a", 1, Verdict.PASS);
        GateResult other = count(verdict("b", "other", Verdict.PASS), 1);
        assertThat(other.verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void usesThatAreNotLimitedAreShownAndJudgeNothing() throws IOException {
        GateResult result = count("a", null, Verdict.PASS);
        assertThat(result.gates()).hasSize(1);
        assertThat(entry(result).reason()).isEqualTo("This is use 1 of the test set; uses are not limited.");
        assertThat(result.notes()).containsExactly("This is use 1 of the test set; uses are not limited.");
    }

    @Test
    void aTestSetThatIsNotKnownIsInconclusive() throws IOException {
        GateResult result = count(verdict("a", null, Verdict.PASS), 5);
        assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(rule(result))
                .isEqualTo(
                        "test-set-uses INCONCLUSIVE: The test set is not known, so its uses can't be counted; gate an"
                                + " evaluation that names its rows.");
    }

    @Test
    void predictionsAreKnownByTheirSubjectElseByTheirEvaluation() throws IOException {
        String data = Digest.ofText("d");
        assertThat(entry(count(verdict(null, "img@" + data, data, Verdict.PASS), 5))
                        .model())
                .isEqualTo("img@" + data);
        assertThat(entry(count(verdict(null, null, data, Verdict.PASS), 5)).model())
                .isEqualTo(Digest.ofText("e" + data));
    }

    @Test
    void aLimitThatNobodyCountsIsAnError() {
        Spec spec = Spec.of(Map.of("ledger", Map.of("maxUses", 3)), "options");
        assertThatThrownBy(() -> Ledger.requireCounted(spec.get(SpecKeys.MAX_USES), null))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "the spec limits the uses of a test set (ledger.maxUses), and there is no ledger to count them"
                                + " in. Give --ledger, or ledger.file in the spec.");
        assertThatThrownBy(() -> Spec.of(Map.of("ledger", Map.of("maxUses", 0)), "options"))
                .hasMessageEndingWith("maxUses is \"0\"; an integer from 1 to 1000000 is expected.");
    }
}
