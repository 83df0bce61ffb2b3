package io.jenkins.plugins.mlpipeline.engine.gate;

import static io.jenkins.plugins.mlpipeline.engine.gate.GateEvaluatorTest.assertOnly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Estimated;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Losses;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.Intervals;
import io.jenkins.plugins.mlpipeline.engine.spec.GateReader;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Gates on one model that are decided by a bound. */
class BoundGateTest {
    /** Of 1,000 rows at 95 %: Wilson's one-sided limits of 0.9 are 0.8833 and 0.9145. */
    @ParameterizedTest(name = "{0}: {1} of {2}")
    @CsvSource({
        "PASS, 917, 1000, 0.9",
        "INCONCLUSIVE, 915, 1000, 0.9",
        "INCONCLUSIVE, 885, 1000, 0.9",
        "FAIL, 883, 1000, 0.9",
        "PASS, 92, 100, 0.85",
        "INCONCLUSIVE, 92, 100, 0.9",
        "INCONCLUSIVE, 100, 100, 0.98",
    })
    void aShareByWilson(Verdict verdict, long k, long n, double threshold) {
        GateResult result =
                new Evaluations().counted("accuracy", k, n).judge("accuracy(decide=lowerBound)>=" + threshold);
        assertThat(result.verdict()).isEqualTo(verdict);
        assertThat(result.gates().get(0).evidence().method()).isEqualTo("wilson");
    }

    @Test
    void saysWhatItsRowsCouldHaveSeen() {
        assertOnly(
                new Evaluations().counted("accuracy", 92, 100).judge("accuracy(decide=lowerBound)>=0.9"),
                Verdict.INCONCLUSIVE,
                "accuracy is 0.92 (n = 100), and its lower 95 % bound 0.8635 (wilson) misses the required 0.9 while its"
                        + " upper 95 % bound 0.9543 (wilson) does not: so many rows can't tell; an observed 0.95 would have"
                        + " met it; about 15,000 more rows would show it of a model as good as this one, four times in five.");
        assertOnly(
                new Evaluations().counted("accuracy", 10, 10).judge("accuracy(decide=lowerBound)>=0.9"),
                Verdict.INCONCLUSIVE,
                "accuracy is 1 (n = 10), and its lower 95 % bound 0.7871 (wilson) misses the required 0.9 while its upper"
                        + " 95 % bound 1 (wilson) does not: so many rows can't tell, and no value would have done;"
                        + " about 3,600 more rows would show it of a model as good as this one, four times in five.");
        assertOnly(
                new Evaluations().counted("accuracy", 950, 1000).judge("accuracy(decide=lowerBound)>=0.9"),
                Verdict.PASS,
                "accuracy is 0.95 (n = 1,000), and its lower 95 % bound 0.9374 (wilson) meets the required 0.9.");
        assertOnly(
                new Evaluations().counted("accuracy", 850, 1000).judge("accuracy(decide=lowerBound)>=0.9"),
                Verdict.FAIL,
                "accuracy is 0.85 (n = 1,000), and its upper 95 % bound 0.8676 (wilson) misses the required 0.9.");
    }

    @Test
    void theExactBoundIsTheWiderOne() {
        Evaluations evaluation = new Evaluations().counted("accuracy", 95, 100);
        assertThat(bound(evaluation, "accuracy(decide=lowerBound)>=0.8")).isEqualTo(0.9008, within(5e-5));
        assertThat(bound(evaluation, "accuracy(decide=lowerBound, method=exact)>=0.8"))
                .isEqualTo(0.8977, within(5e-5));
        assertThat(evaluation
                        .judge("accuracy(decide=lowerBound, method=exact)>=0.95")
                        .gates()
                        .get(0)
                        .evidence()
                        .certifyingValue())
                .isEqualTo(0.99);
    }

    @Test
    void confidenceMovesTheBound() {
        Evaluations evaluation = new Evaluations().counted("accuracy", 915, 1000);
        assertThat(evaluation
                        .judge("accuracy(decide=lowerBound, confidence=0.9)>=0.9")
                        .verdict())
                .isEqualTo(Verdict.PASS);
        assertThat(evaluation
                        .judge("accuracy(decide=lowerBound, confidence=0.99)>=0.9")
                        .verdict())
                .isEqualTo(Verdict.INCONCLUSIVE);
    }

    /** log_loss 0.3 +- 0.01: the one-sided 95 % limits are about 0.2835 and 0.3165, as Student's t of losses without skew. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"PASS, 0.317", "INCONCLUSIVE, 0.316", "INCONCLUSIVE, 0.284", "FAIL, 0.283"})
    void aMeanLossBySamplesOfItsRows(Verdict verdict, double threshold) {
        GateResult result = new Evaluations()
                .lost("log_loss", 0.3, 0.01, 1000, 5.0, 400L)
                .judge("log_loss(decide=upperBound)<=" + threshold);
        assertThat(result.verdict()).isEqualTo(verdict);
        Evidence evidence = result.gates().get(0).evidence();
        assertThat(evidence.method()).isEqualTo("bootstrap-t");
        assertThat(evidence.seed()).isEqualTo(42);
        assertThat(evidence.undefinedSamples()).isZero();
        assertThat(evidence.upper()).isEqualTo(0.316464, within(5e-4));
        assertThat(evidence.lower()).isEqualTo(0.283536, within(5e-4));
        assertThat(evidence.certifyingValue()).isEqualTo(threshold - (evidence.upper() - 0.3), within(1e-9));
    }

    /** Of 200 rows 10 lose 1 and the others nothing: with an end of 1, Clopper and Pearson's limits of 10 of 200. */
    @ParameterizedTest(name = "{0} of the rarest label: {1}")
    @CsvSource({"29, gaffke", "30, bootstrap-t"})
    void aMeanLossByItsEndWhereALabelIsRare(long rarest, String method) {
        Evaluations evaluation = new Evaluations()
                .rows(200)
                .with(
                        "brier_score_loss",
                        0.05,
                        tenOf200(1.0, rarest),
                        new Estimated(0.05, Math.sqrt(0.0475 / 199), 199.0, "t"));
        Evidence evidence = evaluation
                .judge("brier_score_loss(decide=upperBound)<=0.1")
                .gates()
                .get(0)
                .evidence();
        assertThat(evidence.method()).isEqualTo(method);
        if (method.equals("gaffke")) {
            assertThat(evidence.upper()).isEqualTo(Intervals.exactUpper(10, 200, 0.95), within(1e-9));
            assertThat(evidence.lower()).isEqualTo(Intervals.exactLower(10, 200, 0.95), within(1e-9));
        }
    }

    private static Losses tenOf200(Double upper, Long rarest) {
        return new Losses(0.0, upper, rarest, new double[] {0, 1}, new double[] {190, 10});
    }

    /** What a wrong answer costs at most is known, so that few rows and rare labels have a bound. */
    @Test
    void aCostByItsGreatest() {
        Evaluations evaluation = new Evaluations()
                .rows(200)
                .with(
                        "expected_cost(fn=100,fp=5)",
                        5,
                        new Losses(0.0, 100.0, 60L, new double[] {0, 100}, new double[] {190, 10}),
                        new Estimated(5, Math.sqrt(475.0 / 199), 199.0, "t"));
        Evidence evidence = evaluation
                .judge("expected_cost(fn=100,fp=5,decide=upperBound)<=10")
                .gates()
                .get(0)
                .evidence();
        assertThat(evidence.method()).isEqualTo("gaffke");
        assertThat(evidence.upper()).isEqualTo(100 * Intervals.exactUpper(10, 200, 0.95), within(1e-6));
    }

    @Test
    void anErrorWithoutAnEndNeedsAHundredRowsOrACap() {
        Evaluations few = new Evaluations()
                .rows(60)
                .with(
                        "mean_absolute_error",
                        0.5,
                        new Losses(0.0, null, null, new double[] {0, 1}, new double[] {30, 30}),
                        new Estimated(0.5, Math.sqrt(0.25 / 59), 59.0, "t"));
        assertOnly(
                few.judge("mean_absolute_error(decide=upperBound)<=0.9"),
                Verdict.INCONCLUSIVE,
                "There are 60 rows, fewer than the 100 from which a bound by bootstrap-t can be trusted. Add rows, give the gate"
                        + " a cap, the greatest value that a row can have (cap: NUMBER), or decide by point.");
        GateResult capped = few.judge("mean_absolute_error(decide=upperBound, cap=2)<=0.9");
        assertThat(capped.verdict()).isEqualTo(Verdict.PASS);
        assertThat(capped.gates().get(0).evidence().method()).isEqualTo("gaffke");
        assertOnly(
                few.judge("mean_absolute_error(decide=upperBound, cap=0.9)<=0.9"),
                Verdict.ERROR,
                "A row's loss is 1, more than the cap of 0.9 that no row's mean_absolute_error was to exceed. Give a cap that"
                        + " holds for every row there can be.");
    }

    @Test
    void aSquareWithoutAnEndDecidesNothing() {
        Evaluations evaluation = new Evaluations()
                .lost("mean_squared_error", 4, 0.1, 1000, null, null)
                .with("root_mean_squared_error", MetricValue.of(2, 1000));
        assertOnly(
                evaluation.judge("root_mean_squared_error(decide=upperBound)<=3"),
                Verdict.INCONCLUSIVE,
                "Nothing bounds the square of an error, and the few greatest make up most of root_mean_squared_error, so that"
                        + " no bound of it can be trusted. Give the gate a cap, the greatest value that a row can have (cap:"
                        + " NUMBER), or decide by mean_absolute_error, or by point.");
        GateResult square = evaluation.judge("mean_squared_error(decide=upperBound, cap=16)<=4.5");
        GateResult root = evaluation.judge("root_mean_squared_error(decide=upperBound, cap=4)<=2.2");
        assertThat(square.verdict()).isEqualTo(Verdict.PASS);
        assertThat(root.verdict()).isEqualTo(Verdict.PASS);
        assertThat(root.gates().get(0).evidence().upper())
                .isEqualTo(Math.sqrt(square.gates().get(0).evidence().upper()), within(1e-12));
    }

    /** Of bootstrap samples 16 to 25 in 100 bounds were above the truth where errors have heavy tails. */
    @ParameterizedTest
    @ValueSource(strings = {"r2", "explained_variance"})
    void aShareOfSquaresDecidesNothing(String metric) {
        double[] samples =
                IntStream.range(0, 2000).mapToDouble(i -> 0.8 + i / 10_000.0).toArray();
        assertOnly(
                new Evaluations()
                        .task(Task.REGRESSION, null)
                        .sampled(metric, 0.9, 0, samples)
                        .judge(metric + "(decide=lowerBound)>=0.5"),
                Verdict.INCONCLUSIVE,
                "Nothing bounds the square of an error, and the few greatest make up most of " + metric
                        + ", so that no bound of it can be trusted. Decide by mean_squared_error with a cap, the greatest"
                        + " value that a row can have (cap: NUMBER), by mean_absolute_error, or by point.");
    }

    @Test
    void aCapIsForTheBoundOfAMeanLoss() {
        refuses("mae(cap=3)<=1", "cap is for decide: upperBound and paired; leave it out.");
        refuses(
                "accuracy(decide=lowerBound, cap=1)>=0.9",
                "cap is the greatest loss that a row can have, and accuracy is no mean of losses; leave it out.");
        refuses(
                "rmse(decide=paired, cap=1)<=baseline+0.1",
                "cap bounds root_mean_squared_error of one model; compare two by mean_squared_error, or leave it out.");
        refuses(
                "mae(decide=upperBound, cap=0)<=1",
                "cap is 0; a number above 0 is expected, the greatest loss that a row can have.");
    }

    @Test
    void aDocumentWithoutLossesIsTooOld() {
        assertOnly(
                new Evaluations().estimated("log_loss", 0.3, 0.01, 999.0).judge("log_loss(decide=upperBound)<=0.5"),
                Verdict.ERROR,
                "The evaluation keeps a standard error of log_loss alone, as older versions did, by which bad models pass too"
                        + " often: validate again.");
    }

    /** Samples 0.0005, 0.001 ... 1: the 5 % quantile is 0.0505, the 95 % quantile 0.95. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"PASS, 0.05", "INCONCLUSIVE, 0.051", "INCONCLUSIVE, 0.949", "FAIL, 0.951"})
    void anyOtherMetricByItsSamples(Verdict verdict, double threshold) {
        double[] samples =
                IntStream.rangeClosed(1, 2000).mapToDouble(i -> i / 2000.0).toArray();
        GateResult result =
                new Evaluations().sampled("f1", 0.5, 3, samples).judge("f1(decide=lowerBound)>=" + threshold);
        assertThat(result.verdict()).isEqualTo(verdict);
        assertThat(result.gates().get(0).evidence().method()).isEqualTo("bootstrap-percentile");
    }

    @Test
    void samplesOfAllErrorsNeedThreeHundredRows() {
        double[] samples =
                IntStream.range(0, 2000).mapToDouble(i -> 0.8 + i / 10_000.0).toArray();
        assertThat(new Evaluations()
                        .rows(300)
                        .task(Task.REGRESSION, null)
                        .sampled("d2_absolute_error_score", 0.9, 0, samples)
                        .judge("d2_absolute_error_score(decide=lowerBound)>=0.5")
                        .verdict())
                .isEqualTo(Verdict.PASS);
        assertOnly(
                new Evaluations()
                        .rows(299)
                        .task(Task.REGRESSION, null)
                        .sampled("d2_absolute_error_score", 0.9, 0, samples)
                        .judge("d2_absolute_error_score(decide=lowerBound)>=0.5"),
                Verdict.INCONCLUSIVE,
                "There are 299 rows, fewer than the 300 from which a bound by bootstrap-percentile can be trusted. Add rows, or"
                        + " decide by point.");
    }

    @Test
    void samplesWithoutAValueAreCountedAndTooManyOfThemDecideNothing() {
        double[] samples =
                IntStream.range(0, 1990).mapToDouble(i -> 0.8 + i / 10_000.0).toArray();
        GateResult few = new Evaluations().sampled("f1", 0.9, 10, samples).judge("f1(decide=lowerBound)>=0.5");
        assertThat(few.verdict()).isEqualTo(Verdict.PASS);
        assertThat(few.gates().get(0).evidence().undefinedSamples()).isEqualTo(10);
        assertThat(few.gates().get(0).evidence().seed()).isEqualTo(42);
        assertOnly(
                new Evaluations().sampled("f1", 0.9, 500, samples).judge("f1(decide=lowerBound)>=0.5"),
                Verdict.INCONCLUSIVE,
                "f1 has no value in 500 of 2,490 bootstrap samples, too many for a bound: the rows of a class are too few.");
        assertOnly(
                new Evaluations().sampled("f1", 0.9, 0, samples).judge("f1(decide=lowerBound, confidence=0.999)>=0.5"),
                Verdict.INCONCLUSIVE,
                "1,990 bootstrap samples are too few for a bound at 99.9 %; 99.5 % is the most.");
    }

    @Test
    void anIntervalWithoutWidthPassesNothing() {
        assertOnly(
                new Evaluations()
                        .with(
                                "mean_absolute_error",
                                0.1,
                                new Losses(0.0, null, null, new double[] {0.1}, new double[] {1000}),
                                new Estimated(0.1, 0, 999.0, "t"))
                        .judge("mean_absolute_error(decide=upperBound)<=0.5"),
                Verdict.INCONCLUSIVE,
                "The rows show no variation of mean_absolute_error, so that its interval has no width, which proves nothing.");
        assertThat(new Evaluations()
                        .sampled("f1", 1, 0, new double[2000])
                        .judge("f1(decide=lowerBound)>=0")
                        .verdict())
                .isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void whatIsMissingNamesTheOption() {
        assertOnly(
                Evaluations.of("f1", 0.9).judge("f1(decide=lowerBound)>=0.5"),
                Verdict.ERROR,
                "The evaluation keeps no bootstrap samples of f1, which its bounds need. Give validate the spec with this"
                        + " gate, or --bootstrap 'f1' (validate.bootstrap in a spec, bootstrap of mlValidate).");
        assertOnly(
                Evaluations.of("latency_ms_p95", 3).judge("latency_ms_p95(decide=upperBound)<=5"),
                Verdict.ERROR,
                "latency_ms_p95 comes without statistics, so no bound follows. Decide by point.");
        assertOnly(
                Evaluations.of("roc_auc", 0.9).judge("roc_auc(decide=lowerBound)>=0.5"),
                Verdict.INCONCLUSIVE,
                "Too few rows count for roc_auc to know how far off it may be.");
        assertOnly(
                Evaluations.of("f1", 0.9).judge("f1(decide=lowerBound, method=exact)>=0.5"),
                Verdict.ERROR,
                "f1 is no share of independent rows, so it has no exact bound. Leave method out.");
    }

    /**
     * Area 0.8 +- 0.02 of 1,000 rows, 400 of them positive: to pass 0.78 four times in five the bound must come from 0.0349
     * below the value to within 0.02 - 0.8416 standard errors of it, which ((0.0349 + 0.0168) / 0.02)^2 = 6.7 times the rows do.
     */
    @Test
    void saysHowManyMoreRowsWouldDo() {
        MoreRows more = new Evaluations()
                .claiming("recall", 400, 400)
                .claiming("specificity", 600, 600)
                .estimated("roc_auc", 0.8, 0.02, null)
                .judge("roc_auc(decide=lowerBound)>=0.78")
                .gates()
                .get(0)
                .evidence()
                .moreRows();
        assertThat(more).isEqualTo(new MoreRows(5700, 2300L));
        assertThat(more.text()).isEqualTo("about 5,700 more rows, 2,300 of them positive");
    }

    @Test
    void noRowsHelpAModelThatMissesTheThreshold() {
        Evidence evidence = new Evaluations()
                .counted("accuracy", 895, 1000)
                .judge("accuracy(decide=lowerBound)>=0.9")
                .gates()
                .get(0)
                .evidence();
        assertThat(evidence.moreRows()).isNull();
    }

    /** Counts of grouped rows are no independent trials. */
    @Test
    void groupedRowsAreNotJudgedByTheirCounts() {
        Evaluations grouped = new Evaluations().counted("accuracy", 950, 1000).grouped();
        assertOnly(
                grouped.judge("accuracy(decide=lowerBound)>=0.9"),
                Verdict.INCONCLUSIVE,
                "Too few rows count for accuracy to know how far off it may be.");
        assertThat(grouped.estimated("accuracy", 0.95, 0.04, 19.0)
                        .pivots("accuracy")
                        .judge("accuracy(decide=lowerBound)>=0.9")
                        .verdict())
                .isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void noRowsDecideNothing() {
        assertOnly(
                new Evaluations()
                        .with("recall", new MetricValue(0.0, 0L, null, null, "0/0 taken as 0"))
                        .judge("recall(decide=lowerBound)>=0.1"),
                Verdict.INCONCLUSIVE,
                "recall is 0 by convention alone, since no row counts for it; it can't be told whether the required 0.1"
                        + " is met.");
    }

    /** The bound of 0.8 +- 0.02 on the logit's scale is 0.7651, 0.0349 below it; that of 0.98 would stand above 1. */
    @Test
    void theCertifyingValueIsAsFarFromTheThresholdAsTheBoundFromTheValue() {
        Evaluations evaluation = new Evaluations()
                .claiming("recall", 400, 400)
                .claiming("specificity", 600, 600)
                .estimated("roc_auc", 0.8, 0.02, null);
        assertThat(certifying(evaluation, "roc_auc(decide=lowerBound)>=0.79")).isEqualTo(0.824929, within(1e-6));
        assertThat(certifying(evaluation, "roc_auc(decide=lowerBound)>=0.98")).isNull();
        assertThat(certifying(
                        new Evaluations().lost("mean_absolute_error", 0.3, 0.02, 1000, null, null),
                        "mean_absolute_error(decide=upperBound)<=0.01"))
                .isNull();
    }

    private static Double certifying(Evaluations evaluation, String gate) {
        return evaluation.judge(gate).gates().get(0).evidence().certifyingValue();
    }

    @Test
    void theLimitsOfWhatDecidesDecide() {
        double[] samples =
                IntStream.range(0, 1900).mapToDouble(i -> 0.8 + i / 10_000.0).toArray();
        assertThat(new Evaluations()
                        .sampled("f1", 0.9, 100, samples)
                        .judge("f1(decide=lowerBound)>=0.5")
                        .verdict())
                .isEqualTo(Verdict.PASS);
        assertThat(new Evaluations()
                        .sampled("f1", 0.9, 101, samples)
                        .judge("f1(decide=lowerBound)>=0.5")
                        .verdict())
                .isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(new Evaluations()
                        .counted("accuracy", 950, 1000)
                        .judge("accuracy(minRows=1000)>=0.9")
                        .verdict())
                .isEqualTo(Verdict.PASS);
        assertThat(GateReader.parse("accuracy(confidence=0.5)>=0.9").decision().confidence())
                .isEqualTo(0.5);
        refuses("accuracy(confidence=1)>=0.9", "confidence is 1; a number from 0.5 to below 1 is expected.");
    }

    @ParameterizedTest(name = "{0} rows: {1}")
    @CsvSource({"29, INCONCLUSIVE", "30, PASS"})
    void aboutFewRowsOnlyCountsDecide(long rows, Verdict verdict) {
        double[] samples =
                IntStream.range(0, 2000).mapToDouble(i -> 0.8 + i / 20_000.0).toArray();
        Evaluations evaluation = new Evaluations().rows(rows).sampled("f1", 0.85, 0, samples);
        GateResult result = evaluation.judge("f1(decide=lowerBound)>=0.5");
        assertThat(result.verdict()).isEqualTo(verdict);
        if (verdict == Verdict.INCONCLUSIVE) {
            assertOnly(
                    result,
                    verdict,
                    "There are 29 rows, fewer than the 30 from which a bound by bootstrap-percentile can be trusted. Add rows, or"
                            + " decide by point.");
        }
        assertThat(new Evaluations()
                        .rows(rows)
                        .counted("accuracy", 20, 20)
                        .judge("accuracy(decide=lowerBound)>=0.5")
                        .verdict())
                .isEqualTo(Verdict.PASS);
    }

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource({
        "19, 981, There are 19 positive rows",
        "981, 19, There are 19 negative rows",
        "60, 940,",
    })
    void andNoneAboutTheFewRowsOfALabel(long positives, long negatives, String problem) {
        Evaluations evaluation = new Evaluations()
                .claiming("recall", positives, positives)
                .claiming("specificity", negatives, negatives)
                .estimated("roc_auc", 0.9, 0.01, null)
                .lost("log_loss", 0.3, 0.01, 1000, 5.0, positives < negatives ? positives : negatives)
                .sampled(
                        "f1",
                        0.9,
                        0,
                        IntStream.range(0, 2000)
                                .mapToDouble(i -> 0.8 + i / 10_000.0)
                                .toArray());
        Verdict verdict = problem == null ? Verdict.PASS : Verdict.INCONCLUSIVE;
        GateResult result = evaluation.judge("f1(decide=lowerBound)>=0.5");
        assertThat(result.verdict()).isEqualTo(verdict);
        if (problem != null) {
            assertThat(result.gates().get(0).reason())
                    .startsWith(problem + ", fewer than the 20 from which a bound by ");
        }
        assertThat(evaluation.judge("log_loss(decide=upperBound)<=0.5").verdict())
                .isEqualTo(Verdict.PASS);
        if (problem == null) {
            assertThat(evaluation.judge("roc_auc(decide=lowerBound)>=0.5").verdict())
                    .isEqualTo(Verdict.PASS);
        } else {
            assertOnly(
                    evaluation.judge("roc_auc(decide=lowerBound)>=0.5"),
                    Verdict.ERROR,
                    "The evaluation keeps a standard error of roc_auc alone, as older versions did, by which bad models pass"
                            + " too often: validate again.");
        }
    }

    /** Ten positive rows that are all ranked first show an area of at least Clopper and Pearson's bound of 10 of 10. */
    @Test
    void anAreaOfFewPositivesByWhereTheyStand() {
        double[] first = new double[10];
        Arrays.fill(first, 1);
        first[0] = 0.9;
        Evidence evidence = new Evaluations()
                .claiming("recall", 10, 10)
                .claiming("specificity", 990, 990)
                .placed("roc_auc", first, null)
                .estimated("roc_auc", 0.99, 0.01, null)
                .judge("roc_auc(decide=lowerBound)>=0.5")
                .gates()
                .get(0)
                .evidence();
        assertThat(evidence.method()).isEqualTo("gaffke-placements");
        assertThat(evidence.lower()).isBetween(0.6, Intervals.exactLower(10, 10, 0.95));
        assertThat(evidence.upper()).isBetween(0.99, 1.0);
    }

    @ParameterizedTest(name = "{0} of {1} groups: {2}")
    @CsvSource({
        "log_loss, 9, INCONCLUSIVE",
        "log_loss, 10, PASS",
        "mean_absolute_error, 99, INCONCLUSIVE",
        "mean_absolute_error, 100, PASS",
    })
    void orAboutFewGroups(String metric, long groups, Verdict verdict) {
        assertThat(new Evaluations()
                        .grouped(groups)
                        .estimated(metric, 0.3, 0.01, groups - 1.0)
                        .pivots(metric)
                        .judge(metric + "(decide=upperBound)<=0.5")
                        .verdict())
                .isEqualTo(verdict);
    }

    @ParameterizedTest(name = "samples of {0} groups: {1}")
    @CsvSource({"29, INCONCLUSIVE", "30, PASS"})
    void orAboutFewGroupsThatAreSampled(long groups, Verdict verdict) {
        assertThat(new Evaluations()
                        .grouped(groups)
                        .sampled("f1", 0.9, 0, samples())
                        .judge("f1(decide=lowerBound)>=0.5")
                        .verdict())
                .isEqualTo(verdict);
    }

    @Test
    void orAboutFewPositiveRowsOfOneModelsAveragePrecision() {
        Evaluations few = new Evaluations()
                .claiming("recall", 140, 149)
                .claiming("specificity", 900, 1000)
                .sampled("average_precision", 0.9, 0, samples())
                .rows(1149);
        assertOnly(
                few.judge("average_precision(decide=lowerBound)>=0.5"),
                Verdict.INCONCLUSIVE,
                "There are 149 positive rows, fewer than the 150 from which a bound by bootstrap-percentile can be trusted. Add"
                        + " rows, or decide by point.");
        assertThat(few.claiming("recall", 140, 150)
                        .judge("average_precision(decide=lowerBound)>=0.5")
                        .verdict())
                .isEqualTo(Verdict.PASS);
    }

    private static double[] samples() {
        return IntStream.range(0, 2000).mapToDouble(i -> 0.85 + i * 5e-5).toArray();
    }

    @Test
    void fewerRowsThanAskedForDecideNothing() {
        assertOnly(
                new Evaluations().counted("accuracy", 950, 1000).judge("accuracy(minRows=2000)>=0.9"),
                Verdict.INCONCLUSIVE,
                "There are 1,000 rows, fewer than the 2,000 that are asked for.");
    }

    @Test
    void refusesWhatMakesNoSense() {
        refuses(
                "accuracy(decide=upperBound)>=0.9",
                "accuracy is better when greater, so its bound on the bad side is" + " lowerBound, not upperBound.");
        refuses(
                "log_loss(decide=lowerBound)<=0.9",
                "log_loss is better when smaller, so its bound on the bad side is" + " upperBound, not lowerBound.");
        refuses("accuracy(decide=lower)>=0.9", "decide \"lower\" is unknown. Did you mean \"lowerBound\"?");
        refuses(
                "accuracy(decide=paired)>=0.9",
                "decide: paired compares two models on the same rows; add \"vs: baseline\""
                        + " with maxDrop or minGain, or decide by lowerBound.");
        refuses(
                "accuracy(confidence=95)>=0.9",
                "confidence is 95; a number from 0.5 to below 1 is expected: write 0.95" + " for 95 %.");
        refuses("accuracy(method=exact)>=0.9", "method: exact is for lowerBound and upperBound; leave it out.");
        refuses("accuracy(onSmall=SKIP)>=0.9", "onSmall: SKIP leaves small slices out, and the gate is on all rows.");
        refuses(
                "accuracy(decide=lowerBound)>=baseline",
                "a comparison with another model is decided by \"point\" or"
                        + " \"paired\", not by lowerBound: both models saw the same rows.");
    }

    private static void refuses(String expression, String problem) {
        assertThatThrownBy(() -> GateReader.parse(expression))
                .isInstanceOf(UserError.class)
                .hasMessage("gate \"" + expression + "\": " + problem);
    }

    @Test
    void aMapSaysTheSame() {
        assertThat(GateReader.of(
                        Map.of("metric", "accuracy", "min", 0.9, "decide", "lowerBound", "confidence", 0.99), "g"))
                .isEqualTo(GateReader.parse("accuracy(decide=lowerBound, confidence=0.99)>=0.9"));
    }

    private static double bound(Evaluations evaluation, String gate) {
        return evaluation.judge(gate).gates().get(0).evidence().lower();
    }
}
