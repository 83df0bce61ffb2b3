package io.jenkins.plugins.mlpipeline.engine.dataset.csv;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvPropertyTest {
    private static final String ALPHABET = "ab\"\",;|\t \n\r.1é\uD83D\uDE00";

    @TempDir
    private Path folder;

    private FileSystem memory;
    private Path file;

    /** Thousands of files: a zip file system keeps what is written in memory until it is closed. */
    @BeforeEach
    void memory() throws IOException {
        memory = FileSystems.newFileSystem(
                folder.resolve("memory.zip"), Map.of("create", true, "compressionMethod", "STORED"));
        file = memory.getPath("data.csv");
    }

    @AfterEach
    void close() throws IOException {
        memory.close();
    }

    private record Row(List<String> cells, long line, int lines) {}

    private static List<Row> read(Path file, CsvFormat format) throws IOException {
        try (CsvCursor rows = CsvCursor.open(file, format)) {
            List<Row> all = new ArrayList<>();
            all.add(new Row(rows.header(), rows.headerLine(), rows.headerLines()));
            while (rows.next()) {
                List<String> cells = new ArrayList<>();
                for (int i = 0; i < rows.header().size(); i++) {
                    cells.add(rows.text(i));
                }
                all.add(new Row(cells, rows.line(), rows.lines()));
            }
            assertThat(rows.digest()).isEqualTo(Digest.ofBytes(Files.readAllBytes(file)));
            return all;
        }
    }

    /** Cells, delimiter, line ends, quoting, empty lines, byte order mark and charset at random: what was written is read. */
    @Test
    void whatWasWrittenIsRead() throws IOException {
        SplittableRandom random = new SplittableRandom(11);
        List<String> charsets = List.of("UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE");
        for (int round = 0; round < 1_500; round++) {
            char delimiter = CsvFormat.DELIMITERS.charAt(random.nextInt(4));
            int columns = random.nextInt(1, 6);
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "\uFEFF" : "");
            List<Row> expected = new ArrayList<>();
            long line = 1;
            int rows = random.nextInt(12);
            for (int i = 0; i <= rows; i++) {
                for (; random.nextInt(8) == 0; line++) {
                    text.append(end(random));
                }
                List<String> cells = i == 0 ? names(random, columns) : cells(random, columns);
                StringBuilder record = new StringBuilder();
                for (int k = 0; k < columns; k++) {
                    record.append(k == 0 ? "" : delimiter).append(quoted(cells.get(k), delimiter, columns, random));
                }
                int lines = 1 + lineEnds(record.toString());
                expected.add(new Row(cells, line, lines));
                line += lines;
                text.append(record).append(i == rows && random.nextBoolean() ? "" : end(random));
            }
            Charset charset = Charset.forName(charsets.get(random.nextInt(charsets.size())));
            // Java writes a mark of its own for UTF-16.
            String content = charset.name().equals("UTF-16") && text.indexOf("\uFEFF") == 0
                    ? text.substring(1)
                    : text.toString();
            Files.write(file, content.getBytes(charset));
            CsvFormat format = new CsvFormat(delimiter, charset, List.of());
            assertThat(read(file, format)).as(escaped(content)).isEqualTo(expected);
        }
    }

    private static String escaped(String text) {
        return text.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t");
    }

    private static List<String> names(SplittableRandom random, int columns) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            names.add("n" + i + cell(random).replace("\uFEFF", ""));
        }
        return names;
    }

    private static List<String> cells(SplittableRandom random, int columns) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            cells.add(cell(random));
        }
        return cells;
    }

    private static String cell(SplittableRandom random) {
        StringBuilder cell = new StringBuilder();
        for (int n = random.nextInt(6); n > 0; n--) {
            cell.appendCodePoint(ALPHABET.codePointAt(
                    ALPHABET.offsetByCodePoints(0, random.nextInt(ALPHABET.codePointCount(0, ALPHABET.length())))));
        }
        return cell.toString();
    }

    private static String quoted(String cell, char delimiter, int columns, SplittableRandom random) {
        boolean needed = cell.indexOf(delimiter) >= 0
                || cell.contains("\n")
                || cell.contains("\r")
                || cell.startsWith("\"")
                // An unquoted empty cell alone is an empty line; a header that shows another delimiter is suspected.
                || columns == 1;
        return needed || random.nextInt(4) == 0 ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }

    private static String end(SplittableRandom random) {
        // Not a lone CR before a lone LF, which would be one line end.
        return random.nextBoolean() ? "\r\n" : "\n";
    }

    private static int lineEnds(String text) {
        return text.replace("\r\n", "\n")
                .replace('\r', '\n')
                .replaceAll("[^\n]", "")
                .length();
    }

    /** Any text: the cells that FastCSV's own API reads, or a {@link UserError} where it reads none, or too leniently. */
    @Test
    void anyTextIsReadAsFastCsvReadsItOrIsAnError() throws IOException {
        SplittableRandom random = new SplittableRandom(12);
        int readable = 0;
        for (int round = 0; round < 3_000; round++) {
            StringBuilder text = new StringBuilder("a,b\n");
            for (int n = random.nextInt(40); n > 0; n--) {
                text.append("ab12,,,,\"\"\n\n\r".charAt(random.nextInt(13)));
            }
            Files.writeString(file, text);
            List<List<String>> expected = fastCsv(text.toString());
            List<List<String>> actual = ours(file);
            if (actual != null) {
                readable++;
                assertThat(actual).as(escaped(text.toString())).isEqualTo(expected);
            } else if (expected != null) {
                // Refused though FastCSV takes it: rows of another width, or an open quote, which it closes itself.
                boolean ragged = expected.stream().anyMatch(r -> r.size() != 2);
                boolean open = expected.equals(fastCsv(text + "\""));
                assertThat(ragged || open).as(escaped(text.toString())).isTrue();
            }
        }
        assertThat(readable).isGreaterThan(100);
    }

    private static List<List<String>> fastCsv(String text) {
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .allowExtraFields(true)
                .allowMissingFields(true)
                // The parser behind this option is the one that reads a CR in quotes right (4.1.0).
                .trimWhitespacesAroundQuotes(true)
                .ofCsvRecord(text)) {
            return reader.stream().map(CsvRecord::getFields).toList();
        } catch (CsvParseException e) {
            return null;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<List<String>> ours(Path file) throws IOException {
        try {
            return read(file, CsvFormat.DEFAULT).stream().map(Row::cells).toList();
        } catch (UserError e) {
            assertThat(e).hasMessageStartingWith(file + ": line ");
            return null;
        }
    }

    /** Any bytes: an answer or a {@link UserError}. */
    @Test
    void anyBytesAreReadOrAnError() throws IOException {
        SplittableRandom random = new SplittableRandom(13);
        var outcomes = new HashSet<Boolean>();
        for (int round = 0; round < 1_500; round++) {
            byte[] bytes = new byte[random.nextInt(60)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] =
                        (byte) (random.nextInt(8) == 0 ? random.nextInt(256) : ",\"\n\rab1;".charAt(random.nextInt(8)));
            }
            Files.write(file, bytes);
            String charset =
                    List.of("UTF-8", "UTF-16", "ISO-8859-1", "Shift_JIS").get(random.nextInt(4));
            try {
                read(file, CsvFormat.of(null, charset, null));
                outcomes.add(true);
            } catch (UserError e) {
                assertThat(e.getMessage()).startsWith(file + ": ").matches("(?s).*[.?]");
                outcomes.add(false);
            }
        }
        assertThat(outcomes).containsExactlyInAnyOrder(true, false);
    }
}
