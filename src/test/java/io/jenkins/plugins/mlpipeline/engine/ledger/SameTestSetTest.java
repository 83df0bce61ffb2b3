package io.jenkins.plugins.mlpipeline.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.engine.analysis.AnalysisRequest;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvFormat;
import io.jenkins.plugins.mlpipeline.engine.evaluation.DataRef;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.validation.PredictionsFile;
import io.jenkins.plugins.mlpipeline.engine.validation.PredictionsRequest;
import io.jenkins.plugins.mlpipeline.engine.validation.TargetOptions;
import io.jenkins.plugins.mlpipeline.engine.validation.ValidationListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A test set is its rows, in whatever form they come; nearly the same rows are the same test set. */
class SameTestSetTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String HEADER = "id,age,city,y,p\n";

    @TempDir
    private Path folder;

    @Test
    void theFormOfTheFileIsNoPartOfTheRows() throws IOException {
        String rows = rows("1,30,Bern,a,a\n", "2,31.5,\"Biel, BE\",b,a\n", "3,,Chur,b,b\n");
        assertThat(rows).isEqualTo(rows("3,,Chur,b,a\n", "1,30,Bern,a,b\n", "2,31.5,\"Biel, BE\",b,b\n"));
        assertThat(rows)
                .isEqualTo(
                        digest(HEADER + "1.0,30.0,Bern,a,a\r\n2,3.15e1,\"Biel, BE\",b,a\r\n3,,Chur,b,b\r\n\r\n\r\n"));
        assertThat(rows)
                .isEqualTo(digest("p,y,city,age,id\na,a,Bern,30,1\na,b,\"Biel, BE\",31.5,2\nb,b,\"Chur\",\"\",3"));
        assertThat(rows).isEqualTo(digest("id;age;city;y;p\n1;30;Bern;a;a\n2;31.5;Biel, BE;b;a\n3;;Chur;b;b\n"));
    }

    @Test
    void whatIsDeclaredMissingIsNoPartOfTheRows() throws IOException {
        String text = HEADER + "1,-9,Bern,a,a\n2,31,NA,b,a\n";
        assertThat(data(text, CsvFormat.DEFAULT, null).rowsSha256())
                .isEqualTo(data(text, format("-9", "NA", ""), null).rowsSha256());
    }

    @Test
    void anotherCellColumnOrRowMakesOtherRows() throws IOException {
        String rows = rows("1,30,Bern,a,a\n", "2,31,Biel,b,a\n");
        assertThat(Set.of(
                        rows,
                        rows("1,30,Bern,b,a\n", "2,31,Biel,b,a\n"),
                        rows("1,30,Bern ,a,a\n", "2,31,Biel,b,a\n"),
                        rows("1,31,Bern,a,a\n", "2,30,Biel,b,a\n"),
                        rows("1,30,Bern,a,a\n"),
                        rows("1,30,Bern,a,a\n", "2,31,Biel,b,a\n", "2,31,Biel,b,a\n"),
                        digest("id,age,town,y,p\n1,30,Bern,a,a\n2,31,Biel,b,a\n"),
                        digest("id,city,y,p\n1,Bern,a,a\n2,Biel,b,a\n"),
                        rows("12345678901234567890,30,Bern,a,a\n", "2,31,Biel,b,a\n"),
                        rows("12345678901234567891,30,Bern,a,a\n", "2,31,Biel,b,a\n")))
                .hasSize(10);
    }

    @Test
    void theTruthAloneTellsNoRowsApart() throws IOException {
        assertThat(data("y,p\na,a\nb,a\n", CsvFormat.DEFAULT, null).rowsSha256())
                .isNull();
    }

    @Test
    void rowsThatRepeatTooOftenHaveNoSample() throws IOException {
        DataRef data = data(table(2000, row -> "x," + row % 7 + ",Bern,a,a\n"), CsvFormat.DEFAULT, null);
        assertThat(data.rowContents()).isNull();
        assertThat(data.rowsSha256()).isNotNull();
    }

    @Test
    void nearlyTheSameRowsShareTheirUses() throws IOException {
        FileLedger ledger = new FileLedger(folder.resolve("ledger.json"));
        use(ledger, "june.csv", table(5000, row -> person(row)), null, "a");
        TestSetUses most = use(ledger, "july.csv", table(5000, row -> person(row + 300)), null, "b");
        assertThat(most.uses()).hasSize(2);
        assertThat(most.alike()).containsExactly("june.csv");
        // What was counted under the other name counts here too.
        assertThat(use(ledger, "june.csv", table(5000, row -> person(row)), null, "c")
                        .uses())
                .hasSize(3);
        assertThat(use(ledger, "part.csv", table(600, row -> person(row + 1000)), null, "d")
                        .uses())
                .hasSize(4);
        assertThat(use(ledger, "less.csv", table(5000, row -> person(row + 1500)), null, "e")
                        .alike())
                .doesNotContain("june.csv");
        assertThat(use(ledger, "other.csv", table(5000, row -> person(row + 100_000)), null, "f")
                        .uses())
                .hasSize(1);
    }

    @Test
    void fewRowsAreComparedExactly() throws IOException {
        FileLedger ledger = new FileLedger(folder.resolve("ledger.json"));
        use(ledger, "june.csv", table(100, row -> person(row)), null, "a");
        assertThat(use(ledger, "nine.csv", table(100, row -> person(row + 9)), null, "b")
                        .uses())
                .hasSize(2);
        FileLedger fresh = new FileLedger(folder.resolve("fresh.json"));
        use(fresh, "june.csv", table(100, row -> person(row)), null, "a");
        assertThat(use(fresh, "ten.csv", table(100, row -> person(row + 10)), null, "b")
                        .uses())
                .hasSize(1);
    }

    @Test
    void withoutSomeColumnsRowsAreKnownByTheirIds() throws IOException {
        FileLedger ledger = new FileLedger(folder.resolve("ledger.json"));
        use(ledger, "june.csv", table(5000, row -> person(row)), "id", "a");
        StringBuilder narrow = new StringBuilder("id,y,p\n");
        IntStream.range(0, 5000).forEach(row -> narrow.append(row).append(",a,a\n"));
        assertThat(use(ledger, "narrow.csv", narrow.toString(), "id", "b").uses())
                .hasSize(2);
    }

    @Test
    void olderLedgersKnowTheFile() throws IOException {
        Path file = folder.resolve("ledger.json");
        String csv = table(10, row -> person(row));
        Files.writeString(
                file,
                "{\"schemaVersion\":1,\"testSets\":{\"" + Digest.ofText(csv) + "\":{\"name\":\"june.csv\",\"uses\":[{"
                        + "\"model\":\"" + Digest.ofText("old") + "\",\"firstAt\":\"2026-01-01T00:00:00Z\","
                        + "\"lastAt\":\"2026-01-01T00:00:00Z\",\"decisions\":1}]}}}");
        assertThat(use(new FileLedger(file), "june.csv", csv, null, "a").uses()).hasSize(2);
        assertThat(use(new FileLedger(file), "june.csv", csv + "\n\n", null, "b")
                        .uses())
                .hasSize(3);
    }

    @Test
    void aDirectoryKeepsAFileForEachTestSetAndLooksThroughAll() throws IOException {
        DirectoryLedger ledger = new DirectoryLedger(folder.resolve("ledger"));
        use(ledger, "june.csv", table(500, row -> person(row)), null, "a");
        assertThat(use(ledger, "july.csv", table(500, row -> person(row + 5)), null, "b")
                        .uses())
                .hasSize(2);
        assertThat(use(ledger, "other.csv", table(500, row -> person(row + 5000)), null, "c")
                        .uses())
                .hasSize(1);
        try (java.util.stream.Stream<Path> files = Files.list(folder.resolve("ledger"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".json"))).hasSize(3);
        }
    }

    private static String person(int row) {
        Random random = new Random(row);
        return row + "," + random.nextInt(90) + ",City " + random.nextInt(1000) + ","
                + (random.nextBoolean() ? "a" : "b") + ",a\n";
    }

    private static String table(int rows, IntFunction<String> row) {
        List<String> lines =
                new ArrayList<>(IntStream.range(0, rows).mapToObj(row).toList());
        Collections.shuffle(lines, new Random(7));
        return HEADER + String.join("", lines);
    }

    private TestSetUses use(LedgerStore ledger, String name, String csv, String rowId, String model)
            throws IOException {
        DataRef data = data(csv, CsvFormat.DEFAULT, rowId);
        DataRef named = new DataRef(
                name, data.sha256(), data.rows(), null, null, data.rowsSha256(), data.rowContents(), data.rowIds());
        DataRef read = Json.parse(Json.write(named), DataRef.class, "data");
        return ledger.update(TestSet.of(read), uses -> uses.with(Digest.ofText(model), NOW));
    }

    private String rows(String... rows) throws IOException {
        return digest(HEADER + String.join("", rows));
    }

    private String digest(String csv) throws IOException {
        return data(csv, CsvFormat.DEFAULT, null).rowsSha256();
    }

    private static CsvFormat format(String... missing) {
        return new CsvFormat(null, StandardCharsets.UTF_8, List.of(missing));
    }

    private DataRef data(String csv, CsvFormat format, String rowId) throws IOException {
        return PredictionsFile.evaluate(
                        new PredictionsRequest(
                                null,
                                Files.writeString(folder.resolve("p.csv"), csv),
                                format,
                                "y",
                                "p",
                                Map.of(),
                                new TargetOptions(Task.BINARY, List.of("a", "b"), "b"),
                                null,
                                null,
                                Set.of(),
                                null,
                                null,
                                rowId,
                                AnalysisRequest.NONE),
                        ValidationListener.SILENT,
                        Clock.systemUTC())
                .data();
    }
}
