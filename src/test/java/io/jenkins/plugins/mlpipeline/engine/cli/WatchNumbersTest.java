package io.jenkins.plugins.mlpipeline.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model of prices, which is further off where flats are large: its error is estimated on rows without a price. */
class WatchNumbersTest {
    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private int looks;

    @BeforeAll
    static void train() throws IOException {
        Files.writeString(shared.resolve("train.csv"), rows(3000, 1, 0, true));
        Files.writeString(shared.resolve("test.csv"), rows(15_000, 2, 0, true));
        Invocation trained = Invocation.of(
                "train",
                "--data",
                shared.resolve("train.csv"),
                "--label",
                "price",
                "--row-id",
                "id",
                "--algorithm",
                "linear_regression",
                "--output",
                shared.resolve("model"));
        assertThat(trained.code()).as(trained.err()).isZero();
    }

    @BeforeEach
    void begin() {
        looks = 0;
    }

    @Test
    void theErrorIsEstimatedWhereNobodyKnowsTheTruth() throws IOException {
        Invocation quiet = look(rows(1000, 3, 0, false), "--judged", shared.resolve("test.csv"));
        assertThat(quiet.code()).as(quiet.err()).isZero();
        assertThat(quiet.out())
                .contains("By a second model, which learnt the errors on 15,000 judged rows, a mean absolute");
        double came = off(rows(1000, 3, 0, true));
        JsonNode said = estimated();
        assertThat(said.path("interval").path("lower").doubleValue()).isLessThan(came);
        assertThat(said.path("interval").path("upper").doubleValue()).isGreaterThan(came);

        Invocation larger = look(rows(3000, 4, 12, false), "--judged", shared.resolve("test.csv"));
        assertThat(larger.out())
                .contains(": worse, and more than chance explains.")
                .contains("Concept drift can't be seen");
        // Beyond the flats of training the estimate stands still, so that it is a little too low.
        came = off(rows(3000, 4, 12, true));
        assertThat(estimated().path("value").doubleValue()).isCloseTo(came, within(0.1 * came));
        look(rows(3000, 5, 12, false), "--judged", shared.resolve("test.csv"));
        Invocation alarm = look(rows(3000, 6, 12, false), "--judged", shared.resolve("test.csv"));
        assertThat(alarm.code()).isEqualTo(1);
        assertThat(alarm.out()).contains("ALARM: Bad at 3 looks in a row or more: ", "estimated error (3)");
    }

    @Test
    void withoutJudgedRowsItIsSaidWhatIsMissing() throws IOException {
        assertThat(look(rows(500, 7, 0, false)).out())
                .contains(
                        "Not estimated: a predicted number says nothing of its own error. Name rows whose truth is known"
                                + " (--judged, mlWatch judged), or give labels when they arrive.");
        Path few = Files.writeString(folder.resolve("few.csv"), rows(150, 8, 0, true));
        assertThat(look(rows(500, 9, 0, false), "--judged", few).out())
                .contains("Not estimated: fewer than 200 of the judged rows have their truth.");
        Path none = Files.writeString(folder.resolve("none.csv"), rows(300, 10, 0, false));
        Invocation without = look(rows(500, 11, 0, false), "--judged", none);
        assertThat(without.code()).isEqualTo(2);
        assertThat(without.err()).contains("none.csv").contains("price");
    }

    @Test
    void labelsAreEstimatedByTheirProbabilities() throws IOException {
        Files.writeString(
                folder.resolve("labels.csv"),
                rows(400, 12, 0, true)
                        .replaceAll("(?m),\\d*[02468]\\.\\d+$", ",even")
                        .replaceAll("(?m),\\d+\\.\\d+$", ",odd"));
        Invocation trained = Invocation.of(
                "train",
                "--data",
                folder.resolve("labels.csv"),
                "--label",
                "price",
                "--row-id",
                "id",
                "--algorithm",
                "logistic_regression",
                "--output",
                folder.resolve("labels"));
        assertThat(trained.code()).as(trained.err()).isZero();
        Invocation look = Invocation.of(
                "watch",
                "--model",
                folder.resolve("labels"),
                "--data",
                shared.resolve("test.csv"),
                "--row-id",
                "id",
                "--judged",
                shared.resolve("train.csv"),
                "--state",
                folder.resolve("w.json"),
                "--output",
                folder.resolve("r.json"));
        assertThat(look.code()).isEqualTo(2);
        assertThat(look.err())
                .contains("judged rows teach the errors of predicted numbers, and ")
                .contains(
                        " predicts labels: its own probabilities say how often it is right, beside its evaluation. Leave"
                                + " them out.");
    }

    private Invocation look(String rows, Object... more) throws IOException {
        List<Object> arguments = new ArrayList<>(List.of(
                "watch",
                "--model",
                shared.resolve("model"),
                "--data",
                Files.writeString(folder.resolve("day.csv"), rows),
                "--row-id",
                "id",
                "--state",
                folder.resolve("watch.json"),
                "--at",
                "2026-11-0" + ++looks + "T12:00:00Z",
                "--output",
                folder.resolve("watch-result.json")));
        arguments.addAll(Arrays.asList(more));
        return Invocation.of(arguments.toArray());
    }

    private JsonNode estimated() throws IOException {
        return Json.readTree(folder.resolve("watch-result.json"))
                .path("estimated")
                .path("metrics")
                .path("mean_absolute_error");
    }

    /** What the model's error on labelled rows comes to, as {@code validate} measures it. */
    private double off(String labelled) throws IOException {
        Path evaluation = folder.resolve("evaluation.json");
        Files.deleteIfExists(evaluation);
        Invocation validated = Invocation.of(
                "validate",
                "--model",
                shared.resolve("model"),
                "--data",
                Files.writeString(folder.resolve("labelled.csv"), labelled),
                "--row-id",
                "id",
                "--output",
                evaluation);
        assertThat(validated.code()).as(validated.err()).isZero();
        return Json.readTree(evaluation)
                .path("metrics")
                .path("mean_absolute_error")
                .path("value")
                .doubleValue();
    }

    /** @param larger by how many square metres flats are larger */
    private static String rows(int count, long seed, double larger, boolean labelled) {
        Random random = new Random(seed);
        String[] towns = {"north", "south", "east"};
        StringBuilder csv = new StringBuilder("id,size,town" + (labelled ? ",price\n" : "\n"));
        for (int i = 0; i < count; i++) {
            double size = Math.max(20, 60 + larger + 12 * random.nextGaussian());
            double price = 3 * size + size / 12 * random.nextGaussian();
            csv.append(seed).append('-').append(i).append(',').append(Math.round(size * 10) / 10.0);
            csv.append(',').append(towns[random.nextInt(3)]);
            csv.append(labelled ? "," + Math.round(price * 100) / 100.0 + "\n" : "\n");
        }
        return csv.toString();
    }
}
