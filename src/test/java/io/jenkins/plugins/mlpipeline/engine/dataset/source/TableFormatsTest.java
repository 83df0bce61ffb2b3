package io.jenkins.plugins.mlpipeline.engine.dataset.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnSelection;
import io.jenkins.plugins.mlpipeline.engine.dataset.TableReader;
import io.jenkins.plugins.mlpipeline.engine.dataset.TrainingData;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvBlock;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvBlocks;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvCursor;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvFormat;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowCursor;
import io.jenkins.plugins.mlpipeline.engine.dataset.rows.RowContent;
import io.jenkins.plugins.mlpipeline.engine.dataset.rows.RowDigest;
import io.jenkins.plugins.mlpipeline.engine.dataset.split.HoldoutWriter;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One table in all formats, as Python's tools write them, is the same rows. */
class TableFormatsTest {
    private static final Path FOLDER =
            Path.of("src/test/resources/io/jenkins/plugins/mlpipeline/engine/dataset/formats");
    private static final ColumnSelection LABEL = ColumnSelection.of("label");

    @TempDir
    private Path folder;

    /** The digest of the rows, as a ledger knows them, read row by row. */
    private static String rows(Path file) throws IOException {
        try (CsvCursor cursor = CsvCursor.open(file, CsvFormat.DEFAULT)) {
            RowDigest digest = new RowDigest(new RowContent(cursor.header(), cursor.header(), null));
            while (cursor.next()) {
                digest.add(digest.content().of(cursor), 0);
            }
            return digest.digest();
        }
    }

    /** The same, read block by block. */
    private static String blocks(Path file, int most) throws IOException {
        try (CsvCursor cursor = CsvCursor.open(file, CsvFormat.DEFAULT)) {
            RowDigest digest = new RowDigest(new RowContent(cursor.header(), cursor.header(), null));
            CsvBlocks blocks = cursor.blocks(most);
            CsvBlock block = blocks.newBlock();
            while (blocks.next(block)) {
                RowCursor row = block;
                while (row.next()) {
                    digest.add(digest.content().of(row), 0);
                }
            }
            return digest.digest();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "table.csv.gz",
                "two-members.csv.gz",
                "table.csv.zst",
                "two-frames.csv.zst",
                "table.csv.bz2",
                "table.zip",
                "table.jsonl",
                "table.jsonl.gz",
                "shuffled.csv",
                "arrow-none.parquet",
                "arrow-snappy.parquet",
                "arrow-gzip.parquet",
                "arrow-zstd.parquet",
                "arrow-lz4.parquet",
                "arrow-v2.parquet",
                "arrow-groups.parquet",
                "arrow-encodings.parquet",
                "pandas.parquet",
                "polars.parquet",
                "table.xlsx"
            })
    void theSameTableIsTheSameRows(String name) throws IOException {
        Path file = FOLDER.resolve(name);
        String expected = rows(FOLDER.resolve("table.csv"));

        assertThat(rows(file)).isEqualTo(expected);
        assertThat(blocks(file, 7)).isEqualTo(expected);
        assertThat(blocks(file, 4096)).isEqualTo(expected);
        TrainingData data = TableReader.read(file, CsvFormat.DEFAULT, LABEL, null, null);
        JsonNode pandas = Json.readTree(FOLDER.resolve("expected.json"));
        assertThat(data.rows()).isEqualTo(pandas.path("rows").asInt());
        assertThat(data.sha256()).isEqualTo(Digest.ofFile(file));
        pandas.path("sums").properties().forEach(sum -> {
            double[] values = data.features().numbers(data.features().position(sum.getKey()));
            double total = 0;
            for (double value : values) {
                total += Double.isNaN(value) ? 0 : value;
            }
            assertThat(total).isCloseTo(sum.getValue().asDouble(), within(1e-9));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "table.csv.gz",
                "table.zip",
                "table.jsonl",
                "table.jsonl.gz",
                "arrow-snappy.parquet",
                "table.xlsx"
            })
    void chosenRowsAreWrittenAsCsv(String name) throws IOException {
        TrainingData data = TableReader.read(FOLDER.resolve(name), CsvFormat.DEFAULT, LABEL, null, null);
        int[] chosen = {0, 3, 8, 9, 101, 239};
        Path part = folder.resolve("part.csv");
        HoldoutWriter.write(data, chosen, part);
        Path same = folder.resolve("same.csv");
        HoldoutWriter.write(
                TableReader.read(FOLDER.resolve("table.csv"), CsvFormat.DEFAULT, LABEL, null, null), chosen, same);

        assertThat(rows(part)).isEqualTo(rows(same));
        Path all = folder.resolve("all.csv");
        HoldoutWriter.copy(FOLDER.resolve(name), all);
        assertThat(rows(all)).isEqualTo(rows(FOLDER.resolve("table.csv")));
    }

    @Test
    void aPipeIsReadOnce() throws Exception {
        Path pipe = folder.resolve("pipe");
        assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0);
        byte[] text = Files.readAllBytes(FOLDER.resolve("table.csv"));
        FutureTask<Path> writing = new FutureTask<>(() -> Files.write(pipe, text));
        new Thread(writing).start();
        assertThat(rows(pipe)).isEqualTo(rows(FOLDER.resolve("table.csv")));
        assertThat(writing.get()).isEqualTo(pipe);
    }

    @Test
    void aFolderOfPartsIsOneTable() throws IOException {
        Path parts = FOLDER.resolve("parts");
        assertThat(rows(parts)).isEqualTo(rows(FOLDER.resolve("table.csv")));
        assertThat(blocks(parts, 50)).isEqualTo(rows(parts));
        try (CsvCursor cursor = CsvCursor.open(parts, CsvFormat.DEFAULT)) {
            assertThat(cursor.header().get(cursor.header().size() - 1)).isEqualTo("kind");
            while (cursor.next()) {
                // To the end.
            }
            Map<String, String> listing = new TreeMap<>();
            for (String kind : List.of("blue", "green", "red")) {
                String part = "kind=" + kind + "/part-0.parquet";
                listing.put(part, Digest.ofFile(parts.resolve(part)));
            }
            assertThat(cursor.digest()).isEqualTo(Digest.ofListing(listing));
        }
    }

    @Test
    void typesThatCsvDoesNotHaveAreTexts() throws IOException {
        JsonNode expected = Json.readTree(FOLDER.resolve("expected.json")).path("types");
        try (CsvCursor cursor = CsvCursor.open(FOLDER.resolve("types.parquet"), CsvFormat.DEFAULT)) {
            assertThat(cursor.header()).hasSize(expected.size()).doesNotContain("list");
            assertThat(cursor.notes()).containsExactly("columns that are nested are left out: list.");
            for (int row = 0; cursor.next(); row++) {
                for (String column : cursor.header()) {
                    assertThat(cursor.text(cursor.column(column)))
                            .as(column)
                            .isEqualTo(expected.path(column).path(row).asText());
                }
            }
        }
    }

    @Test
    void timesOfOldWritersAreRead() throws IOException {
        try (CsvCursor cursor = CsvCursor.open(FOLDER.resolve("int96.parquet"), CsvFormat.DEFAULT)) {
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.text(0)).isEqualTo("2024-12-31 23:59:58.123456");
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.text(0)).isEmpty();
            assertThat(cursor.text(1)).isEqualTo("2");
        }
    }

    @Test
    void aWorkbookHasOneSheetOfRows() {
        Path two = FOLDER.resolve("two-sheets.xlsx");
        assertThatThrownBy(() -> CsvCursor.open(two, CsvFormat.DEFAULT))
                .isInstanceOf(UserError.class)
                .hasMessage(two
                        + ": has 2 sheets with rows (rows, second); a workbook with one is read. Save the sheet that is"
                        + " meant as a file of its own.");
    }

    /** Written plainly, the first is a text of two billion zeros. */
    @ParameterizedTest
    @CsvSource({"1E+2147483647, Infinity", "1E-2147483647, 0.0", "1E+38, 100000000000000000000000000000000000000"})
    void hugeExponentsOfAWorkbookCostNothing(String written, String read) throws IOException {
        Path file = folder.resolve("huge.xlsx");
        try (ZipFile from = new ZipFile(FOLDER.resolve("table.xlsx").toFile());
                ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(file))) {
            for (ZipEntry entry : Collections.list(from.entries())) {
                to.putNextEntry(new ZipEntry(entry.getName()));
                String text = new String(from.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
                String cell = "(<c r=\"A2\" t=\"n\"><v>)[^<]*";
                to.write((entry.getName().endsWith("sheet1.xml") ? text.replaceFirst(cell, "$1" + written) : text)
                        .getBytes(StandardCharsets.UTF_8));
            }
        }
        try (CsvCursor cursor = CsvCursor.open(file, CsvFormat.DEFAULT)) {
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.text(0)).isEqualTo(read);
        }
    }

    @Test
    void cellsOfAWorkbookAreWrittenAsPandasWritesThem() throws IOException {
        try (CsvCursor cursor = CsvCursor.open(FOLDER.resolve("cells.xlsx"), CsvFormat.DEFAULT)) {
            assertThat(cursor.header()).containsExactly("day", "moment", "number", "share", "flag", "text");
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.line()).isEqualTo(3);
            List<String> first = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                first.add(cursor.text(i));
            }
            assertThat(first).containsExactly("2024-12-31", "2024-12-31 23:59:58", "0.1", "0.125", "True", "007");
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.line()).isEqualTo(6);
            assertThat(cursor.text(2)).isEqualTo("12");
            assertThat(cursor.text(0)).isEmpty();
            assertThat(cursor.next()).isFalse();
        }
        Path formula = FOLDER.resolve("formula.xlsx");
        assertThatThrownBy(() -> rows(formula))
                .isInstanceOf(UserError.class)
                .hasMessage(formula
                        + ": cell A2 is a formula without a result. Open the workbook in Excel and save it, which"
                        + " computes it.");
    }

    @Test
    void damagedParquetIsSaid() throws IOException {
        byte[] whole = Files.readAllBytes(FOLDER.resolve("arrow-snappy.parquet"));
        for (int at : new int[] {whole.length - 20, whole.length - 60}) {
            byte[] bytes = whole.clone();
            Arrays.fill(bytes, at, Math.min(whole.length - 4, at + 40), (byte) 0x7F);
            Path file = Files.write(folder.resolve(at + ".parquet"), bytes);
            assertThatThrownBy(() -> rows(file))
                    .as("at " + at)
                    .isInstanceOf(UserError.class)
                    .hasMessageStartingWith(file.toString());
        }
        Path cut = Files.write(folder.resolve("cut.parquet"), Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(() -> rows(cut))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(cut + ": can't be read as Parquet (")
                .hasMessageEndingWith("). Is it whole? Write it again with the tool that made it.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "80049500|is a pickle, which is not read. It can run code when it is opened, so nobody else's should be.",
                "53514c69746520666f726d6174203300|is an SQLite database, which is not read. Write the rows that you mean as CSV",
                "894844460d0a1a0a|is an HDF5 file, which is not read. Write its rows as CSV: pandas.read_hdf(\"rows.bin\")",
                "4152524f5731|is a Feather (Arrow) file, which is not read. Write its rows as CSV: pandas.read_feather(",
                "4f626a01|is an Avro file, which is not read.",
                "4f5243|is an ORC file, which is not read. Write its rows as CSV: pandas.read_orc(",
                "934e554d5059|is a NumPy array, which is not read. It has no column names.",
                "d0cf11e0a1b11ae1|is an old Excel workbook (.xls), which is not read.",
                "fd377a585a00|is compressed with xz, which is not read. Unpack it",
                "3c21444f43545950452068746d6c3e|is a web page, not the file that was asked for, which is not read.",
                "76657273696f6e2068747470733a2f2f6769742d6c6673|is a pointer of Git LFS, not the file itself"
            })
    void otherFilesAreNamedByTheirBytes(String hex, String message) throws IOException {
        byte[] bytes = new byte[100];
        for (int i = 0; i < hex.length() / 2; i++) {
            bytes[i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
        }
        Path file = Files.write(folder.resolve("rows.bin"), bytes);
        assertThatThrownBy(() -> CsvCursor.open(file, CsvFormat.DEFAULT))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(file + ": " + message);
        Path packed = folder.resolve("rows.gz");
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(bytes);
        }
        assertThatThrownBy(() -> CsvCursor.open(packed, CsvFormat.DEFAULT))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(
                        packed + ": is compressed, and in it " + message.replace("rows.bin", "rows.gz"));
    }

    @Test
    void anArchiveHoldsOneFile() throws IOException {
        Path file = zip("a.csv", "b.csv", "c.csv", "d.csv", "e.csv", "f.csv");
        assertThatThrownBy(() -> CsvCursor.open(file, CsvFormat.DEFAULT))
                .isInstanceOf(UserError.class)
                .hasMessage(file
                        + ": a zip archive with 6 files (a.csv, b.csv, c.csv, d.csv, e.csv, ...); one with one file of"
                        + " rows is read. Unpack it, and name the file.");
        Path torch = zip("model/data.pkl", "model/data/0");
        assertThatThrownBy(() -> CsvCursor.open(torch, CsvFormat.DEFAULT))
                .isInstanceOf(UserError.class)
                .hasMessage(torch
                        + ": is a file of PyTorch, which holds a model or tensors, not rows. Write the rows as CSV,"
                        + " and name that file.");
    }

    private Path zip(String... members) throws IOException {
        Path file = folder.resolve(members[0].replace('/', '-') + ".zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String member : members) {
                out.putNextEntry(new ZipEntry(member));
                out.write(new byte[10]);
            }
        }
        return file;
    }

    @ParameterizedTest
    @ValueSource(strings = {"table.csv.gz", "table.csv.zst", "table.csv.bz2", "table.zip", "table.jsonl.gz"})
    void aFileThatIsCutOffIsNoShorterTable(String name) throws IOException {
        byte[] whole = Files.readAllBytes(FOLDER.resolve(name));
        for (int length : new int[] {30, whole.length / 2, whole.length - 9}) {
            Path file = folder.resolve(length + name);
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> rows(file))
                    .as(length + " bytes")
                    .isInstanceOf(UserError.class)
                    .hasMessageStartingWith(file + ": can't be unpacked (")
                    .hasMessageEndingWith(
                            "). Is it whole? Unpack it with the tool that packed it, and name the unpacked file.");
        }
    }

    @Test
    void whatUnpacksWithoutEndIsRefused() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write("a\n".getBytes(StandardCharsets.UTF_8));
            out.write(new byte[8 << 20]);
        }
        Path file = Path.of("rows.csv.gz");
        RawBytes raw = new RawBytes(new ByteArrayInputStream(packed.toByteArray()));
        try (Unpacked in = new Unpacked(file, raw, new GZIPInputStream(raw, 512), true, 1 << 20)) {
            assertThatThrownBy(() -> in.transferTo(OutputStream.nullOutputStream()))
                    .isInstanceOf(UserError.class)
                    .hasMessage(
                            "rows.csv.gz: unpacks to more than 400 times its size, beyond 1 MiB, which no table does."
                                    + " Look at it, and name the unpacked file if it is right.");
        }
    }

    @Test
    void bytesBehindThePackedTextAreAPartOfTheFile() throws IOException {
        Path file = folder.resolve("rows.zip");
        Files.copy(FOLDER.resolve("table.zip"), file);
        try (TableSource source = TableSource.open(file);
                InputStream text = source.text()) {
            text.readAllBytes();
            assertThat(source.digest()).isEqualTo(Digest.ofFile(file));
        }
    }
}
