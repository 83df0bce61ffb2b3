package io.jenkins.plugins.mlpipeline.engine.dataset;

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
                .containsExactly(
                        file + ": line 65533 (byte 0xE9): not valid UTF-8. Declare the charset that the file is"
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
