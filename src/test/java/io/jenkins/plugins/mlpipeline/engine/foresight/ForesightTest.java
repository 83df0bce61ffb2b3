package io.jenkins.plugins.mlpipeline.engine.foresight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A value a day, from 1 November 2026 on. */
class ForesightTest {
    private static final Instant BEGIN = Instant.parse("2026-11-01T00:00:00Z");
    private static final Boundary AT_MOST_250 = new Boundary(250, true);

    /** From -0.5 to 0.5, the same each time. */
    private static double noise(int i) {
        double s = Math.sin(i * 12.9898) * 43758.5453;
        return s - Math.floor(s) - 0.5;
    }

    private static History history(String metric, int entries, IntToDoubleFunction value) {
        return history(metric, entries, value, i -> null, i -> Map.of());
    }

    private static History history(
            String metric,
            int entries,
            IntToDoubleFunction value,
            IntFunction<Double> error,
            IntFunction<Map<String, String>> facts) {
        List<History.Entry> all = new ArrayList<>();
        for (int i = 0; i < entries; i++) {
            all.add(new History.Entry(
                    "#" + (i + 1),
                    BEGIN.plus(Duration.ofDays(i)),
                    value.applyAsDouble(i),
                    error.apply(i),
                    facts.apply(i)));
        }
        return new History(metric, all);
    }

    @Test
    void fewValuesSayNothing() {
        for (int entries : new int[] {0, 1, 8}) {
            Notes notes = Foresight.of(history("accuracy", entries, i -> 0.7), new Boundary(0.6, false));
            assertThat(notes.isNews()).isFalse();
            assertThat(notes.sentences().get(0))
                    .isEqualTo(
                            "accuracy: " + entries + (entries == 1 ? " value" : " values")
                                    + ", too few of one series to say what is to be expected (8 before the newest are needed).");
        }
    }

    @Test
    void aValueThatTheOthersExplainIsNoNews() {
        Notes notes = Foresight.of(history("accuracy", 40, i -> 0.765 + 0.02 * noise(i)), new Boundary(0.7, false));
        assertThat(notes.isNews()).isFalse();
        assertThat(notes.sentences())
                .containsExactly(
                        "#40: accuracy 0.7704 is what the 30 values before explain (0.7419 to 0.7888).",
                        "No trend that chance does not explain leads across the limit of 0.7 soon.",
                        "No such sentence would have been said before on these values, so it is not known how often they come"
                                + " true.");
    }

    @Test
    void oneThatTheyDoNotExplainIs() {
        Notes notes = Foresight.of(history("accuracy", 40, i -> i == 39 ? 0.7 : 0.765 + 0.02 * noise(i)), null);
        assertThat(notes.isNews()).isTrue();
        assertThat(notes.sentences())
                .containsExactly("#40: accuracy 0.7 left what the 30 values before explain (0.7419 to 0.7888).");
    }

    @Test
    void wildValuesBeforeHideNothing() {
        Notes notes = Foresight.of(
                history("accuracy", 40, i -> i == 39 ? 0.7 : i % 7 == 3 ? 0.1 : 0.765 + 0.02 * noise(i)), null);
        assertThat(notes.unexplained()).isTrue();
    }

    @Test
    void aSmallerTestSetMayBeFurtherAway() {
        IntToDoubleFunction value = i -> i == 39 ? 0.7 : 0.765 + 0.02 * noise(i);
        assertThat(Foresight.of(history("accuracy", 40, value, i -> 0.005, i -> Map.of()), null)
                        .unexplained())
                .isTrue();
        assertThat(Foresight.of(history("accuracy", 40, value, i -> i == 39 ? 0.03 : 0.005, i -> Map.of()), null)
                        .unexplained())
                .isFalse();
        // Errors that are known of some alone say nothing about the others.
        assertThat(Foresight.of(
                                history(
                                        "accuracy",
                                        40,
                                        value,
                                        i -> i == 39 ? Double.valueOf(0.03) : null,
                                        i -> Map.of()),
                                null)
                        .unexplained())
                .isTrue();
    }

    @Test
    void valuesThatWereAllEqualExplainNoOther() {
        Notes notes = Foresight.of(history("f1", 20, i -> i == 19 ? 0.8001 : 0.8), null);
        assertThat(notes.sentences())
                .containsExactly("#20: f1 0.8001 left what the 19 values before explain (0.8 to 0.8).");
    }

    @Test
    void aChangeIsNamedWithWhatChangedTogether() {
        Notes notes = Foresight.of(
                history(
                        "accuracy",
                        44,
                        i -> (i < 30 ? 0.765 : 0.741) + 0.02 * noise(i),
                        i -> null,
                        i -> Map.of(
                                "commit", "c" + i,
                                "data", i < 30 ? "sha256:aaaa" : "sha256:bbbb",
                                "learning_rate", i < 10 ? "0.1" : i < 30 ? "0.2" : "0.3")),
                null);
        assertThat(notes.sentences())
                .containsExactly(
                        "#44: accuracy 0.7353 is what the 13 values before explain (0.714 to 0.7719).",
                        "Since #31 accuracy is another: 0.7427 in place of 0.764 (medians). Together with it changed: data"
                                + " (sha256:aaaa -> sha256:bbbb, its only change), learning_rate (0.2 -> 0.3, 1 of 2 changes).");
        assertThat(notes.changedLately()).isFalse();
        assertThat(notes.changes().get(0).chance()).isLessThan(1e-4);
    }

    @Test
    void aChangeOfWhichNothingIsKnownSaysSo() {
        Notes notes = Foresight.of(history("accuracy", 40, i -> (i < 30 ? 0.765 : 0.741) + 0.02 * noise(i)), null);
        assertThat(notes.sentences().get(1))
                .endsWith("(medians). Of what is known, nothing that changes seldom changed with it.");
        assertThat(notes.changedLately()).isTrue();
        assertThat(notes.isNews()).isTrue();
    }

    @Test
    void aTrendIsNoChangeAndIsSaidWithAnInterval() {
        Notes notes = Foresight.of(history("latency_ms_p95", 30, i -> 180 + 2 * i + 10 * noise(i)), AT_MOST_250);
        assertThat(notes.changes()).isEmpty();
        assertThat(notes.isNews()).isTrue();
        assertThat(notes.sentences())
                .containsExactly(
                        "#30: latency_ms_p95 237.2 is what the 29 values before explain (134 to 287.9).",
                        "At the trend of the last 30 values (+1.966 a day), latency_ms_p95 crosses 250 in 2.6 to 8.9 days"
                                + " (2026-12-02 to 2026-12-08).",
                        "Of 1 sentence that would have been said before on these values, 0 came true, 1 can't be judged yet.");
    }

    @Test
    void sentencesAreJudgedByWhatCame() {
        Notes notes =
                Foresight.of(history("latency_ms_p95", 115, i -> 180 + 2 * (i % 40) + 10 * noise(i)), AT_MOST_250);
        assertThat(notes.sentences())
                .endsWith("Of 2 sentences that would have been said before on these values, 2 came true.");
    }

    @Test
    void aTrendThatEndedIsNoSentenceThatCameTrue() {
        Notes notes = Foresight.of(
                history("latency_ms_p95", 80, i -> 180 + 2 * Math.min(i, 30) + 10 * noise(i)), AT_MOST_250);
        TrackRecord record = notes.trackRecord();
        assertThat(record.made()).isPositive();
        assertThat(record.cameTrue()).isZero();
        assertThat(record.missed() + record.interrupted()).isEqualTo(record.made());
    }

    @Test
    void whatHasCrossedIsSaidToHave() {
        Notes notes = Foresight.of(history("latency_ms_p95", 60, i -> 180 + 2 * i + 10 * noise(i)), AT_MOST_250);
        assertThat(notes.crossing()).isNull();
        assertThat(notes.sentences())
                .contains("latency_ms_p95 is across the limit of 250 already.")
                .endsWith("Of 1 sentence that would have been said before on these values, 1 came true.");
    }

    @Test
    void aTrendAwayFromTheLimitCrossesNothing() {
        assertThat(Foresight.of(history("latency_ms_p95", 30, i -> 240 - 2 * i + 10 * noise(i)), AT_MOST_250)
                        .crossing())
                .isNull();
        Notes falling = Foresight.of(
                history("accuracy", 30, i -> 0.8 - 0.002 * i + 0.005 * noise(i)), new Boundary(0.72, false));
        assertThat(falling.crossing().perDay()).isNegative();
        assertThat(falling.crossing().earliestDays())
                .isPositive()
                .isLessThan(falling.crossing().latestDays());
    }

    @Test
    void namesOfStrangersStayOnTheirLine() {
        Notes notes = Foresight.of(
                history(
                        "a\nb",
                        40,
                        i -> (i < 30 ? 1 : 2) + 0.02 * noise(i),
                        i -> null,
                        i -> Map.of("x\u0007", i < 30 ? "1" : "y".repeat(300))),
                null);
        assertThat(notes.sentences().get(1))
                .startsWith("Since #31 a b is another: ")
                .endsWith("changed: x\uFFFD (1 -> " + "y".repeat(39) + "\u2026, its only change).");
    }

    @Test
    void aHistoryIsInTheOrderOfTimeAndOfFiniteNumbersAndItsOldestAreLeftOut() {
        History.Entry late = new History.Entry("#2", BEGIN.plusSeconds(1), 1, null, Map.of());
        History.Entry early = new History.Entry("#1", BEGIN, 1, null, Map.of());
        assertThatThrownBy(() -> new History("x", List.of(late, early))).hasMessage("#1 is before #2");
        assertThatThrownBy(() -> new History.Entry("#1", BEGIN, Double.NaN, null, Map.of()))
                .hasMessage("#1 is NaN with error null");
        assertThatThrownBy(() -> new History.Entry("#1", BEGIN, 1, 1e101, Map.of()))
                .hasMessage("#1 is 1.0 with error 1.0E101");
        assertThat(history("x", 230, i -> i).entries())
                .hasSize(200)
                .first()
                .extracting(History.Entry::name)
                .isEqualTo("#31");
    }

    /** An interval of 1e308 made the limits infinite, of which no figure can be written. */
    @Test
    void numbersThatNoMetricHasAreNamed(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(
                folder.resolve("h.csv"),
                "at,accuracy,accuracy.lower,accuracy.upper\n2026-11-01,0.9,0.8,0.95\n2026-11-02,0.9,-1e308,0.95\n");
        assertThatThrownBy(() -> HistoryFile.read(file, List.of("accuracy")))
                .hasMessage(file
                        + ": line 3, column \"accuracy.lower\": the number is beyond 1e100, which no metric of builds or"
                        + " looks is. Correct it, or leave it empty.");
    }

    @Test
    void notesAreADocumentThatCanBeReadAgain() {
        Notes notes = Foresight.of(history("latency_ms_p95", 30, i -> 180 + 2 * i + 10 * noise(i)), AT_MOST_250);
        assertThat(Json.parse(Json.write(notes), Notes.class, "notes")).isEqualTo(notes);
    }

    @Test
    void valuesOfOneTimeHaveNoTrend() {
        List<History.Entry> entries = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            entries.add(new History.Entry("#" + i, BEGIN, i, null, Map.of()));
        }
        assertThat(Foresight.of(new History("x", entries), new Boundary(30, true))
                        .crossing())
                .isNull();
    }
}
