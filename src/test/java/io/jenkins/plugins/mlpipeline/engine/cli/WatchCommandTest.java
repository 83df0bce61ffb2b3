package io.jenkins.plugins.mlpipeline.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.job.HistogramWatchJob;
import io.jenkins.plugins.mlpipeline.engine.monitoring.WatchPlan;
import io.jenkins.plugins.mlpipeline.engine.monitoring.WatchResult;
import io.jenkins.plugins.mlpipeline.engine.verification.SampledPrometheus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model of made-up rows, trained and validated once: {@code bought} follows from age and region, by chance. */
class WatchCommandTest {
    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private int looks;

    @BeforeAll
    static void train() throws IOException {
        Files.writeString(shared.resolve("train.csv"), rows(4000, 1, 0, 0, true));
        Invocation trained = Invocation.of(
                "train",
                "--data",
                shared.resolve("train.csv").toString(),
                "--label",
                "bought",
                "--row-id",
                "id",
                "--algorithm",
                "logistic_regression",
                "--output",
                shared.resolve("model").toString());
        assertThat(trained.code()).as(trained.err()).isZero();
        Invocation validated = Invocation.of(
                "validate",
                "--model",
                shared.resolve("model").toString(),
                "--output",
                shared.resolve("evaluation.json").toString());
        assertThat(validated.code()).as(validated.err()).isZero();
    }

    @Test
    void rowsLikeThoseOfTrainingAreQuiet() throws IOException {
        Invocation look = look(write("day.csv", rows(1000, 2, 0, 0, false)));

        assertThat(look.code()).as(look.err()).isZero();
        assertThat(look.out()).contains("QUIET: Nothing is bad.");
        JsonNode result = Json.readTree(folder.resolve("watch-result.json"));
        assertThat(result.path("columns").findValuesAsText("name")).containsExactly("age", "region", "label", "score");
        assertThat(result.path("estimated")
                        .path("metrics")
                        .path("roc_auc")
                        .path("value")
                        .doubleValue())
                .isBetween(0.6, 0.9);
        assertThat(result.path("estimated").path("caution").textValue())
                .isEqualTo(
                        "Concept drift can't be seen: if the same inputs have other labels now, this estimate stays as"
                                + " it is. Give labels when they arrive.");
        assertValid("watch-result");
        assertValid("watch");
    }

    @Test
    void driftInThreeLooksInARowIsAnAlarm() throws IOException {
        List<Integer> codes = new ArrayList<>();
        Invocation last = null;
        for (int day = 0; day < 3; day++) {
            last = look(write("day.csv", rows(600, 10 + day, 12, 0, false)));
            codes.add(last.code());
        }
        assertThat(codes).as(last.err()).containsExactly(0, 0, 1);
        assertThat(last.out()).contains("ALARM: Bad at 3 looks in a row or more: input age (3)");
        assertValid("watch-result");
        Invocation again = look(folder.resolve("day.csv"));
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.out()).contains("not counted again");
        assertThat(Json.readTree(folder.resolve("watch.json")).path("looks")).hasSize(3);
    }

    /** The labels of the second look are turned around: nothing but labels can tell. */
    @Test
    void lateLabelsAreJoinedToWhatWasAnswered() throws IOException {
        Path day = write("day.csv", rows(800, 20, 0, 0, false));
        assertThat(look(day).code()).isZero();
        Path other = write("other.csv", rows(800, 21, 0, 5000, false));
        Path labels = write("labels.csv", labels(rows(800, 21, 0, 5000, true), true));

        Invocation look = look(other, "--labels", labels.toString());

        assertThat(look.code()).as(look.err()).isZero();
        assertThat(look.out())
                .contains("Measured on 800 rows with labels, asked 0 h ago: accuracy 0.")
                .contains("worse, and more than chance explains.")
                .contains("QUIET: Bad at this look, but not at 3 in a row yet: measured performance.");
        assertValid("watch-result");
        Path first = write("first.csv", labels(rows(800, 20, 0, 0, true), false));
        Invocation before = look(write("third.csv", rows(200, 22, 0, 9000, false)), "--labels", first.toString());
        assertThat(before.out())
                .contains("Measured on 800 rows with labels, asked 2 days ago")
                .contains("QUIET: Nothing");
    }

    @Test
    void aFolderOfLogsIsOneWindowWithoutTrials() throws IOException {
        Path logs = Files.createDirectory(folder.resolve("logs"));
        Files.writeString(logs.resolve("a.csv"), rows(300, 30, 0, 0, false));
        StringBuilder trials = new StringBuilder("id,age,region,X-ML-Pipeline-Verify\n");
        rows(200, 31, 0, 400, false)
                .lines()
                .skip(1)
                .forEach(line -> trials.append(line).append(",\n"));
        rows(50, 32, 0, 900, false)
                .lines()
                .skip(1)
                .forEach(line -> trials.append(line).append(",1\n"));
        Files.writeString(logs.resolve("b.csv"), trials);

        Invocation look = look(logs);

        assertThat(look.code()).as(look.err()).isZero();
        JsonNode result = Json.readTree(folder.resolve("watch-result.json"));
        assertThat(result.path("data").path("rows").intValue()).isEqualTo(500);
        assertThat(result.path("warnings").path(0).textValue())
                .isEqualTo(
                        "50 rows were left out: their x-ml-pipeline-verify says that they were sent to try the model.");
    }

    @Test
    void tooFewRowsAreNoData() throws IOException {
        Invocation look = look(write("day.csv", rows(20, 40, 12, 0, false)));

        assertThat(look.code()).as(look.err()).isEqualTo(3);
        assertThat(look.out()).contains("NO DATA: ").contains("has 20 rows, and at least 100 are needed.");
        assertThat(Json.readTree(folder.resolve("watch-result.json"))
                        .path("state")
                        .textValue())
                .isEqualTo("noData");
        assertValid("watch-result");
        assertThat(folder.resolve("watch.json")).doesNotExist();
    }

    @Test
    void whatDoesNotFitIsSaid() throws IOException {
        Path day = write("day.csv", rows(200, 50, 0, 0, false));
        Path state = folder.resolve("watch.json");
        Invocation unnamed = Invocation.of(
                "watch",
                "--model",
                shared.resolve("model"),
                "--data",
                day,
                "--labels",
                day,
                "--state",
                state,
                "--output",
                folder.resolve("watch-result.json"));
        assertThat(unnamed.code()).isEqualTo(2);
        assertThat(unnamed.err())
                .isEqualToIgnoringNewLines(
                        "error: labels are joined to answers by the name of the row, and no column that"
                                + " names one is given. Name it with --row-id.");
        Files.writeString(state, "{\"schemaVersion\": 1, \"model\": \"sha256:" + "0".repeat(64) + "\", \"looks\": []}");
        assertThat(look(day).err())
                .contains(
                        state + ": holds the looks at the model sha256:" + "0".repeat(64) + ", and this one is sha256:")
                .contains("A new model begins a new watch: name another file with --state.");
        Files.writeString(state, "{\"schemaVersion\": 1, \"looks\": []}");
        assertThat(look(day).err())
                .contains("error: " + state + ": not a valid document")
                .contains("the state of a watch names its model by sha256");
        Files.delete(state);
        assertThat(look(write("day.csv", "id,age\n1,2\n")).err()).contains("region");
        assertThat(look(day, "--windows", "0").err())
                .isEqualToIgnoringNewLines("error: windows is 0; 1 to 20 looks in a row are expected.");
        assertThat(look(day, "--false-alarms", "0").err())
                .isEqualToIgnoringNewLines(
                        "error: false alarms are 0.0; how many may come in 30 days is expected, above 0"
                                + " and at most 1, for example 0.05.");
    }

    /** What the server counts changes its shape after four days. */
    @Test
    void aHistogramOfAServerIsWatched() throws Exception {
        long begin = Instant.parse("2026-11-01T00:00:00Z").toEpochMilli();
        SampledPrometheus server = new SampledPrometheus();
        double[][] perSecond = {{0.02, 0.04, 0.06}, {0.004, 0.024, 0.06}};
        String[] edges = {"0.3", "0.6", "+Inf"};
        for (int bucket = 0; bucket < edges.length; bucket++) {
            double before = perSecond[0][bucket];
            double after = perSecond[1][bucket];
            server.series("score_bucket{app=\"fraud\",le=\"" + edges[bucket] + "\"}", begin, Long.MAX_VALUE, t -> {
                double days = (t - begin) / 86_400_000.0;
                return Math.floor(86_400 * (before * Math.min(4, days) + after * Math.max(0, days - 4)));
            });
        }
        List<String> states = new ArrayList<>();
        WatchResult last = null;
        for (int day = 1; day <= 7; day++) {
            last = HistogramWatchJob.run(histogram(server, "score_bucket{app=\"fraud\"}", day));
            states.add(last.state());
        }
        assertThat(states).containsExactly("quiet", "quiet", "quiet", "quiet", "quiet", "quiet", "alarm");
        assertThat(last.message())
                .isEqualTo("Bad at 3 looks in a row or more: histogram score_bucket{app=\"fraud\"} (3).");
        assertThat(last.data().rows()).isBetween(5_100L, 5_200L);
        assertValid("watch");

        WatchResult none = HistogramWatchJob.run(histogram(new SampledPrometheus(), "score_bucket{app=\"fraud\"}", 8));
        assertThat(none.state()).isEqualTo("noData");
        assertThatThrownBy(() -> HistogramWatchJob.run(histogram(server, "score_bucket{le!=\"0.3\"}", 8)))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "the state holds looks at score_bucket{app=\"fraud\"}, and this one is at"
                                + " score_bucket{le!=\"0.3\"}. Name another file with --state; in a pipeline, give mlWatch another id.");
        looks = 8;
        assertThat(look(write("day.csv", rows(200, 50, 0, 0, false))).err())
                .contains(
                        "the state holds looks at the histogram score_bucket{app=\"fraud\"}, and this one is at rows. Name"
                                + " another file with --state; in a pipeline, give mlWatch another id.");
    }

    /** Six hours after a look that saw a day, a window of a day holds eighteen hours that were counted. */
    @Test
    void noValueOfAHistogramIsInTwoLooks() throws Exception {
        long begin = Instant.parse("2026-11-01T00:00:00Z").toEpochMilli();
        SampledPrometheus server = new SampledPrometheus();
        for (String edge : List.of("0.5", "+Inf")) {
            server.series(
                    "score_bucket{le=\"" + edge + "\"}",
                    begin,
                    Long.MAX_VALUE,
                    t -> Math.floor((t - begin) / 1000.0 * (edge.equals("0.5") ? 0.05 : 0.1)));
        }
        assertThat(HistogramWatchJob.run(histogram(server, "score_bucket", 1))
                        .data()
                        .rows())
                .isBetween(8_600L, 8_640L);
        HistogramWatchJob.Request day = histogram(server, "score_bucket", 1);
        HistogramWatchJob.Request later = new HistogramWatchJob.Request(
                day.model(),
                server,
                day.histogram(),
                day.window(),
                day.plan(),
                day.state(),
                day.at().plus(Duration.ofHours(6)));
        assertThat(HistogramWatchJob.run(later).data().rows()).isBetween(2_150L, 2_160L);
    }

    private HistogramWatchJob.Request histogram(SampledPrometheus server, String selector, int days) {
        return new HistogramWatchJob.Request(
                shared.resolve("model"),
                server,
                selector,
                Duration.ofDays(1),
                new WatchPlan(3, 0.05, 100),
                folder.resolve("watch.json"),
                Instant.parse("2026-11-01T00:00:00Z").plus(Duration.ofDays(days)));
    }

    @Test
    void rowsAndAHistogramAreNotMixed() {
        Invocation both = Invocation.of(
                "watch",
                "--model",
                "m",
                "--data",
                "d.csv",
                "--prometheus",
                "http://127.0.0.1:1",
                "--histogram",
                "x",
                "--output",
                folder.resolve("r.json").toString());
        assertThat(both.code()).isEqualTo(2);
        assertThat(both.err())
                .contains(
                        "--data, --evaluation, --judged and --labels are about rows; of a histogram only --prometheus and --histogram"
                                + " are taken.");
        Invocation half = Invocation.of("watch", "--model", "m", "--prometheus", "http://127.0.0.1:1", "--output", "r");
        assertThat(half.err())
                .contains("--prometheus and --histogram belong together: the server, and what is looked at there.");
        Invocation away = Invocation.of(
                "watch",
                "--model",
                shared.resolve("model").toString(),
                "--prometheus",
                "http://127.0.0.1:1",
                "--histogram",
                "score_bucket",
                "--state",
                folder.resolve("watch.json").toString(),
                "--output",
                folder.resolve("r.json").toString());
        assertThat(away.code()).isEqualTo(2);
        assertThat(away.err())
                .contains(
                        "error: Prometheus at http://127.0.0.1:1 can't be reached: there is no connection. Nothing was counted.");
        assertThat(folder.resolve("watch.json")).doesNotExist();
    }

    private Invocation look(Path data, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "watch",
                "--model",
                shared.resolve("model").toString(),
                "--evaluation",
                shared.resolve("evaluation.json").toString(),
                "--data",
                data.toString(),
                "--state",
                folder.resolve("watch.json").toString(),
                "--at",
                "2026-11-0" + ++looks + "T12:00:00Z",
                "--output",
                folder.resolve("watch-result.json").toString(),
                "--row-id",
                "id"));
        arguments.addAll(List.of(more));
        return Invocation.of(arguments.toArray());
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private void assertValid(String name) throws IOException {
        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(Json.readTree(Path.of("docs/schemas", name + ".schema.json")))
                        .validate(Json.readTree(folder.resolve(name + ".json"))))
                .isEmpty();
    }

    /** @param older by how many years those who are asked about are older */
    private static String rows(int count, long seed, double older, int from, boolean labelled) {
        Random random = new Random(seed);
        String[] regions = {"north", "south", "east"};
        IntFunction<String> row = i -> {
            double age = 40 + older + 10 * random.nextGaussian();
            int region = random.nextInt(3);
            double z = (age - 40) / 10 + region - 1;
            boolean bought = random.nextDouble() < 1 / (1 + Math.exp(-z));
            return (from + i) + "," + Math.round(age * 100) / 100.0 + "," + regions[region]
                    + (labelled ? bought ? ",yes" : ",no" : "");
        };
        StringBuilder csv = new StringBuilder("id,age,region" + (labelled ? ",bought\n" : "\n"));
        for (int i = 0; i < count; i++) {
            csv.append(row.apply(i)).append('\n');
        }
        return csv.toString();
    }

    /** @param turned whether each label is the other one */
    private static String labels(String rows, boolean turned) {
        StringBuilder csv = new StringBuilder("id,bought\n");
        rows.lines().skip(1).forEach(line -> {
            String[] cells = line.split(",");
            boolean yes = cells[3].equals("yes") != turned;
            csv.append(cells[0]).append(yes ? ",yes\n" : ",no\n");
        });
        return csv.toString();
    }
}
