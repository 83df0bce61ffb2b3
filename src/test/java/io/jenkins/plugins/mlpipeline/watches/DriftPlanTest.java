package io.jenkins.plugins.mlpipeline.watches;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.watches.DriftStart.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When drift starts a job, and what is said when it does not. */
class DriftPlanTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final DriftPlan PLAN = new DriftPlan(3, Duration.ofHours(24), 1);

    @Test
    void enoughBadLooksInARowStartABuild() {
        DriftPlan.Decision decision = decide(List.of(look(1, "input age", 3)), List.of());
        assertThat(decision.starts()).isTrue();
        assertThat(decision.look().longestRun()).isEqualTo(3);
        assertThat(decide(List.of(look(1, "input age", 2)), List.of()).sentence())
                .isEqualTo("Nothing was bad at 3 looks in a row: at the newest look the longest row was 2.");
        assertThat(decide(List.of(quiet(1), look(25, "input age", 3)), List.of())
                        .sentence())
                .isEqualTo("Nothing was bad at 3 looks in a row: at the newest look the longest row was 0.");
        assertThat(decide(List.of(), List.of()).sentence())
                .isEqualTo(
                        "No look at what serves there has been recorded within the last 30 days by a job whose looks count"
                                + " here.");
        assertThat(decide(List.of(look(24 * 31, "input age", 9)), List.of()).starts())
                .as("a look of last month")
                .isFalse();
    }

    @Test
    void tooFewRowsStartNothingWhateverWasBefore() {
        DriftPlan.Decision decision = decide(List.of(none(1), look(25, "input age", 5)), List.of());
        assertThat(decision.starts()).isFalse();
        assertThat(decision.sentence()).isEqualTo("The newest look saw too few rows: It has 20 rows.");
    }

    @Test
    void anotherWatchMayBeTheOneThatIsBad() {
        RecordedLook north =
                new RecordedLook("watch", "north", 7, at(2), "t", "alarm", "It drifts.", Map.of("input age", 4));
        assertThat(decide(List.of(quiet(1), north), List.of()).look()).isEqualTo(north);
    }

    @Test
    void aLookStartsOneBuildAndNoBuildStartsBesideAnother() {
        List<RecordedLook> looks = List.of(look(26, "input age", 3));
        assertThat(decide(looks, List.of(start(26, 26, Outcome.SUCCESS))).sentence())
                .isEqualTo("There was no such look since the one that started the last build (2026-11-29T10:00:00Z).");
        assertThat(PLAN.decide(looks, List.of(), true, NOW).sentence()).isEqualTo("A build of this job waits or runs.");
    }

    @Test
    void theCoolDownIsLongerAfterCandidatesThatFailed() {
        List<RecordedLook> looks = List.of(look(1, "input age", 3));
        assertThat(decide(looks, List.of(start(23, 23, Outcome.SUCCESS))).sentence())
                .isEqualTo("The cool-down ends at 2026-11-30T13:00:00Z.");
        assertThat(decide(looks, List.of(start(25, 25, Outcome.SUCCESS))).starts())
                .isTrue();
        assertThat(decide(looks, List.of(start(25, 25, Outcome.FAILED))).sentence())
                .isEqualTo(
                        "The cool-down ends at 2026-12-01T11:00:00Z; it is longer, since the last candidate failed.");
        assertThat(decide(looks, List.of(start(49, 49, Outcome.FAILED))).starts())
                .isTrue();
        assertThat(decide(looks, List.of(start(49, 49, Outcome.FAILED), start(99, 99, Outcome.FAILED)))
                        .sentence())
                .isEqualTo(
                        "The cool-down ends at 2026-12-02T11:00:00Z; it is longer, since the last 2 candidates failed.");
        assertThat(decide(looks, List.of(start(25, 25, Outcome.STOPPED))).starts())
                .as("a stopped build is no candidate that failed")
                .isTrue();
        assertThat(decide(looks, List.of(start(25, 25, Outcome.SUCCESS), start(99, 99, Outcome.FAILED)))
                        .starts())
                .as("a success in between")
                .isTrue();
        List<DriftStart> twelve = IntStream.range(0, 12)
                .mapToObj(i -> start(24 * 31 + i, 24 * 31 + i, Outcome.FAILED))
                .toList();
        assertThat(decide(looks, twelve).starts()).as("30 days at most").isTrue();
    }

    @Test
    void noMoreAreStartedWithinADayThanMayBe() {
        DriftPlan often = new DriftPlan(3, Duration.ZERO, 2);
        List<RecordedLook> looks = List.of(look(1, "input age", 3));
        List<DriftStart> two = List.of(start(2, 2, Outcome.SUCCESS), start(20, 20, Outcome.SUCCESS));
        assertThat(often.decide(looks, two, false, NOW).sentence())
                .isEqualTo("Drift started 2 builds within the last 24 hours, as many as may be.");
        assertThat(often.decide(looks, List.of(two.get(0), start(25, 25, Outcome.SUCCESS)), false, NOW)
                        .starts())
                .isTrue();
    }

    private static DriftPlan.Decision decide(List<RecordedLook> looks, List<DriftStart> starts) {
        return PLAN.decide(looks, starts, false, NOW);
    }

    private static String at(int hoursAgo) {
        return NOW.minus(Duration.ofHours(hoursAgo)).toString();
    }

    private static RecordedLook look(int hoursAgo, String what, int run) {
        return new RecordedLook("watch", "model", 3, at(hoursAgo), "t", "alarm", "It drifts.", Map.of(what, run));
    }

    private static RecordedLook quiet(int hoursAgo) {
        return new RecordedLook("watch", "model", 4, at(hoursAgo), "t", "quiet", "Nothing is bad.", Map.of());
    }

    private static RecordedLook none(int hoursAgo) {
        return new RecordedLook("watch", "model", 5, at(hoursAgo), "t", "noData", "It has 20 rows.", Map.of());
    }

    private static DriftStart start(int hoursAgo, int lookHoursAgo, Outcome outcome) {
        return new DriftStart(at(hoursAgo), "bank/deployment/fraud", "m", at(lookHoursAgo), "watch #3", "r", outcome);
    }
}
