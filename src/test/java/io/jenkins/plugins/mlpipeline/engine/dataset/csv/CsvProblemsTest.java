package io.jenkins.plugins.mlpipeline.engine.dataset.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way in which a file can be wrong has one message with file, line, column, reason and way out. */
class CsvProblemsTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("data.csv");
    }

    private void fails(byte[] bytes, CsvFormat format, String message) throws IOException {
        Files.write(file, bytes);
        assertThatThrownBy(() -> {
                    try (CsvCursor rows = CsvCursor.open(file, format)) {
                        while (rows.next()) {
                            // to the end
                        }
                    }
                })
                .isInstanceOf(UserError.class)
                .hasMessage(file + message);
    }

    private void fails(String text, String message) throws IOException {
        fails(text.getBytes(StandardCharsets.UTF_8), CsvFormat.DEFAULT, message);
    }

    @Test
    void aFileThatIsNotThere() {
        assertThatThrownBy(() -> CsvCursor.open(file, CsvFormat.DEFAULT))
                .isInstanceOf(UserError.class)
                .hasMessage(file + ": there is no such file.");
        assertThatThrownBy(() -> CsvCursor.open(folder, CsvFormat.DEFAULT))
                .isInstanceOf(UserError.class)
                .hasMessage(folder
                        + ": is a folder in which there is no Parquet file (*.parquet) and no CSV file (*.csv, *.csv.gz). Name a"
                        + " file, or a folder of such files.");
    }

    @Test
    void anEmptyFile() throws IOException {
        for (String text : List.of("", "\n\r\n\r", "\uFEFF", "\uFEFF\n")) {
            fails(text, ": the file is empty; a header line with the column names is expected.");
        }
    }

    @Test
    void aRowWithTooFewCells() throws IOException {
        fails(
                "a,b,c\n1,2,3\n1,2\n",
                ": line 3: the row has 2 cells, the header has 3."
                        + " Complete the row; a cell without a value stays empty between two delimiters.");
        fails(
                "a,b\n\"1\n2\",2\n1",
                ": line 4: the row has 1 cell, the header has 2."
                        + " Complete the row; a cell without a value stays empty between two delimiters.");
    }

    @Test
    void aCommentThatWasTakenForTheHeader() throws IOException {
        Path file = Files.writeString(folder.resolve("rows.csv"), "# made, by hand\nx,y\n1,2\n");
        try (CsvCursor rows = CsvCursor.open(file, CsvFormat.DEFAULT)) {
            assertThatThrownBy(() -> rows.column("x"))
                    .hasMessage(
                            file + ": there is no column \"x\". Known: # made,  by hand. If lines that begin with # are"
                                    + " comments, give csv.comment: '#' (--comment '#').");
        }
    }

    @Test
    void aRowWithTooManyCells() throws IOException {
        fails(
                "a;b\n1;2;3;4\n",
                ": line 2: the row has 4 cells, the header has 2. Quote cells that contain the delimiter \";\"; no delimiter stands behind the last cell.");
        fails(
                "a\tb\n1\t2\t\n",
                ": line 2: the row has 3 cells, the header has 2. Quote cells that contain the delimiter tab; no delimiter stands behind the last cell.");
    }

    @Test
    void aQuoteThatIsNeverClosed() throws IOException {
        String way = "a quote is opened and never closed."
                + " Close it; a quote inside a quoted cell is written twice (\"\").";
        fails("a,b\n1,2\n1,\"2\n3,4\n5,6\n", ": line 3, column \"b\": " + way);
        fails("a,b\n\"1", ": line 2, column \"a\": " + way);
        fails("a,b\n1,2\n3,\"4\"\"", ": line 3, column \"b\": " + way);
        fails("a,\"b\n", ": line 1, column 2: " + way);
        fails("a\n\"", ": line 2, column \"a\": " + way);
    }

    @Test
    void textAfterAClosingQuote() throws IOException {
        fails(
                "a,b\n1,2\n1,\"2\"x\n",
                ": line 3, column \"b\": text follows a closing quote."
                        + " A quote inside a quoted cell is written twice (\"\").");
    }

    @Test
    void columnsOfOneName() throws IOException {
        fails(
                "a,b,a\n",
                ": line 1: two columns have the name \"a\" (1 and 3)."
                        + " Rename one; if this line is data already, put a header line before it.");
    }

    @Test
    void aColumnWithoutName() throws IOException {
        for (String header : List.of("a,,b\n", "a,  ,b\n", "a,\"\",b\n")) {
            fails(
                    header,
                    ": line 1: the header has no name for column 2."
                            + " Name every column (pandas: to_csv(..., index=False) leaves the row index out).");
        }
    }

    @Test
    void theWrongDelimiter() throws IOException {
        fails(
                "a;b;c\n1;2;3\n".getBytes(StandardCharsets.UTF_8),
                CsvFormat.of(",", null, null),
                ": line 1: with the delimiter \",\" the header has one column, \"a;b;c\"."
                        + " Is the delimiter \";\"? Declare that, or leave the delimiter out to have it detected.");
        fails(
                "a\tb\n1\t2\n".getBytes(StandardCharsets.UTF_8),
                CsvFormat.of("|", null, null),
                ": line 1: with the delimiter \"|\" the header has one column, \"a b\"."
                        + " Is the delimiter tab? Declare that, or leave the delimiter out to have it detected.");
    }

    @Test
    void aQuotedNameMayContainAnotherDelimiter() throws IOException {
        Files.writeString(file, "\"a;b\"\n1\n");
        try (CsvCursor rows = CsvCursor.open(file, CsvFormat.of(",", null, null))) {
            assertThat(rows.header()).containsExactly("a;b");
        }
    }

    @Test
    void aMissingColumn() throws IOException {
        Files.writeString(file, "age,income,label\n");
        try (CsvCursor rows = CsvCursor.open(file, CsvFormat.DEFAULT)) {
            assertThat(rows.column("label")).isEqualTo(2);
            assertThatThrownBy(() -> rows.column("Lable"))
                    .isInstanceOf(UserError.class)
                    .hasMessage(file + ": there is no column \"Lable\". Did you mean \"label\"?");
        }
    }

    @Test
    void aCellThatIsNoNumber() throws IOException {
        Files.writeString(file, "id,a b\n1,x\n2,\"1,5\"\n3,1e999\n4,-inf\n5,\"a\nb" + "c".repeat(50) + "\"\n");
        try (CsvCursor rows = CsvCursor.open(file, CsvFormat.DEFAULT)) {
            String way =
                    " is not a number. Correct the cell, add it to the missing-value tokens, have such cells count as"
                            + " missing (csv.badNumbers: missing), or declare the column as a category.";
            for (String message : List.of(
                    ": line 2, column \"a b\": \"x\"" + way,
                    ": line 3, column \"a b\": \"1,5\" is not a number: write the decimal sign as a point,"
                            + " or give csv.decimal: ',' (--decimal ,).",
                    ": line 4, column \"a b\": \"1e999\" is too large for a number of double precision."
                            + " Correct the cell.",
                    ": line 5, column \"a b\": \"-inf\"" + way,
                    ": line 6, column \"a b\": \"a b" + "c".repeat(37) + "...\"" + way)) {
                assertThat(rows.next()).isTrue();
                assertThatThrownBy(() -> rows.number(1))
                        .isInstanceOf(UserError.class)
                        .hasMessage(file + message);
            }
        }
    }

    @Test
    void theWrongCharset() throws IOException {
        String latin = "a,b\n" + "1,x\n".repeat(40_000) + "1,é\n";
        fails(
                latin.getBytes(StandardCharsets.ISO_8859_1),
                CsvFormat.DEFAULT,
                ": line 40002 (byte 0xE9): not valid UTF-8. Declare the charset (csv.charset, --charset) that the file is written in, for"
                        + " example windows-1252 or ISO-8859-1, or convert it to UTF-8.");
        fails(
                new byte[] {'a', '\n', '1', (byte) 0xC3},
                CsvFormat.DEFAULT,
                ": line 2 (byte 0xC3): not valid UTF-8. Declare the charset (csv.charset, --charset) that the file is written in, for"
                        + " example windows-1252 or ISO-8859-1, or convert it to UTF-8.");
        fails(
                "a\né".getBytes(StandardCharsets.UTF_8),
                CsvFormat.of(null, "US-ASCII", null),
                ": line 2 (byte 0xC3): not valid US-ASCII. Declare the charset (csv.charset, --charset) that the file is written in, for"
                        + " example UTF-8, or convert it to UTF-8.");
    }

    @Test
    void utf16ThatWasNotDeclared() throws IOException {
        byte[] little = "\uFEFFa,b\n1,2\n".getBytes(StandardCharsets.UTF_16LE);
        for (byte[] bytes : List.of("a,b\n1,2\n".getBytes(StandardCharsets.UTF_16), little)) {
            fails(
                    bytes,
                    CsvFormat.DEFAULT,
                    ": the file begins with a UTF-16 byte order mark and is not valid UTF-8."
                            + " Declare the charset (csv.charset: UTF-16, --charset UTF-16), or convert the file to UTF-8.");
        }
    }

    @Test
    void utf16WithoutAByteOrderMark() throws IOException {
        fails(
                "a,b\n1,2\n".getBytes(StandardCharsets.UTF_16LE),
                CsvFormat.DEFAULT,
                ": line 1: the header contains a zero character, so the file is not UTF-8 text."
                        + " Declare its charset (UTF-16LE, UTF-16BE), or name a CSV file.");
    }

    @Test
    void aCellThatIsTooLong() throws IOException {
        fails(
                "a,b\n1,2\n1,\"" + "x\n".repeat(CsvParser.MAX_CELL),
                ": line 3, column \"b\": the cell has more than 1048576 characters, which is the most that is read;"
                        + " is a quote left open?");
    }

    @Test
    void aRowThatIsTooLong() throws IOException {
        String cell = "x".repeat(1_000_000);
        StringBuilder header = new StringBuilder("c0");
        for (int i = 1; i < 17; i++) {
            header.append(",c").append(i);
        }
        fails(
                header + "\n" + (cell + ",").repeat(17),
                ": line 2: the row has more than 16777216 characters, which is the most that is read;"
                        + " is a quote left open?");
    }

    @Test
    void tooManyColumns() throws IOException {
        fails(
                "a" + ",".repeat(CsvHeader.MAX_COLUMNS),
                ": the header has more than 100000 columns, which is the most that is read. Leave columns out.");
    }

    @Test
    void aNameThatIsTooLong() throws IOException {
        fails(
                "a," + "b".repeat(1_001) + "\n",
                ": line 1: the name of column 2 is longer than 1000 characters;"
                        + " is a quote left open, or the header line missing?");
    }
}
