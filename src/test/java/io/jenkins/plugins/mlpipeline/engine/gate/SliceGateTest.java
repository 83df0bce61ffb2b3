package io.jenkins.plugins.mlpipeline.engine.gate;

import static io.jenkins.plugins.mlpipeline.engine.gate.GateEvaluatorTest.assertOnly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Comparison;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Comparison.Compared;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.evaluation.SliceSet;
import io.jenkins.plugins.mlpipeline.engine.evaluation.SliceSet.Excluded;
import io.jenkins.plugins.mlpipeline.engine.evaluation.SliceSet.Slice;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Statistics;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Statistics.Proportion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Gates that judge each slice for itself. */
class SliceGateTest {
    @Test
    void passWhenEverySliceDoes() {
        GateResult result =
                evaluation(slice("sex=f", 90, 100), slice("sex=m", 85, 100)).judge("accuracy(slice=sex)>=0.8");
        assertOnly(result, Verdict.PASS, "Every one of the 2 slices of \"sex\" meets accuracy >= 0.8.");
        assertThat(result.gates().get(0).value()).isEqualTo(0.87);
        assertThat(result.gates().get(0).slice()).isEqualTo("sex");
        assertThat(result.gates().get(0).slices())
                .extracting(SliceOutcome::slice, SliceOutcome::rows, SliceOutcome::value, SliceOutcome::verdict)
                .containsExactly(tuple("sex=f", 100L, 0.9, Verdict.PASS), tuple("sex=m", 100L, 0.85, Verdict.PASS));
    }

    @Test
    void failWhenOneDoes() {
        assertOnly(
                evaluation(slice("sex=f", 79, 100), slice("sex=m", 95, 100)).judge("accuracy(slice=sex)>=0.8"),
                Verdict.FAIL,
                "1 of 2 slices of \"sex\" miss accuracy >= 0.8, the first sex=f: accuracy is 0.79 (n = 100), below the"
                        + " required 0.8.");
    }

    @Test
    void smallSlicesAreInconclusiveOrLeftOutAndListed() {
        Evaluations evaluation = evaluation(slice("sex=f", 5, 5), slice("sex=m", 95, 100));
        assertOnly(
                evaluation.judge("accuracy(slice=sex, minRows=20)>=0.8"),
                Verdict.INCONCLUSIVE,
                "1 of 2 slices of \"sex\" can't be told to meet accuracy >= 0.8, the first sex=f: It has 5 rows, fewer"
                        + " than the 20 that are asked for.");
        assertOnly(
                evaluation.judge("accuracy(slice=sex, minRows=20, onSmall=SKIP)>=0.8"),
                Verdict.PASS,
                "Every one of the 1 slices of \"sex\" meets accuracy >= 0.8. Left out: sex=f (5 rows).");
        assertOnly(
                evaluation.judge("accuracy(slice=sex, minRows=2000, onSmall=SKIP)>=0.8"),
                Verdict.INCONCLUSIVE,
                "No slice of \"sex\" could be judged. Left out: sex=f (5 rows), sex=m (100 rows).");
    }

    @Test
    void aSliceWithAsManyRowsAsAskedForIsJudged() {
        assertThat(evaluation(slice("sex=f", 79, 100))
                        .judge("accuracy(slice=sex, minRows=100)>=0.8")
                        .verdict())
                .isEqualTo(Verdict.FAIL);
    }

    @Test
    void slicesThatWereNotEvaluatedDoNotPassSilently() {
        Evaluations evaluation = new Evaluations()
                .with("accuracy", 0.87)
                .sliced(new SliceSet(
                        "sex",
                        List.of("sex"),
                        null,
                        null,
                        List.of(slice("sex=f", 90, 100)),
                        List.of(new Excluded("sex=x", 3, "it is not among the 50 largest of 51"))));
        assertOnly(
                evaluation.judge("accuracy(slice=sex)>=0.8"),
                Verdict.INCONCLUSIVE,
                "1 of 2 slices of \"sex\" can't be told to meet accuracy >= 0.8, the first sex=x: It was not evaluated: it"
                        + " is not among the 50 largest of 51.");
        assertThat(evaluation
                        .judge("accuracy(slice=sex, onSmall=SKIP)>=0.8")
                        .gates()
                        .get(0)
                        .slices()
                        .get(1)
                        .verdict())
                .isNull();
    }

    @Test
    void slicesThatAreNotThereAreAnErrorWithNearNames() {
        assertOnly(
                evaluation(slice("sex=f", 90, 100)).judge("accuracy(slice=sx)>=0.8"),
                Verdict.ERROR,
                "The evaluation has no slices \"sx\". Give validate the spec with this gate, or --slice (validate.slices in"
                        + " a spec, slices of mlValidate). Did you mean \"sex\"?");
        assertThat(Evaluations.of("accuracy", 1)
                        .judge("accuracy(slice=sex)>=0.8")
                        .verdict())
                .isEqualTo(Verdict.ERROR);
    }

    @Test
    void boundsAreThoseOfTheSlice() {
        assertThat(evaluation(slice("sex=f", 90, 100), slice("sex=m", 900, 1000))
                        .judge("accuracy(slice=sex, decide=lowerBound)>=0.87")
                        .gates()
                        .get(0)
                        .slices())
                .extracting(SliceOutcome::verdict)
                .containsExactly(Verdict.INCONCLUSIVE, Verdict.PASS);
    }

    /** 4 rows to right and 16 to wrong of 200: one-sided p = 0.0042 for no drop, below 0.05 / 2 but above 0.05 / 20. */
    @Test
    void aRegressionInOneOfManySlicesMustOutliveHolm() {
        Slice lost = compared("g=0", 160, 4, 16, 20);
        Slice same = compared("g=1", 160, 10, 10, 20);
        assertThat(evaluation(lost, same)
                        .againstAModel()
                        .judge("accuracy(slice=sex, decide=paired)>=baseline")
                        .verdict())
                .isEqualTo(Verdict.FAIL);
        List<Slice> many = new ArrayList<>(List.of(lost));
        for (int i = 1; i < 40; i++) {
            many.add(compared("g=" + i, 160, 10, 10, 20));
        }
        GateResult result = evaluation(many.toArray(Slice[]::new))
                .againstAModel()
                .judge("accuracy(slice=sex, decide=paired)>=baseline");
        assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        SliceOutcome first = result.gates().get(0).slices().get(0);
        assertThat(first.evidence().pValue()).isGreaterThan(0.05);
        assertThat(first.reason()).contains("Of 40 slices compared at once one may look so by chance (p = ");
    }

    private static Evaluations evaluation(Slice... slices) {
        return new Evaluations()
                .with("accuracy", 0.87)
                .sliced(new SliceSet("sex", List.of("sex"), null, null, List.of(slices), List.of()));
    }

    private static Slice slice(String name, long right, long rows) {
        return new Slice(
                name,
                rows,
                Map.of("accuracy", MetricValue.of((double) right / rows, rows)),
                Statistics.of(Map.of("accuracy", new Proportion(right, rows)), null, null, null),
                null);
    }

    private static Slice compared(String name, long bothRight, long onlyCandidate, long onlyBaseline, long bothWrong) {
        Compared pair = Evaluations.pair(bothRight, onlyCandidate, onlyBaseline, bothWrong);
        long rows = pair.pairs().rows();
        return new Slice(
                name,
                rows,
                Map.of("accuracy", MetricValue.of(pair.candidate(), rows)),
                Statistics.of(null, null, null, null),
                Map.of("baseline", new Comparison(rows, pair.pairs(), Map.of("accuracy", pair), null)));
    }

    @Test
    void judgementsOfSlicesAreLimited() {
        SliceSet.Slice[] many = IntStream.rangeClosed(1, 100_001)
                .mapToObj(n -> slice("g=" + n, 9, 10))
                .toArray(SliceSet.Slice[]::new);
        assertOnly(
                evaluation(many).judge("accuracy(slice=sex)>=0.8"),
                Verdict.ERROR,
                "The gates ask for 100,001 judgements, a slice each; at most 100,000 are made. Write fewer gates, or"
                        + " coarser slices.");
    }
}
