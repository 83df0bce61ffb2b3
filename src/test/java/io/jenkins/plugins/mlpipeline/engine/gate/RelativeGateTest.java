package io.jenkins.plugins.mlpipeline.engine.gate;

import static io.jenkins.plugins.mlpipeline.engine.gate.GateEvaluatorTest.assertOnly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.BaselineRef;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Comparison.Compared;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Estimated;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Losses;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Replicates;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.spec.GateReader;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Gates that compare with another model. */
class RelativeGateTest {
    @ParameterizedTest(name = "{0}: {1} against {2}, {3}")
    @CsvSource({
        "PASS, 0.9, 0.905, accuracy>=baseline-0.005",
        "FAIL, 0.8999, 0.905, accuracy>=baseline-0.005",
        "PASS, 0.905, 0.905, accuracy>=baseline",
        "FAIL, 0.904, 0.905, accuracy>=baseline",
        "PASS, 0.915, 0.905, accuracy>=baseline+0.01",
        "FAIL, 0.914, 0.905, accuracy>=baseline+0.01",
        "PASS, 0.31, 0.3, log_loss<=baseline+0.01",
        "FAIL, 0.311, 0.3, log_loss<=baseline+0.01",
        "PASS, 0.29, 0.3, log_loss<=baseline-0.01",
        "FAIL, 0.291, 0.3, log_loss<=baseline-0.01",
        "PASS, 0.792, 0.8, accuracy>=baseline-1%",
        "FAIL, 0.791, 0.8, accuracy>=baseline-1%",
        "PASS, 0.303, 0.3, log_loss<=baseline+1 %",
        "FAIL, 0.304, 0.3, log_loss<=baseline+1 %",
    })
    void byValue(Verdict verdict, double candidate, double baseline, String gate) {
        String metric = gate.substring(0, gate.indexOf(gate.contains(">") ? '>' : '<'));
        GateResult result = new Evaluations()
                .againstAModel()
                .compared("baseline", metric, Compared.of(candidate, baseline, null, null, null, null))
                .judge(gate);
        assertThat(result.verdict()).isEqualTo(verdict);
        assertThat(result.gates().get(0).baseline()).isEqualTo(baseline);
    }

    @Test
    void saysWhatBothReach() {
        assertOnly(
                new Evaluations()
                        .againstAModel()
                        .compared("baseline", "accuracy", Compared.of(0.9, 0.905, null, null, null, null))
                        .judge("accuracy>=baseline-0.005"),
                Verdict.PASS,
                "accuracy is 0.9, the baseline's 0.905: worse by 0.005, within the allowed drop of 0.005.");
        assertOnly(
                new Evaluations()
                        .againstAModel()
                        .compared("baseline", "accuracy", Compared.of(0.9, 0.89, null, null, null, null))
                        .judge("accuracy>=baseline+0.02"),
                Verdict.FAIL,
                "accuracy is 0.9, the baseline's 0.89: better by 0.01, short of the required gain of 0.02.");
    }

    @Test
    void lessOfALossIsBetter() {
        assertOnly(
                new Evaluations()
                        .againstAModel()
                        .compared("baseline", "log_loss", Compared.of(0.31, 0.3, null, null, null, null))
                        .judge("log_loss<=baseline+0.01"),
                Verdict.PASS,
                "log_loss is 0.31, the baseline's 0.3: worse by 0.01, within the allowed drop of 0.01.");
        GateResult better = difference("log_loss", 0.28, 0.3).judge("log_loss(decide=paired)<=baseline-0.001");
        assertOnly(
                better,
                Verdict.PASS,
                "log_loss is 0.28, the baseline's 0.3: better by 0.02, and with 95 % confidence (bootstrap-t) at least +0.003542,"
                        + " which reaches the required gain of 0.001.");
        assertThat(better.gates().get(0).evidence().difference()).isEqualTo(-0.02, within(1e-12));
    }

    private static Evaluations difference(String metric, double candidate, double baseline) {
        return new Evaluations()
                .againstAModel()
                .compared(
                        "baseline",
                        metric,
                        new Compared(
                                candidate,
                                baseline,
                                null,
                                null,
                                new Estimated(candidate - baseline, 0.01, null, "t"),
                                null,
                                Evaluations.halves(candidate - baseline, 0.01, 1000, -3.0, 3.0, 400L),
                                null));
    }

    /** (z(0.95) + z(0.8)) standard errors: 2.486475 of them. */
    @Test
    void theMinimumDetectableChangeIsThatOfTheStandardError() {
        assertThat(detectable(difference("roc_auc", 0.9, 0.9), "roc_auc(decide=paired)>=baseline-0.1"))
                .isEqualTo(0.02486475, within(1e-7));
        assertThat(detectable(difference("log_loss", 0.3, 0.3), "log_loss(decide=paired)<=baseline+0.1"))
                .isEqualTo(0.02486475, within(1e-7));
        // Samples -1, 1, -1, 1 ...: a deviation of 1 but for n / (n - 1).
        double[] samples = IntStream.range(0, 2000)
                .mapToDouble(i -> i < 1000 ? -0.01 : 0.01)
                .toArray();
        Evaluations sampled = new Evaluations()
                .againstAModel()
                .compared("baseline", "f1", Compared.of(0.5, 0.5, null, null, null, new Replicates(42, 0, samples)));
        assertThat(detectable(sampled, "f1(decide=paired)>=baseline-0.1"))
                .isEqualTo(0.02486475 * Math.sqrt(2000 / 1999.0), within(1e-7));
        // b = 60.5, c = 40.5, n = 1002: sqrt(101 - 400 / 1002) / 1002.
        assertThat(detectable(new Evaluations().pairs(850, 60, 40, 50), "accuracy(decide=paired)>=baseline-0.1"))
                .isEqualTo(2.486475 * Math.sqrt(101 - 400 / 1002.0) / 1002, within(1e-7));
    }

    private static double detectable(Evaluations evaluation, String gate) {
        return evaluation.judge(gate).gates().get(0).evidence().minimumDetectableChange();
    }

    /** Of 1,000 rows of which 30 + 30 differ, the one-sided 95 % limits of no difference are -0.0130 and 0.0130. */
    @ParameterizedTest(name = "{0}: {1} only candidate, {2} only baseline, {3}")
    @CsvSource({
        "PASS, 30, 30, accuracy(decide=paired)>=baseline-0.014",
        "INCONCLUSIVE, 30, 30, accuracy(decide=paired)>=baseline-0.012",
        "INCONCLUSIVE, 30, 30, accuracy(decide=paired)>=baseline",
        "INCONCLUSIVE, 20, 40, accuracy(decide=paired)>=baseline-0.02",
        "FAIL, 20, 60, accuracy(decide=paired)>=baseline-0.02",
        "FAIL, 20, 40, accuracy(decide=paired)>=baseline",
        "PASS, 40, 20, accuracy(decide=paired)>=baseline",
        "PASS, 60, 10, accuracy(decide=paired)>=baseline+0.03",
        "INCONCLUSIVE, 60, 10, accuracy(decide=paired)>=baseline+0.05",
        "FAIL, 60, 10, accuracy(decide=paired)>=baseline+0.07",
    })
    void sharesByNewcombe(Verdict verdict, long onlyCandidate, long onlyBaseline, String gate) {
        GateResult result = new Evaluations()
                .pairs(900 - onlyCandidate, onlyCandidate, onlyBaseline, 100 - onlyBaseline)
                .judge(gate);
        assertThat(result.verdict()).isEqualTo(verdict);
        assertThat(result.gates().get(0).evidence().flips().onlyBaseline()).isEqualTo(onlyBaseline);
    }

    @Test
    void printsFlipsAndTheSmallestChangeThatCanBeSeen() {
        GateResult result = new Evaluations().pairs(870, 30, 30, 70).judge("accuracy(decide=paired)>=baseline-0.005");
        assertOnly(
                result,
                Verdict.INCONCLUSIVE,
                "accuracy is 0.9, the baseline's 0.9 (30 rows flipped to wrong, 30 to right): no change, and with 95 %"
                        + " confidence (newcombe-10) between -0.01301 and +0.01301: these rows can't tell whether it keeps"
                        + " to the allowed drop of 0.005; the smallest change that they show is 0.01938; about"
                        + " 15,000 more rows would show it of a model as good as this one, four times in five.");
        Evidence evidence = result.gates().get(0).evidence();
        assertThat(evidence.minimumDetectableChange()).isEqualTo(0.01938, within(5e-6));
        assertThat(evidence.interval().lower()).isLessThan(evidence.lower());
        assertThat(evidence.interval().confidence()).isEqualTo(0.95);
    }

    /** A difference of -0.01 +- 0.004 with 99 degrees of freedom: one-sided 95 % limits -0.01664 and -0.00336. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "PASS, roc_auc(decide=paired)>=baseline-0.017",
        "INCONCLUSIVE, roc_auc(decide=paired)>=baseline-0.016",
        "INCONCLUSIVE, roc_auc(decide=paired)>=baseline-0.004",
        "FAIL, roc_auc(decide=paired)>=baseline-0.003",
        "FAIL, roc_auc(decide=paired)>=baseline",
        "PASS, log_loss(decide=paired)<=baseline",
        "PASS, log_loss(decide=paired)<=baseline-0.003",
        "INCONCLUSIVE, log_loss(decide=paired)<=baseline-0.004",
        "FAIL, log_loss(decide=paired)<=baseline-0.017",
    })
    void lossesByTheirRowsAndAreasByTheirStandardError(Verdict verdict, String gate) {
        String metric = gate.substring(0, gate.indexOf('('));
        Compared compared = new Compared(
                0.5,
                0.51,
                null,
                null,
                new Estimated(-0.01, 0.004, 999.0, "t"),
                null,
                metric.equals("log_loss") ? Evaluations.halves(-0.01, 0.004, 1000, -3.0, 3.0, 400L) : null,
                null);
        assertThat(new Evaluations()
                        .againstAModel()
                        .compared("baseline", metric, compared)
                        .judge(gate)
                        .verdict())
                .isEqualTo(verdict);
    }

    /** Differences -0.0100 ... 0.0099 in 2,000 samples: one-sided 95 % limits -0.009 and 0.009. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "PASS, f1(decide=paired)>=baseline-0.0091",
        "INCONCLUSIVE, f1(decide=paired)>=baseline-0.0089",
        "INCONCLUSIVE, f1(decide=paired)>=baseline+0.0089",
        "FAIL, f1(decide=paired)>=baseline+0.0091",
    })
    void theRestByItsSamples(Verdict verdict, String gate) {
        double[] samples =
                IntStream.range(-1000, 1000).mapToDouble(i -> i / 100_000.0).toArray();
        Compared compared = Compared.of(0.5, 0.5, null, null, null, new Replicates(7, 0, samples));
        GateResult result = new Evaluations()
                .againstAModel()
                .compared("baseline", "f1", compared)
                .judge(gate);
        assertThat(result.verdict()).isEqualTo(verdict);
        assertThat(result.gates().get(0).evidence().seed()).isEqualTo(7);
    }

    /** At -0.01 +- 0.004 with 99 degrees of freedom, t of 2.5 has 0.00703 beyond it (scipy.stats.t.sf). */
    @Test
    void thePValueIsOneSided() {
        assertThat(pValue(Compared.of(0.5, 0.51, null, null, new Estimated(-0.01, 0.004, 99.0, "t"), null)))
                .isEqualTo(0.0070313, within(1e-7));
        assertThat(pValue(Compared.of(0.51, 0.5, null, null, new Estimated(0.01, 0.004, 99.0, "t"), null)))
                .isEqualTo(1);
        assertThat(pValue(Evaluations.pair(10, 10, 900, 80))).isEqualTo(1e-12);
    }

    private static double pValue(Compared compared) {
        return new Evaluations()
                .againstAModel()
                .compared("baseline", "roc_auc", compared)
                .judge("roc_auc(decide=paired)>=baseline")
                .gates()
                .get(0)
                .evidence()
                .pValue();
    }

    @Test
    void noVariationPassesNothing() {
        Compared compared = new Compared(
                0.5,
                0.5,
                null,
                null,
                new Estimated(0, 0, 999.0, "t"),
                null,
                new Losses(null, 3.0, 400L, new double[] {0}, new double[] {1000}),
                null);
        assertOnly(
                new Evaluations()
                        .againstAModel()
                        .compared("baseline", "log_loss", compared)
                        .judge("log_loss(decide=paired)<=baseline+0.1"),
                Verdict.INCONCLUSIVE,
                "The rows show no variation of log_loss's difference, so that its interval has no width, which proves"
                        + " nothing.");
    }

    @Test
    void theDummyIsComparedByItsValueOrRowByRow() {
        Evaluations evaluation = new Evaluations().compared("dummy", "accuracy", Evaluations.pair(500, 400, 50, 50));
        assertThat(evaluation.judge("accuracy>=dummy+0.3").verdict()).isEqualTo(Verdict.PASS);
        assertThat(evaluation.judge("accuracy>=dummy+0.4").verdict()).isEqualTo(Verdict.FAIL);
        assertThat(evaluation.judge("accuracy(decide=paired)>=dummy+0.3").verdict())
                .isEqualTo(Verdict.PASS);
        assertThat(evaluation.judge("accuracy(decide=paired)>=dummy+0.34").verdict())
                .isEqualTo(Verdict.INCONCLUSIVE);
        assertOnly(
                Evaluations.of("accuracy", 0.9).judge("accuracy>=dummy+0.3"),
                Verdict.ERROR,
                "accuracy was not compared with the dummy on these rows. Give validate the spec with this gate, or the"
                        + " baseline {from: dummy} and compare with that.");
    }

    @Test
    void withoutABaselineThereIsNoVerdict() {
        assertOnly(
                Evaluations.of("accuracy", 0.9).judge("accuracy>=baseline"),
                Verdict.ERROR,
                "The evaluation was not compared with a baseline. Name one to validate (--baseline, or validate.baseline in"
                        + " a spec, baseline of mlValidate), or declare that there is none (from: none).");
        assertOnly(
                Evaluations.of("accuracy", 0.9).against(none(false)).judge("accuracy>=baseline"),
                Verdict.INCONCLUSIVE,
                "It was declared that there is no baseline, so nothing was compared. Name one, or declare the first build"
                        + " (firstBuild: true).");
        assertOnly(
                Evaluations.of("accuracy", 0.9).againstAModel().judge("accuracy>=baseline"),
                Verdict.ERROR,
                "The evaluation names a baseline and holds no comparison with it.");
    }

    @Test
    void theFirstBuildMakesNotesOfWhatCanNotBeCompared() {
        GateResult result = Evaluations.of("accuracy", 0.9)
                .against(none(true))
                .judge(GateReader.parse(List.of("accuracy>=0.8", "accuracy(id=no-worse)>=baseline")));
        GateOutcome relative = result.gates().get(1);
        assertThat(relative.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(relative.criticality()).isEqualTo(Criticality.NOTE);
        assertThat(relative.reason())
                .isEqualTo("This was declared the first build: there is no baseline yet, so nothing was compared.");
        assertThat(result.notes())
                .containsExactly(
                        "This was declared the first build: without a baseline these gates are notes, no-worse.");
        assertThat(result.verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void aModelIsNotComparedWithItself() {
        String own = Digest.ofText("model");
        BaselineRef same = new BaselineRef("model", "model", own, null, null, null, false, false, null);
        assertOnly(
                new Evaluations().pairs(900, 0, 0, 100).against(same).judge("accuracy>=baseline"),
                Verdict.ERROR,
                "Candidate and baseline are the same model (" + own
                        + "), so there is nothing to compare. Name another baseline, or set allowSame.");
        BaselineRef allowed = new BaselineRef("model", "model", own, null, null, null, false, true, null);
        assertThat(new Evaluations()
                        .pairs(900, 0, 0, 100)
                        .against(allowed)
                        .judge("accuracy>=baseline")
                        .verdict())
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void theSameModelOnTheSameDataChangedByExactlyNothing() {
        for (String from : List.of("lastPassed", "deployed")) {
            assertOnly(
                    unchanged(from).judge("accuracy(decide=paired)>=baseline-0"),
                    Verdict.PASS,
                    "accuracy is 0.9, the baseline's 0.9: unchanged, since model and test data are those of train #12, so the"
                            + " difference is exactly 0, within the allowed drop of 0.");
            assertOnly(
                    unchanged(from).judge("accuracy>=baseline-0.01"),
                    Verdict.PASS,
                    "accuracy is 0.9, the baseline's 0.9: unchanged, since model and test data are those of train #12, so the"
                            + " difference is exactly 0, within the allowed drop of 0.01.");
            assertOnly(
                    unchanged(from).judge("accuracy(decide=paired)>=baseline+0.001"),
                    Verdict.FAIL,
                    "accuracy is 0.9, the baseline's 0.9: unchanged, since model and test data are those of train #12, so the"
                            + " difference is exactly 0, short of the required gain of 0.001.");
        }
        for (String from : List.of("model", "file", "build")) {
            assertThat(unchanged(from)
                            .judge("accuracy>=baseline-0.01")
                            .gates()
                            .get(0)
                            .verdict())
                    .as(from)
                    .isEqualTo(Verdict.ERROR);
        }
        assertOnly(
                new Evaluations()
                        .pairs(880, 20, 0, 100)
                        .against(former("lastPassed"))
                        .judge("accuracy>=baseline-0.5"),
                Verdict.ERROR,
                "The evaluation contradicts itself: it says that model and test data are unchanged, and accuracy is 0.9, the"
                        + " baseline's 0.88.");
    }

    private static Evaluations unchanged(String from) {
        return new Evaluations().pairs(900, 0, 0, 100).against(former(from));
    }

    private static BaselineRef former(String from) {
        return new BaselineRef(from, "model", Digest.ofText("model"), null, "train", "12", false, false, Boolean.TRUE);
    }

    @Test
    void whatIsMissingOrContradictoryBlocks() {
        assertOnly(
                new Evaluations()
                        .againstAModel()
                        .compared("baseline", "f1", Compared.of(0.5, null, "of the baseline: x", null, null, null))
                        .judge("f1>=baseline"),
                Verdict.INCONCLUSIVE,
                "The difference of f1 has no value on these rows (of the baseline: x).");
        assertOnly(
                new Evaluations()
                        .againstAModel()
                        .compared("baseline", "accuracy", Compared.of(0.5, 0.5, null, null, null, null))
                        .with("accuracy", 0.9)
                        .judge("accuracy>=baseline"),
                Verdict.ERROR,
                "The evaluation contradicts itself: accuracy is 0.9, and in the comparison 0.5.");
        assertOnly(
                new Evaluations()
                        .againstAModel()
                        .compared("baseline", "f1", Compared.of(0.5, 0.0, null, null, null, null))
                        .judge("f1>=baseline-5%"),
                Verdict.ERROR,
                "The baseline's f1 is 0, so that a change relative to it means nothing. Give the margin as a number.");
        assertOnly(
                new Evaluations()
                        .againstAModel()
                        .compared("baseline", "f1", Compared.of(0.5, 0.5, null, null, null, null))
                        .judge("f1(decide=paired)>=baseline"),
                Verdict.ERROR,
                "The evaluation keeps no bootstrap samples of f1, which its bounds need. Give validate the spec with this"
                        + " gate, or --bootstrap 'f1' (validate.bootstrap in a spec, bootstrap of mlValidate).");
    }

    @Test
    void mapsAndExpressionsSayTheSame() {
        assertThat(GateReader.of(
                        Map.of("metric", "accuracy", "vs", "baseline", "maxDrop", 0.005, "decide", "paired"),
                        "gates[0]"))
                .isEqualTo(GateReader.parse("accuracy(decide=paired) >= baseline - 0.005"));
        assertThat(GateReader.of(Map.of("metric", "mae", "vs", "dummy", "minGain", "2 %"), "gates[0]"))
                .isEqualTo(GateReader.parse("mae<=dummy-2%"));
        assertThat(GateReader.parse("mae<=dummy-2%").required()).isEqualTo("<= dummy - 2 %");
    }

    @Test
    void refusesMaps() {
        refuses(
                Map.of("metric", "accuracy", "vs", "baseline"),
                "gates[0]: the gate on accuracy compares with the baseline and needs one of maxDrop and minGain: how much"
                        + " worse it may be, or how much better it must be.");
        refuses(
                Map.of("metric", "accuracy", "vs", "baseline", "maxDrop", 0.1, "min", 0.9),
                "gates[0]: the gate on accuracy gives both a threshold and vs; make two gates of it, each with its id.");
        refuses(
                Map.of("metric", "accuracy", "maxDrop", 0.1),
                "gates[0]: the gate on accuracy limits a change and does not say from what; add \"vs: baseline\" or \"vs:"
                        + " dummy\".");
        refuses(
                Map.of("metric", "accuracy", "vs", "baseline", "maxDrop", -0.1),
                "gates[0].maxDrop: maxDrop is -0.1; a number of at least 0 is expected: write minGain for the other way"
                        + " round.");
        refuses(
                Map.of("metric", "accuracy", "vs", "baseline", "maxDrop", 5),
                "gates[0]: maxDrop 5 makes no sense, since accuracy lies between 0 and 1: everything would pass.");
        refuses(
                Map.of("metric", "accuracy", "vs", "baseline", "minGain", 1),
                "gates[0]: minGain 1 makes no sense, since accuracy lies between 0 and 1: nothing could pass.");
        refuses(
                Map.of("metric", "accuracy", "vs", "base", "maxDrop", 0.1),
                "gates[0].vs: vs \"base\" is unknown. Did you mean \"baseline\"?");
        refuses(
                Map.of("metric", "accuracy", "vs", "baseline", "maxDrop", "x %"),
                "gates[0].maxDrop: maxDrop is \"x %\"; a number, or one with %, is expected.");
        refuses(
                Map.of("metric", "accuracy", "vs", "baseline", "maxDrop", "1 %", "decide", "paired"),
                "gates[0]: a margin in percent is decided by the point value alone; give it as a number to decide by"
                        + " pairs.");
    }

    private static void refuses(Map<String, ?> map, String message) {
        assertThatThrownBy(() -> GateReader.of(map, "gates[0]"))
                .isInstanceOf(UserError.class)
                .hasMessage(message);
    }

    private static BaselineRef none(boolean first) {
        return new BaselineRef("none", null, null, null, null, null, first, false, null);
    }
}
