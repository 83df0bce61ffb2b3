package io.jenkins.plugins.mlpipeline.engine.dataset.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of blocks are those of the cursor: cells, numbers, lines, digest, and the same error at the same row. */
class CsvBlocksTest {
    /** Empty lines before the header fill the cursor's own buffer, so that blocks read the rows from the file. */
    private static final String FILLER = "\n".repeat((1 << 16) - 6);

    private static final int MOST_ROWS = 4096;

    @TempDir
    private Path folder;

    private static List<String> ofCursor(Path file, CsvFormat format) throws IOException {
        List<String> rows = new ArrayList<>();
        try (CsvCursor cursor = CsvCursor.open(file, format)) {
            while (cursor.next()) {
                rows.add(row(cursor));
            }
            rows.add(cursor.digest());
        } catch (UserError e) {
            rows.add(e.getMessage());
        }
        return rows;
    }

    private static List<String> ofBlocks(Path file, CsvFormat format, int most, int chars, int chunk)
            throws IOException {
        List<String> rows = new ArrayList<>();
        try (CsvCursor cursor = CsvCursor.open(file, format)) {
            CsvBlocks blocks = new CsvBlocks(cursor, most, chars, chunk);
            // As validation has them: several in turn, so that none may lean on what another one holds.
            List<CsvBlock> turn = List.of(blocks.newBlock(), blocks.newBlock());
            for (int i = 0; blocks.next(turn.get(i % 2)); i++) {
                int inBlock = 0;
                while (turn.get(i % 2).next()) {
                    rows.add(row(turn.get(i % 2)));
                    inBlock++;
                }
                assertThat(inBlock).isLessThanOrEqualTo(most);
            }
            rows.add(cursor.digest());
        } catch (UserError e) {
            rows.add(e.getMessage());
        }
        return rows;
    }

    private static String row(CsvRow row) {
        StringBuilder text = new StringBuilder().append(row.line()).append(':');
        for (int i = 0; i < row.header().size(); i++) {
            text.append(row.text(i)).append('|').append(row.numberOrInfinite(i)).append('|');
            text.append(row.hash(i)).append('|');
        }
        return text.toString();
    }

    @Test
    void anyTextIsReadAsTheCursorReadsIt() throws IOException {
        SplittableRandom random = new SplittableRandom(31);
        int errors = 0;
        for (int round = 0; round < 1_500; round++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? FILLER : "");
            text.append("a,b\n");
            for (int n = random.nextInt(120); n > 0; n--) {
                text.append(cell(random)).append(',').append(cell(random)).append(end(random));
            }
            if (random.nextInt(4) == 0) {
                text.setLength(text.length() - 1 - random.nextInt(3));
            }
            // A surrogate that was cut off becomes a question mark.
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            Path file = Files.write(folder.resolve("data.csv"), bytes);
            List<String> expected = ofCursor(file, CsvFormat.DEFAULT);
            errors += expected.get(expected.size() - 1).startsWith(file.toString()) ? 1 : 0;
            int most = random.nextInt(1, 9);
            assertThat(ofBlocks(file, CsvFormat.DEFAULT, most, random.nextInt(1, 60), random.nextInt(1, 9)))
                    .as(text.toString().replace("\n", "\\n").replace("\r", "\\r"))
                    .isEqualTo(expected);
        }
        assertThat(errors).isBetween(100, 1_400);
    }

    private static String cell(SplittableRandom random) {
        return switch (random.nextInt(40)) {
            case 0 -> "\"\"";
            case 1 -> "\"x,\"\"y\"\"\"";
            case 2 -> "\"1\r\n2\n\r3\r\"";
            case 3 -> "5\" pipe";
            case 4 -> "";
            case 5 -> "é\uD83D\uDE00";
            case 6 -> " -1.5 ";
            case 7 -> "NA";
            case 8 -> random.nextInt(20) == 0 ? "\"open" : "\"\n\"";
            case 9 -> random.nextInt(20) == 0 ? "\"a\"b" : "1e3";
            case 10 -> random.nextInt(20) == 0 ? "1,2" : "-";
            case 11 -> "12345678901234567890.5";
            default -> Integer.toString(random.nextInt(-99, 99)) + (random.nextBoolean() ? ".25" : "");
        };
    }

    private static String end(SplittableRandom random) {
        return switch (random.nextInt(8)) {
            case 0 -> "\r\n";
            case 1 -> "\r";
            case 2 -> "\n\n\r\n";
            default -> "\n";
        };
    }

    @Test
    void numbersOfAnyFormAreReadAsTheCursorReadsThem() throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        for (String delimiter : List.of(",", ";", "\t", "|")) {
            StringBuilder text = new StringBuilder(FILLER + "a" + delimiter + "b\n");
            for (int i = 0; i < 20_000; i++) {
                text.append(number(random)).append(delimiter).append(number(random));
                text.append(random.nextInt(3) == 0 ? "\r\n" : "\n");
            }
            Path file = Files.writeString(folder.resolve("data.csv"), text);
            List<String> expected = ofCursor(file, CsvFormat.DEFAULT);

            assertThat(expected).hasSizeGreaterThan(20_000);
            assertThat(ofBlocks(file, CsvFormat.DEFAULT, MOST_ROWS, 1 << 16, 1 << 13))
                    .isEqualTo(expected);
            assertThat(ofBlocks(file, CsvFormat.DEFAULT, 7, 100, 33)).isEqualTo(expected);
        }
    }

    /** Something like a number, of 1 to 25 characters; now and then with what is none in it. */
    private static String number(SplittableRandom random) {
        StringBuilder number = new StringBuilder();
        for (int n = random.nextInt(1, 23); n > 0; n--) {
            number.append((char) ('0' + random.nextInt(10)));
        }
        if (random.nextInt(4) > 0) {
            number.insert(random.nextInt(number.length() + 1), '.');
        }
        if (random.nextBoolean()) {
            number.insert(0, '-');
        }
        if (random.nextInt(10) == 0) {
            number.insert(random.nextInt(number.length() + 1), "-+.e /:x".charAt(random.nextInt(8)));
        }
        return number.toString();
    }

    @Test
    void theLastLineMayLackItsEndAndLinesMayBeEmpty() throws IOException {
        for (String text : List.of("1,2", "1,2\n\n\n3,", "\r\n\r\n1,2\r\n\r\n3,4\r\n\r\n", ",\n,\n", "\n\n")) {
            Path file = Files.writeString(folder.resolve("data.csv"), FILLER + "a,b\n" + text);

            assertThat(ofBlocks(file, CsvFormat.DEFAULT, MOST_ROWS, 1 << 16, 1 << 13))
                    .as(text)
                    .isEqualTo(ofCursor(file, CsvFormat.DEFAULT));
        }
    }

    @Test
    void aRowOfTheWrongWidthIsAnErrorOfItsLine() throws IOException {
        for (String row : List.of("1", "1,2,3", "1,2,3,4,5")) {
            Path file = Files.writeString(folder.resolve("data.csv"), FILLER + "a,b\n1,2\n" + row + "\n");

            assertThat(ofBlocks(file, CsvFormat.DEFAULT, MOST_ROWS, 1 << 16, 1 << 13))
                    .isEqualTo(ofCursor(file, CsvFormat.DEFAULT))
                    .hasSize(2);
        }
    }

    @Test
    void charactersOfTwoUnitsAreNotCutInHalves() throws IOException {
        for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            for (int shift = 0; shift < 2; shift++) {
                Path file = folder.resolve("data.csv");
                String cell = "x".repeat(shift) + "\uD83D\uDE00".repeat(50_000);
                Files.write(file, ("a,b\n" + cell + ",1\n" + cell + ",2\n" + cell + ",3\n").getBytes(charset));
                CsvFormat format = CsvFormat.of(null, charset.name(), null);

                assertThat(ofBlocks(file, format, MOST_ROWS, 1 << 16, 1 << 13))
                        .isEqualTo(ofCursor(file, format))
                        .hasSize(4)
                        .element(1)
                        .asString()
                        .startsWith("3:" + cell + "|");
            }
        }
    }

    @Test
    void textOfOtherCharsetsIsReadToo() throws IOException {
        for (Charset charset : List.of(StandardCharsets.UTF_16LE, Charset.forName("windows-1252"))) {
            Path file = folder.resolve(charset.name());
            Files.write(file, (FILLER + "a,b\né,1\n\"é\n\",2\n").getBytes(charset));
            CsvFormat format = CsvFormat.of(null, charset.name(), null);

            assertThat(ofBlocks(file, format, 1, 8, 3))
                    .isEqualTo(ofCursor(file, format))
                    .hasSize(3);
        }
    }

    @Test
    void bytesThatAreNotOfTheCharsetAreAnErrorOfTheirLine() throws IOException {
        Path file = folder.resolve("data.csv");
        Files.write(file, (FILLER + "a,b\n1,2\né,3\n").getBytes(StandardCharsets.ISO_8859_1));

        assertThat(ofBlocks(file, CsvFormat.DEFAULT, MOST_ROWS, 64, 16))
                .containsExactly(file
                        + ": line 65533 (byte 0xE9): not valid UTF-8. Declare the charset (csv.charset, --charset) that the file is"
                        + " written in, for example windows-1252 or ISO-8859-1, or convert it to UTF-8.");
    }

    @Test
    void aQuoteThatStaysOpenEndsAtTheLongestCellAndNotWithTheMemory() throws IOException {
        Path file = Files.writeString(
                folder.resolve("data.csv"), "a,b\n1,\"" + "x\n".repeat(CsvParser.MAX_RECORD / 2 + 1) + "\"\n");

        assertThat(ofBlocks(file, CsvFormat.DEFAULT, MOST_ROWS, 64, 1 << 16))
                .isEqualTo(ofCursor(file, CsvFormat.DEFAULT))
                .containsExactly(
                        file + ": line 2, column \"b\": the cell has more than 1048576 characters, which is the"
                                + " most that is read; is a quote left open?");
    }

    @Test
    void aRowLongerThanABlockIsOneBlock() throws IOException {
        String cell = "y".repeat(3_000);
        Path file = Files.writeString(folder.resolve("data.csv"), "a,b\n1," + cell + "\n2," + cell + "\n3,z\n");

        assertThat(ofBlocks(file, CsvFormat.DEFAULT, MOST_ROWS, 16, 7))
                .isEqualTo(ofCursor(file, CsvFormat.DEFAULT))
                .hasSize(4);
    }
}
