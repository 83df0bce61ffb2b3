package io.jenkins.plugins.mlpipeline.engine.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.ModelRef;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatcherTest {
    /** A Monday. */
    private static final Instant BEGIN = Instant.parse("2026-11-02T12:00:00Z");

    private static final long[] TRAINING = {500, 500, 500, 500};
    private static final long[] SAME = {252, 248, 255, 245};
    private static final long[] OTHER = {100, 200, 300, 400};
    private static final ModelRef MODEL = new ModelRef("model", Digest.ofText("model"), "package", 1L);

    private WatchState state = WatchState.begin(MODEL.digest());
    private int days;

    @Test
    void whatDriftsInEnoughLooksInARowIsAnAlarm() throws IOException {
        assertThat(look(SAME).state()).isEqualTo(WatchResult.QUIET);
        WatchResult first = look(OTHER);
        assertThat(first.state()).isEqualTo(WatchResult.QUIET);
        assertThat(first.message()).isEqualTo("Bad at this look, but not at 3 in a row yet: input age.");
        assertThat(first.columns().get(0).reason())
                .isEqualTo("It differs from training (PSI 0.2282, KS 0.2, more than chance explains).");
        look(OTHER);
        WatchResult third = look(OTHER);
        assertThat(third.state()).isEqualTo(WatchResult.ALARM);
        assertThat(third.exitCode()).isEqualTo(1);
        assertThat(third.alarms()).containsExactly("input age");
        assertThat(third.message()).isEqualTo("Bad at 3 looks in a row or more: input age (3).");
        assertThat(look(SAME).state()).isEqualTo(WatchResult.QUIET);
    }

    @Test
    void aGoodLookBreaksTheRow() throws IOException {
        look(OTHER);
        look(OTHER);
        look(SAME);
        look(OTHER);
        assertThat(look(OTHER).state()).isEqualTo(WatchResult.QUIET);
    }

    @Test
    void tooFewRowsAreNoDataAndCountForNothing() throws IOException {
        look(OTHER);
        look(OTHER);
        WatchState before = state;
        WatchResult none = look(10, 20, 30, 39);
        assertThat(none.state()).isEqualTo(WatchResult.NO_DATA);
        assertThat(none.exitCode()).isEqualTo(3);
        assertThat(none.message())
                .isEqualTo(
                        "day 2 has 99 rows, and at least 100 are needed. Nothing is said of the model, and nothing was"
                                + " counted.");
        assertThat(state).isEqualTo(before);
        assertThat(look(OTHER).state()).as("the row goes on").isEqualTo(WatchResult.ALARM);
        assertThat(look(10, 20, 30, 39).state()).as("an alarm before").isEqualTo(WatchResult.NO_DATA);
    }

    @Test
    void theSameRowsAreNotCountedTwice() throws IOException {
        look(OTHER);
        look(OTHER);
        Sample again = sample("again", "day 1", OTHER);
        WatchState before = state;
        WatchResult second = watch(again, BEGIN.plus(Duration.ofDays(9)));
        assertThat(second.state()).isEqualTo(WatchResult.QUIET);
        assertThat(second.data().seenBefore()).isEqualTo("2026-11-03T12:00:00Z");
        assertThat(second.warnings())
                .containsExactly("these rows were looked at before (2026-11-03T12:00:00Z): they are shown as they were"
                        + " judged then, and not counted again.");
        assertThat(second.columns().get(0).isBad()).isTrue();
        assertThat(state).isEqualTo(before);
    }

    /** What chance alone gives: a small difference of many rows is no drift, nor a great one of few. */
    @Test
    void aDifferenceMustBeBothCertainAndGreat() throws IOException {
        WatchResult small = look(26_000, 25_000, 25_000, 24_000);
        assertThat(small.columns().get(0).reason()).isEqualTo("It looks as in training (PSI 0.0008004, KS 0.01).");
        WatchResult few = look(43, 17, 30, 30);
        assertThat(few.columns().get(0).reason())
                .isEqualTo("It looks as in training (PSI 0.1005, KS 0.1083; chance may explain that).");
    }

    @Test
    void aLookSpendsTheTimeSinceTheOneBefore() throws IOException {
        assertThat(look(SAME).ledger().alpha()).as("a day").isCloseTo(0.05 * 3 / 30, within(1e-15));
        days = 3;
        assertThat(look(OTHER).ledger().alpha()).as("three days").isCloseTo(0.05 * 3 / 10, within(1e-15));
        days = 40;
        assertThat(look(10, 20, 40, 50).ledger().alpha())
                .as("more than a week")
                .isCloseTo(0.05 * 3 * 7 / 30, within(1e-15));
    }

    /** On Saturdays others ask. From the fifth on they are compared with Saturdays, too. */
    @Test
    void aWeekdayIsComparedWithItself() throws IOException {
        WatchResult saturday = null;
        for (int week = 0; week < 5; week++) {
            for (int day = 0; day < 7; day++) {
                long[] asked = day == 5 ? OTHER : SAME;
                asked = asked.clone();
                asked[0] += week;
                asked[1] += day;
                WatchResult result = look(asked);
                assertThat(result.state()).isEqualTo(WatchResult.QUIET);
                saturday = day == 5 ? result : saturday;
            }
        }
        Drifted last = saturday.columns().get(0);
        assertThat(last.state()).isEqualTo(Drifted.SAME);
        assertThat(last.reason()).contains("as earlier Saturdays did");
        assertThat(last.weekday().drifted()).isFalse();
        long kept = state.looks().stream().filter(look -> look.counts() != null).count();
        assertThat(kept).as("looks that keep their counts").isEqualTo(4 * 7 + 3);
    }

    @Test
    void withoutAReferenceTheFirstLooksAreOne() throws IOException {
        for (int i = 0; i < 3; i++) {
            Drifted before = histogram(SAME).columns().get(0);
            assertThat(before.state()).isEqualTo(Drifted.NOT_COMPARED);
            assertThat(before.reason())
                    .isEqualTo(
                            "The first 3 looks will be the reference; there " + (i == 1 ? "is 1." : "are " + i + "."));
        }
        Drifted then = histogram(OTHER).columns().get(0);
        assertThat(then.reference()).isEqualTo("the first 3 looks");
        assertThat(then.isBad()).isTrue();
    }

    @Test
    void aLookBeforeTheLastOneIsRefused() throws IOException {
        look(SAME);
        assertThatThrownBy(() -> watch(sample("early", "early", OTHER), BEGIN))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "the last look was at 2026-11-02T12:00:00Z, and this one is at 2026-11-02T12:00:00Z, which is"
                                + " not after it. Look at windows in the order of time, or name another --state.");
    }

    @Test
    void aStateThatWasChangedIsRefused() throws IOException {
        String text = Json.write(state);
        assertThatThrownBy(() -> Json.parse(text.replace("sha256:", "md5:"), WatchState.class, "watch.json"))
                .hasMessageContaining("names its model by sha256");
        histogram(SAME);
        histogram(OTHER);
        histogram(OTHER);
        String damaged = Json.write(state).replace("252 248", "252 -8");
        state = Json.parse(damaged, WatchState.class, "watch.json");
        assertThatThrownBy(() -> histogram(OTHER))
                .isInstanceOf(UserError.class)
                .hasMessage("the state of the watch holds no counts of 4 bins for the histogram age: it was changed, or"
                        + " belongs to another watch. Name another file with --state.");
    }

    private WatchResult look(long... counts) throws IOException {
        Sample sample = sample("day " + days, "day " + days, counts);
        return watch(sample, BEGIN.plus(Duration.ofDays(days++)));
    }

    private WatchResult histogram(long... counts) throws IOException {
        LookSeries series = LookSeries.ordered(LookSeries.Kind.HISTOGRAM, "age", counts, null, null);
        Sample sample = new Sample(
                "p", Counts.sum(counts), Digest.ofText("day " + days), List.of(series), null, null, null, List.of());
        return watch(sample, BEGIN.plus(Duration.ofDays(days++)));
    }

    private static Sample sample(String name, String rows, long... counts) {
        LookSeries series = LookSeries.ordered(LookSeries.Kind.INPUT, "age", counts, TRAINING, "training");
        return new Sample(name, Counts.sum(counts), Digest.ofText(rows), List.of(series), null, null, null, List.of());
    }

    private WatchResult watch(Sample sample, Instant at) throws IOException {
        Answering answering = new Answering(Task.BINARY, List.of("no", "yes"), 1, "bought");
        Watcher watcher = new Watcher(new WatchPlan(3, 0.05, 100), MODEL, answering, Evaluated.NONE);
        Watcher.Looked looked = watcher.look(state, sample, null, at);
        state = Json.parse(Json.write(looked.state()), WatchState.class, "watch.json");
        assertThat(state).as("what is read again").isEqualTo(looked.state());
        assertThat(looked.result().measured()).isNull();
        return looked.result();
    }
}
