package io.jenkins.plugins.mlpipeline.engine.verification.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.engine.spec.CheckReader;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Observation.Buckets;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Observation.Counts;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Observation.Missing;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Observation.Value;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Observation.Wrong;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckJudgeTest {
    private static final double TAIL = 0.05;

    private static String said(String check, Observation observed) {
        return said(check, observed, null);
    }

    private static String said(String check, Observation observed, Observation baseline) {
        CheckResult r =
                CheckJudge.answer(CheckReader.parse(check, CheckReader.Defaults.STANDARD), observed, baseline, TAIL);
        return r.answer() + " " + r.reason();
    }

    @Test
    void aRateFailsWhenItsBoundIsAboveTheLimit() {
        assertThat(said("http.errors<=1 %", new Counts(30, 1000)))
                .isEqualTo("FAIL 30 of 1,000 (0.03) is above the limit of 0.01.");
        assertThat(said("http.errors<=1 %", new Counts(3, 1000)))
                .isEqualTo("PASS 3 of 1,000 (0.003) meets the limit of 0.01.");
    }

    /** 12 of 1,000 are more than 1 %, but so many come of 1 % in a third of all cases. */
    @Test
    void aRateAboveTheLimitThatChanceExplainsIsNeither() {
        assertThat(said("http.errors<=1 %", new Counts(12, 1000)))
                .isEqualTo(
                        "NO_DATA 12 of 1,000 (0.012) is above the limit of 0.01, but by so few requests that it may be"
                                + " chance.");
    }

    @Test
    void aRateBelowItsLeast() {
        String check = "{id: ok, numerator: 'a', denominator: 'b', min: 0.99}";
        assertThat(said(check, new Counts(900, 1000))).isEqualTo("FAIL 900 of 1,000 (0.9) is below the limit of 0.99.");
        assertThat(said(check, new Counts(995, 1000))).isEqualTo("PASS 995 of 1,000 (0.995) meets the limit of 0.99.");
    }

    @Test
    void aShareThatMustStayBetween() {
        String check = "{id: bad, numerator: 'a', denominator: 'b', min: 0.2, max: 0.4}";
        assertThat(said(check, new Counts(600, 1000))).startsWith("FAIL ").contains("above the limit of 0.4");
        assertThat(said(check, new Counts(100, 1000))).startsWith("FAIL ").contains("below the limit of 0.2");
        assertThat(said(check, new Counts(300, 1000))).startsWith("PASS ");
    }

    /** 0 of 300: fewer than 1 % with 95 %; 0 of 298 is not enough for that. */
    @Test
    void aPassThatNeedsProof() {
        String check = "http.errors(decide=upperBound)<=1 %";
        assertThat(said(check, new Counts(0, 300))).isEqualTo("PASS 0 of 300 (0) meets the limit of 0.01.");
        assertThat(said(check, new Counts(0, 297)))
                .isEqualTo("NO_DATA 0 of 297 (0) meets the limit of 0.01, but that is not proven by so few requests.");
    }

    @Test
    void tooFewRequestsAreNeither() {
        assertThat(said("http.errors<=1 %", new Counts(20, 20)))
                .isEqualTo("NO_DATA There are 20 requests; 100 are needed.");
        assertThat(said("http.errors<=1 %", new Counts(0, 0)))
                .isEqualTo("NO_DATA There are no requests; 100 are needed.");
        assertThat(said("http.errors(minRequests=10)<=1 %", new Counts(20, 20))).startsWith("FAIL 20 of 20 (1)");
    }

    @Test
    void theIntervalIsTheExactOne() {
        CheckResult r = CheckJudge.answer(
                CheckReader.parse("http.errors(minRequests=1)<=50 %", CheckReader.Defaults.STANDARD),
                new Counts(1, 20),
                null,
                TAIL);
        assertThat(r.lower()).isBetween(0.00126, 0.00127);
        assertThat(r.upper()).isBetween(0.2487, 0.2488);
        assertThat(r.requests()).isEqualTo(20);
        assertThat(r.threshold()).isEqualTo(0.5);
    }

    @Test
    void comparedWithABaselineWithoutErrors() {
        assertThat(said("http.errors<=previous", new Counts(8, 1000), new Counts(0, 1000)))
                .isEqualTo("FAIL 8 of 1,000 (0.008); the template before has 0, and no more is allowed: it is"
                        + " worse.");
        assertThat(said("http.errors<=previous", new Counts(2, 1000), new Counts(0, 1000)))
                .startsWith("PASS ");
        assertThat(said("http.errors<=previous", new Counts(0, 1000), new Counts(0, 1000)))
                .isEqualTo("PASS 0 of 1,000 (0); the template before has 0, and no more is allowed.");
    }

    @Test
    void comparedByARise() {
        assertThat(said("http.errors<=previous+1 %", new Counts(60, 1000), new Counts(10, 1000)))
                .startsWith("FAIL ");
        assertThat(said("http.errors<=previous+1 %", new Counts(15, 1000), new Counts(10, 1000)))
                .startsWith("PASS ");
    }

    @Test
    void withoutABaselineThereIsNoAnswer() {
        assertThat(said("http.errors<=previous", new Counts(0, 1000)))
                .isEqualTo("NO_DATA There is no baseline: nothing is known of the template before.");
        assertThat(said("http.errors<=verified", new Counts(0, 1000), new Missing("nothing was deployed before")))
                .isEqualTo("NO_DATA There is no baseline: nothing was deployed before.");
        assertThat(said("http.errors<=verified", new Counts(0, 1000), new Counts(0, 5)))
                .isEqualTo("NO_DATA There are 5 requests of the last verified deployment; 100 are needed.");
        assertThat(said("http.errors<=verified", new Counts(0, 1000), new Value(3)))
                .isEqualTo("NO_DATA There is no baseline: it measured something else by this id.");
    }

    private static Buckets latencies(long fast, long slow) {
        return new Buckets(List.of(0.1, 0.25, 0.5), List.of(fast, 0L, slow, 0L));
    }

    @Test
    void aQuantileFailsWhenItsBoundIsAboveTheLimit() {
        assertThat(said("http.latency_p95<=250ms", latencies(900, 100)))
                .isEqualTo("FAIL The 0.95 quantile of 1,000 values (0.375) is above the limit of 0.25.");
        assertThat(said("http.latency_p95<=250ms", latencies(980, 20)))
                .isEqualTo("PASS The 0.95 quantile of 1,000 values (0.09694) meets the limit of 0.25.");
        assertThat(said("http.latency_p95<=250ms", latencies(945, 55))).startsWith("NO_DATA ");
    }

    @Test
    void aQuantileComparedWithTheOneBefore() {
        assertThat(said("http.latency_p95<=previous*1.5", latencies(800, 200), latencies(1000, 0)))
                .startsWith("FAIL ");
        assertThat(said("http.latency_p95<=previous*1.5", latencies(1000, 0), latencies(1000, 0)))
                .startsWith("PASS ");
    }

    @Test
    void aNumberHasNoInterval() {
        assertThat(said("{id: m, gauge: memory, max: 10}", new Value(11)))
                .isEqualTo("FAIL The value 11 is above the limit of 10.");
        assertThat(said("{id: m, gauge: memory, max: 10}", new Value(10)))
                .isEqualTo("PASS The value 10 meets the limit of 10.");
        assertThat(said("{id: m, gauge: memory, vs: previous, maxRise: 2}", new Value(13), new Value(10)))
                .startsWith("FAIL ");
    }

    @Test
    void whatWasNotSeenAndWhatCantBe() {
        assertThat(said("http.errors<=1 %", new Missing("nobody answers"))).isEqualTo("NO_DATA nobody answers.");
        assertThat(said("http.errors<=1 %", new Wrong("it is no counter"))).isEqualTo("ERROR it is no counter.");
        assertThat(said("http.errors<=previous", new Counts(1, 200), new Wrong("it is no counter")))
                .isEqualTo("ERROR The baseline: it is no counter.");
    }
}
