package io.jenkins.plugins.mlpipeline.engine.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.ModelRef;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of the looks that another machine says. */
class LookLedgerTest {
    private static final Instant BEGIN = Instant.parse("2026-11-02T12:00:00Z");
    private static final String MODEL = Digest.ofText("model");

    private LookLedger ledger = new LookLedger(WatchState.begin(MODEL), 3);

    @Test
    void aLookIsAddedAndRunsAreCounted() {
        look(0, true);
        look(1, true);
        assertThat(ledger.bad(day(1))).containsExactly(Map.entry("input age", 2));
        look(2, false);
        assertThat(ledger.bad(day(2))).isEmpty();
        look(3, true);
        assertThat(ledger.bad(day(3))).containsExactly(Map.entry("input age", 1));
        assertThat(ledger.bad(day(2))).as("not the newest look").isEmpty();
    }

    @Test
    void whatIsSaidOfEarlierLooksCountsForNothing() {
        look(0, true);
        look(1, true);
        WatchState forged = state(past(0, false), past(1, false), past(2, true));
        LookLedger after = ledger.with(forged, day(2));
        assertThat(after.bad(day(2))).containsExactly(Map.entry("input age", 3));
        assertThat(ledger.with(state(), day(2))).as("nothing at all is said").isEqualTo(ledger);
        assertThat(ledger.with(state(past(0, false), past(1, false)), day(2)))
                .as("no look was made at that time")
                .isEqualTo(ledger);
    }

    @Test
    void aLookIsAfterTheOneBeforeAndAtTheSameModel() {
        look(1, true);
        assertThatThrownBy(() -> ledger.with(state(past(0, true)), day(0)))
                .isInstanceOf(UserError.class)
                .hasMessage("The last look that is kept was at 2026-11-03T12:00:00Z, and this one is at"
                        + " 2026-11-02T12:00:00Z, which is not after it.");
        String other = Digest.ofText("other");
        assertThatThrownBy(() -> ledger.with(WatchState.begin(other), day(2)))
                .isInstanceOf(UserError.class)
                .hasMessage("The looks are at the model " + other + ", and the one that is watched is " + MODEL + ".");
    }

    @Test
    void looksAtAHistogramStayLooksAtIt() {
        WatchState said = WatchState.begin(MODEL).of("score_bucket{}", List.of(0.5));
        PastLook first = past(0, false);
        WatchState one = new WatchState(1, MODEL, "score_bucket{}", List.of(0.5), List.of(first));
        ledger = ledger.with(one, day(0));
        assertThat(ledger.looks()).isEqualTo(one);
        assertThat(ledger.looks().histogram()).isEqualTo(said.histogram());
        assertThatThrownBy(() -> ledger.with(state(past(1, false)), day(1)))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "the state holds looks at the histogram score_bucket{}, and this one is at rows. Name another file"
                                + " with --state; in a pipeline, give mlWatch another id.");
        assertThatThrownBy(() -> ledger.with(
                        new WatchState(1, MODEL, "score_bucket{}", List.of(0.7), List.of(past(1, false))), day(1)))
                .hasMessageStartingWith("the state holds looks at other buckets of score_bucket{}, ");
    }

    @Test
    void aResultHasToBeWhatTheLooksSay() {
        look(0, true);
        look(1, true);
        look(2, true);
        assertThatCode(() -> ledger.require(result(2, WatchResult.ALARM, "input age"), day(2)))
                .doesNotThrowAnyException();
        for (WatchResult wrong : List.of(
                result(2, WatchResult.QUIET),
                result(2, WatchResult.NO_DATA),
                result(2, WatchResult.ALARM, "input income"),
                result(1, WatchResult.ALARM, "input age"),
                result(2, "fine"))) {
            assertThatThrownBy(() -> ledger.require(wrong, day(2)))
                    .isInstanceOf(UserError.class)
                    .hasMessage("The result (" + wrong.state()
                            + ") is not what the looks say, so that it is not recorded.");
        }
        assertThatCode(() -> ledger.require(result(3, WatchResult.NO_DATA), day(3)))
                .doesNotThrowAnyException();
        look(3, false);
        assertThatCode(() -> ledger.require(result(3, WatchResult.QUIET), day(3)))
                .doesNotThrowAnyException();
    }

    private void look(int day, boolean bad) {
        ledger = ledger.with(state(past(day, bad)), day(day));
    }

    private static WatchState state(PastLook... looks) {
        return WatchState.begin(MODEL).with(List.of(looks));
    }

    private static PastLook past(int day, boolean bad) {
        return new PastLook(
                day(day).toString(),
                500,
                Digest.ofText("rows " + day),
                0.005,
                Map.of("input age", bad, "input income", false),
                Map.of(),
                null,
                null);
    }

    private static Instant day(int day) {
        return BEGIN.plus(Duration.ofDays(day));
    }

    private static WatchResult result(int day, String state, String... alarms) {
        return new WatchResult(
                1,
                state,
                "It is so.",
                day(day).toString(),
                new ModelRef("model", MODEL, "package", 1L),
                new WatchResult.Data("day.csv", 500, Digest.ofText("rows"), null),
                new WatchResult.Ledger(1, 3, 0.05, 0.005, 2),
                List.of(alarms),
                List.of(),
                Performance.none("None."),
                null,
                List.of());
    }
}
