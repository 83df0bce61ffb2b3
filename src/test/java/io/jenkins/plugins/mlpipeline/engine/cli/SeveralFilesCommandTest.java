package io.jenkins.plugins.mlpipeline.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several files of rows in one validation: what is said of them together, of each, and of mistakes. */
class SeveralFilesCommandTest {
    private static final int IN_NORTH = 120;
    private static final int ROWS = 200;

    @TempDir
    private Path folder;

    private Path model;
    private Path former;

    @BeforeEach
    void writeRows() throws IOException {
        Random random = new Random(3);
        StringBuilder learnt = new StringBuilder("id,age,city,amount,w,y\n");
        for (int i = 0; i < 300; i++) {
            learnt.append(csv(row(random, 1000 + i)));
        }
        StringBuilder whole = new StringBuilder("id,age,city,amount,w,y\n");
        StringBuilder north = new StringBuilder(whole);
        StringBuilder south = new StringBuilder();
        for (int i = 0; i < ROWS; i++) {
            String[] row = row(random, i);
            whole.append(csv(row));
            if (i < IN_NORTH) {
                north.append(csv(row));
            } else {
                south.append(
                        "{\"y\": \"%5$s\", \"city\": \"%3$s\", \"w\": %6$s, \"id\": %1$s, \"amount\": %4$s, \"age\": %2$s}%n"
                                .formatted(row[0], row[1], row[2], row[3], row[5], row[4]));
            }
        }
        Path train = write("train.csv", learnt);
        write("whole.csv", whole);
        write("north.csv", north);
        write("south.jsonl", south);
        model = train(train, 9);
        former = train(train, 1);
    }

    private static String[] row(Random random, int id) {
        int age = 20 + random.nextInt(50);
        String city = random.nextBoolean() ? "Ulm" : "Bonn";
        double amount = random.nextInt(1000) / 4.0;
        boolean bad = amount + age + random.nextInt(120) > 240;
        return new String[] {"" + id, "" + age, city, "" + amount, "" + (1 + random.nextInt(3)), bad ? "bad" : "good"};
    }

    private static String csv(String... row) {
        return String.join(",", row) + "\n";
    }

    private Path write(String name, CharSequence text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private Path train(Path data, int trees) {
        Path output = folder.resolve("model-" + trees);
        Invocation trained = Invocation.of(
                "train",
                "--data",
                data,
                "--label",
                "y",
                "--pos-label",
                "bad",
                "--ignore",
                "w,id",
                "--algorithm",
                "random_forest",
                "--hyperparameter",
                "n_estimators=" + trees,
                "--output",
                output);
        assertThat(trained.code()).as(trained.err()).isZero();
        return output;
    }

    private Invocation validate(Object... more) {
        List<Object> args = new ArrayList<>(List.of(
                "validate", "--model", model, "--ignore", "w,id", "--output", folder.resolve("evaluation.json")));
        for (Object argument : more) {
            boolean file = argument instanceof String name && name.contains(".") && !name.contains("=");
            args.add(file ? folder.resolve((String) argument) : argument);
        }
        return Invocation.of(args.toArray());
    }

    private JsonNode evaluation(Object... more) throws IOException {
        Invocation validated = validate(more);
        assertThat(validated.code()).as(validated.err()).isZero();
        return Json.readTree(folder.resolve("evaluation.json"));
    }

    private static JsonNode metrics(JsonNode of) {
        ObjectNode metrics = of.get("metrics").deepCopy();
        metrics.remove(List.of(
                "latency_ms_p50",
                "latency_ms_p95",
                "latency_ms_p99",
                "cold_start_ms",
                "model_size_bytes",
                "peak_memory_bytes"));
        return metrics;
    }

    private static JsonNode slices(JsonNode evaluation, String name) {
        for (JsonNode set : evaluation.get("slices")) {
            if (set.get("name").asText().equals(name)) {
                return set;
            }
        }
        throw new AssertionError("no slices " + name);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void togetherTheyAreWhatOneFileWithAllRowsIs(int threads) throws IOException {
        Object[] asked = {
            "--threads",
            threads,
            "--row-id",
            "id",
            "--slice",
            "city",
            "--fairness",
            "city",
            "--baseline",
            former,
            "--worst-rows",
            500,
            "--bootstrap",
            "f1"
        };
        List<Object> both = new ArrayList<>(Arrays.asList(asked));
        both.addAll(List.of("--data", "north.csv", "--data", "south.jsonl"));
        List<Object> one = new ArrayList<>(Arrays.asList(asked));
        one.addAll(List.of("--data", "whole.csv"));
        JsonNode several = evaluation(both.toArray());
        JsonNode whole = evaluation(one.toArray());

        assertThat(metrics(several)).isEqualTo(metrics(whole));
        for (String part : List.of("statistics", "fairness", "dataChecks", "confusionMatrix", "curves", "dummy")) {
            assertThat(several.get(part)).as(part).isEqualTo(whole.get(part));
        }
        assertThat(slices(several, "city")).isEqualTo(slices(whole, "city"));
        assertThat(several.at("/data/rowsSha256")).isEqualTo(whole.at("/data/rowsSha256"));
        assertThat(several.at("/data/rowIds")).isEqualTo(whole.at("/data/rowIds"));
        assertThat(several.at("/data/columns")).isEqualTo(whole.at("/data/columns"));
        assertThat(several.at("/comparisons/baseline/metrics")).isEqualTo(whole.at("/comparisons/baseline/metrics"));

        JsonNode worst = several.at("/comparisons/baseline/worst");
        JsonNode lines = whole.at("/comparisons/baseline/worst");
        assertThat(worst).hasSameSizeAs(lines).isNotEmpty();
        for (int i = 0; i < worst.size(); i++) {
            int line = lines.get(i).get("line").asInt();
            boolean inNorth = line <= IN_NORTH + 1;
            assertThat(worst.get(i).get("file").asText()).isEqualTo(inNorth ? "north.csv" : "south.jsonl");
            assertThat(worst.get(i).get("line").asInt()).isEqualTo(inNorth ? line : line - IN_NORTH - 1);
        }
    }

    @Test
    void eachIsASliceThatIsWhatTheFileAloneSays() throws IOException {
        JsonNode several = evaluation("--data", "north.csv", "--data", "south.jsonl");
        JsonNode set = slices(several, "files");
        assertThat(set.has("by")).isFalse();
        assertThat(set.has("where")).isFalse();
        assertThat(set.get("files").toString()).isEqualTo("[\"north.csv\",\"south.jsonl\"]");
        for (int i = 0; i < 2; i++) {
            String file = List.of("north.csv", "south.jsonl").get(i);
            JsonNode slice = set.get("slices").get(i);
            JsonNode alone = evaluation("--data", file);
            assertThat(alone.has("slices")).isFalse();
            assertThat(alone.at("/data/files").isMissingNode()).isTrue();
            assertThat(slice.get("name").asText()).isEqualTo(file);
            assertThat(slice.get("rows").asInt())
                    .isEqualTo(alone.at("/data/rows").asInt());
            for (String key : List.of("accuracy", "roc_auc", "log_loss", "f1", "recall")) {
                assertThat(slice.at("/metrics/" + key + "/value")).isEqualTo(alone.at("/metrics/" + key + "/value"));
            }
        }
    }

    @Test
    void theDigestsAreThoseOfEachFileOfTheirListAndOfAllRows() throws IOException {
        JsonNode data =
                evaluation("--data", "south.jsonl", "--data", "north.csv").get("data");
        String north = Digest.ofFile(folder.resolve("north.csv"));
        String south = Digest.ofFile(folder.resolve("south.jsonl"));
        assertThat(data.get("name").asText()).isEqualTo("south.jsonl, north.csv");
        assertThat(data.get("files").toString())
                .isEqualTo(
                        "[{\"name\":\"south.jsonl\",\"sha256\":\"%s\",\"rows\":80},{\"name\":\"north.csv\",\"sha256\":\"%s\",\"rows\":120}]"
                                .formatted(south, north));
        // What "sha256sum north.csv south.jsonl | sha256sum" says.
        String list = Digest.ofText(north.substring(7) + "  north.csv\n" + south.substring(7) + "  south.jsonl\n");
        assertThat(data.get("sha256").asText()).isEqualTo(list);
        assertThat(data.get("rowsSha256"))
                .isEqualTo(evaluation("--data", "whole.csv").at("/data/rowsSha256"));

        Path spec = write(
                "agreed.yaml",
                "apiVersion: ml-pipeline/v1\nvalidate: {data: [north.csv, south.jsonl], sha256: \"" + list + "\"}\n");
        assertThat(validate("--spec", spec).code()).isZero();
        write(
                "agreed.yaml",
                "apiVersion: ml-pipeline/v1\nvalidate: {data: [north.csv, south.jsonl], sha256: \"" + north + "\"}\n");
        assertThat(validate("--spec", spec).err())
                .isEqualTo(String.format(
                        "error: %s, %s: is %s, but %s is asked for. Take the agreed file, or change the sha256 in the spec.%n",
                        folder.resolve("north.csv"), folder.resolve("south.jsonl"), list, north));
    }

    @Test
    void weightsAndGroupsAreOfAllRows() throws IOException {
        Object[] weighed = {"--weights", "w", "--groups", "age", "--data", "north.csv", "--data", "south.jsonl"};
        JsonNode several = evaluation(weighed);
        JsonNode whole = evaluation("--weights", "w", "--groups", "age", "--data", "whole.csv");
        assertThat(metrics(several)).isEqualTo(metrics(whole));
        assertThat(several.at("/statistics")).isEqualTo(whole.at("/statistics"));
        assertThat(slices(several, "files")
                                .at("/slices/0/statistics/weights/sum")
                                .asDouble()
                        + slices(several, "files")
                                .at("/slices/1/statistics/weights/sum")
                                .asDouble())
                .isEqualTo(whole.at("/statistics/weights/sum").asDouble());
    }

    @Test
    void outcomesOfSeveralFilesAreThoseOfTheirRowsInAnyOtherFile() throws IOException {
        Path outcomes = folder.resolve("outcomes");
        evaluation("--row-id", "id", "--data", "south.jsonl", "--data", "north.csv", "--outcomes", outcomes);
        JsonNode whole = evaluation("--row-id", "id", "--data", "whole.csv", "--baseline", outcomes);
        assertThat(whole.at("/comparisons/baseline/rows").asInt()).isEqualTo(ROWS);
        assertThat(whole.at("/comparisons/baseline/flips/onlyBaseline").asInt()).isZero();

        // In another order the same files are the same rows, and not paired by position.
        evaluation("--data", "south.jsonl", "--data", "north.csv", "--outcomes", outcomes);
        JsonNode turned = evaluation("--data", "north.csv", "--data", "south.jsonl", "--baseline", outcomes);
        assertThat(turned.at("/comparisons/baseline/rows").asInt()).isEqualTo(ROWS);
        assertThat(turned.at("/comparisons/baseline/flips/onlyBaseline").asInt())
                .isZero();
        assertThat(turned.at("/comparisons/baseline/flips/onlyCandidate").asInt())
                .isZero();
    }

    @Test
    void gatesJudgeEachFile() throws IOException {
        evaluation("--data", "north.csv", "--data", "south.jsonl");
        Path spec = write(
                "gates.yaml",
                "apiVersion: ml-pipeline/v1\ngates:\n"
                        + "  - {id: everywhere, metric: accuracy, min: 0.1, slice: files}\n"
                        + "  - {id: never, metric: accuracy, min: 1, slice: files}\n");
        Path result = folder.resolve("gate.json");
        Invocation judged = Invocation.of(
                "gate", "--evaluation", folder.resolve("evaluation.json"), "--spec", spec, "--output", result);
        assertThat(judged.code()).as(judged.err()).isEqualTo(1);
        JsonNode gates = Json.readTree(result).get("gates");
        assertThat(gates.at("/0/verdict").asText()).isEqualTo("PASS");
        assertThat(gates.at("/0/slices/0/slice").asText()).isEqualTo("north.csv");
        assertThat(gates.at("/0/slices/1/slice").asText()).isEqualTo("south.jsonl");
        assertThat(gates.at("/1/verdict").asText()).isEqualTo("FAIL");

        // A gate on files is kept where only one is left.
        JsonNode one = evaluation("--spec", spec, "--data", "north.csv");
        assertThat(slices(one, "files").at("/slices/0/rows").asInt()).isEqualTo(IN_NORTH);
    }

    @Test
    void reportsNameTheFiles() throws IOException {
        evaluation("--data", "north.csv", "--data", "south.jsonl", "--baseline", former, "--worst-rows", 3);
        for (String format : List.of("html", "markdown")) {
            Invocation report = Invocation.of(
                    "report",
                    "--evaluation",
                    folder.resolve("evaluation.json"),
                    "--format",
                    format,
                    "--output",
                    folder.resolve("report"));
            assertThat(report.code()).as(report.err()).isZero();
            assertThat(Files.readString(folder.resolve("report")))
                    .as(format)
                    .contains("200 rows of north.csv, south.jsonl");
        }
        Invocation.of(
                "report",
                "--evaluation",
                folder.resolve("evaluation.json"),
                "--format",
                "html",
                "--output",
                folder.resolve("report"));
        String html = Files.readString(folder.resolve("report"));
        assertThat(html)
                .contains(
                        "By file",
                        "<dt>north.csv</dt>",
                        "120 rows, " + Digest.ofFile(folder.resolve("north.csv")),
                        "Digest of their list");
        assertThat(validate("--data", "north.csv", "--data", "south.jsonl").out())
                .contains("on 200 rows of north.csv, south.jsonl:");
    }

    @Test
    void standardInputIsOneOfThem() throws IOException {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(Files.readAllBytes(folder.resolve("south.jsonl"))));
        try {
            JsonNode several = evaluation("--data", "north.csv", "--data", "-");
            assertThat(several.at("/data/rowsSha256"))
                    .isEqualTo(evaluation("--data", "whole.csv").at("/data/rowsSha256"));
            assertThat(several.at("/data/files/1/name").asText()).isEqualTo("standard-input");
        } finally {
            System.setIn(before);
        }
        assertThat(validate("--data", "-", "--data", "-").err())
                .isEqualTo(String.format("error: two options read standard input (-). Name a file for one of them.%n"));
    }

    @Test
    void aColumnThatOnlySomeHaveIsLeftOutWhereItIsIgnored() throws IOException {
        String[] lines = Files.readString(folder.resolve("north.csv")).split("\n");
        StringBuilder noted = new StringBuilder();
        for (int i = 0; i < lines.length; i++) {
            noted.append(lines[i]).append(i == 0 ? ",note\n" : ",seen\n");
        }
        write("noted.csv", noted);
        JsonNode several = evaluation("--ignore", "note,w,id", "--data", "noted.csv", "--data", "south.jsonl");
        assertThat(several.at("/data/columns").toString())
                .isEqualTo("[\"id\",\"age\",\"city\",\"amount\",\"w\",\"y\"]");
        assertThat(several.at("/data/rowsSha256"))
                .isEqualTo(evaluation("--data", "whole.csv").at("/data/rowsSha256"));
    }

    @Test
    void mistakesAreNamedWithTheFileAndTheWayOut() throws IOException {
        Map<String, String> files = Map.of(
                "short.csv", "id,age,city,y,w\n1,2,Ulm,bad,1\n",
                "named.csv", "id,age,city,Amount,y,w\n1,2,Ulm,3,bad,1\n",
                "empty.csv", "id,age,city,amount,y,w\n",
                "bad.csv", "id,age,city,amount,y,w\n1,2,Ulm,3,bad,1\n1,2,Ulm,many,bad,1\n",
                "label.csv", "w;y;id;age;city;amount\n1;bad;1;2;Ulm;3\n\n1;worse;1;2;Ulm;4\n",
                "cells.csv", "w;y;id;age;city;amount\n1;bad;1;2;Ulm\n");
        for (Map.Entry<String, String> file : files.entrySet()) {
            write(file.getKey(), file.getValue());
        }
        Files.copy(folder.resolve("north.csv"), folder.resolve("copy.csv"));
        Files.createDirectory(folder.resolve("sub"));
        Files.createSymbolicLink(folder.resolve("link.csv"), folder.resolve("north.csv"));
        String together =
                " Files that are validated together have the same columns, in any order; one that plays no part"
                        + " may be left out by name (ignore).";
        refused(
                "north.csv",
                "short.csv",
                "/short.csv: there is no column \"amount\", which /north.csv has." + together);
        refused(
                "short.csv",
                "north.csv",
                "/short.csv: there is no column \"amount\", which /north.csv has." + together);
        refused(
                "north.csv",
                "named.csv",
                "/named.csv: there is no column \"amount\", which /north.csv has. Did you mean" + " \"Amount\"?"
                        + together);
        refused(
                "north.csv",
                "north.csv",
                "/north.csv: is named twice, so that its rows would count twice. Name it once.");
        refused(
                "north.csv",
                "link.csv",
                "/link.csv: is the same file as /north.csv, so that its rows would count twice."
                        + " Name one of them.");
        refused(
                "north.csv",
                "copy.csv",
                "/copy.csv: holds the same bytes as /north.csv, so that its rows would count"
                        + " twice. Name one of them.");
        refused(
                "north.csv",
                "empty.csv",
                "/empty.csv: there are no rows below the header, so nothing can be said about" + " the model.");
        refused("north.csv", "gone.csv", "/gone.csv: there is no such file.");
        refused(
                "north.csv",
                "bad.csv",
                "/bad.csv: line 3, column \"amount\": \"many\" is not a number. Correct the cell,"
                        + " add it to the missing-value tokens, have such cells count as missing (csv.badNumbers: missing), or"
                        + " declare the column as a category.");
        refused(
                "north.csv",
                "label.csv",
                "/label.csv: line 4, column \"y\": the label \"worse\" is not one of bad,"
                        + " good. Correct the cell, name another label column, or declare the label with labels.");
        refused(
                "north.csv",
                "cells.csv",
                "/cells.csv: line 2: the row has 5 cells, the header has 6. Complete the row; a"
                        + " cell without a value stays empty between two delimiters.");
        assertThat(validate("--data", "north.csv", "--data", "south.jsonl", "--slice", "country")
                        .err())
                .contains("north.csv, ", "south.jsonl: there is no column \"country\".");
        Path spec = write("none.yaml", "apiVersion: ml-pipeline/v1\nvalidate: {data: []}\n");
        assertThat(validate("--spec", spec).err())
                .contains("none.yaml:2:18: data is a list; a text, or a list of at least one is expected.");
        Path named =
                write("named.yaml", "apiVersion: ml-pipeline/v1\nvalidate: {slices: [{name: files, by: [city]}]}\n");
        assertThat(validate("--spec", named, "--data", "north.csv", "--data", "south.jsonl")
                        .err())
                .isEqualTo(String.format(
                        "error: the slices of several data files are called \"files\", and so is a slice of"
                                + " validate or of a gate; give that one another name.%n"));
        Object[] many = new Object[102];
        for (int i = 0; i < many.length; i += 2) {
            many[i] = "--data";
            many[i + 1] = "file-" + i + ".csv";
        }
        assertThat(validate(many).err())
                .isEqualTo(String.format("error: 51 files are given; at most 50 are validated at once. Put some of them"
                        + " together.%n"));
    }

    private void refused(String first, String second, String message) {
        Invocation refused = validate("--data", first, "--data", second);
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err().replace(folder.toString(), ""))
                .isEqualTo("error: " + message + System.lineSeparator());
    }

    /** Names that are alike tell nothing apart: then the paths as they were given do. */
    @Test
    void filesOfOneNameAreCalledAsTheyWereGiven() throws IOException {
        Path sub = Files.createDirectory(folder.resolve("sub"));
        Files.move(folder.resolve("south.jsonl"), sub.resolve("north.csv"));
        JsonNode several = evaluation("--data", "north.csv", "--data", sub.resolve("north.csv"));
        assertThat(several.at("/data/files/1/name").asText())
                .isEqualTo(sub.resolve("north.csv").toString());
    }
}
