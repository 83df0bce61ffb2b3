package io.jenkins.plugins.mlpipeline.engine.dataset.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvCursorTest {
    @TempDir
    private Path folder;

    private List<List<String>> cells(String text) throws IOException {
        return cells(text.getBytes(StandardCharsets.UTF_8), CsvFormat.DEFAULT);
    }

    private List<List<String>> cells(byte[] bytes, CsvFormat format) throws IOException {
        try (CsvCursor rows = open(bytes, format)) {
            List<List<String>> all = new ArrayList<>();
            all.add(rows.header());
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 0; i < rows.header().size(); i++) {
                    row.add(rows.text(i));
                }
                all.add(row);
            }
            return all;
        }
    }

    private CsvCursor open(byte[] bytes, CsvFormat format) throws IOException {
        return CsvCursor.open(Files.write(folder.resolve("data.csv"), bytes), format);
    }

    private CsvCursor open(String text) throws IOException {
        return open(text.getBytes(StandardCharsets.UTF_8), CsvFormat.DEFAULT);
    }

    @Test
    void quotedCellsMayContainEverything() throws IOException {
        assertThat(cells("a,\"b,\"\"c\"\"\"\n\"1\n2\",\"x,y\"\n,\"\"\n"))
                .containsExactly(List.of("a", "b,\"c\""), List.of("1\n2", "x,y"), List.of("", ""));
    }

    @Test
    void aQuoteInsideAnUnquotedCellIsText() throws IOException {
        assertThat(cells("a\n5\" pipe\n")).containsExactly(List.of("a"), List.of("5\" pipe"));
    }

    @Test
    void allLineEndsAreUnderstoodAndTheLastMayMiss() throws IOException {
        assertThat(cells("a\r\n1\r2\n3")).containsExactly(List.of("a"), List.of("1"), List.of("2"), List.of("3"));
    }

    @Test
    void emptyLinesAreSkippedAndCounted() throws IOException {
        try (CsvCursor rows = open("\n\na,b\r\n\r\n1,\"x\r\ny\rz\nw\"\n\n2,3")) {
            assertThat(rows.headerLine()).isEqualTo(3);
            assertThat(rows.next()).isTrue();
            assertThat(List.of(rows.line(), (long) rows.lines())).containsExactly(5L, 4L);
            assertThat(rows.next()).isTrue();
            assertThat(List.of(rows.line(), (long) rows.lines(), rows.rows())).containsExactly(10L, 1L, 2L);
            assertThat(rows.next()).isFalse();
            assertThat(rows.next()).isFalse();
        }
    }

    @Test
    void blanksAroundNumbersAndMissingTokensDoNotCount() throws IOException {
        try (CsvCursor rows = open("a,b,c,d,e,f\n 1.5\t,\t, ? ,NA, x ,nax\n")) {
            rows.next();
            assertThat(rows.number(0)).isEqualTo(1.5);
            assertThat(rows.number(1)).isNaN();
            assertThat(rows.isMissing(1)).isTrue();
            assertThat(rows.isMissing(2)).isTrue();
            assertThat(rows.number(3)).isNaN();
            assertThat(rows.text(4)).isEqualTo(" x ");
            assertThat(rows.isMissing(5)).isFalse();
        }
    }

    @Test
    void codesAreFoundVerbatim() throws IOException {
        try (CsvCursor rows = open("a,b,c\nx, x,NA\n")) {
            rows.next();
            Dictionary dictionary = new Dictionary(List.of("y", "x", "NA"));
            assertThat(rows.code(0, dictionary)).isEqualTo(1);
            assertThat(rows.code(1, dictionary)).isEqualTo(-1);
            assertThat(rows.code(2, dictionary)).isEqualTo(-1);
        }
    }

    @Test
    void declaredMissingTokensReplaceTheDefaultOnes() throws IOException {
        try (CsvCursor rows =
                open("a,b,c\n-999,NA,\n".getBytes(StandardCharsets.UTF_8), CsvFormat.of(null, null, List.of("-999")))) {
            rows.next();
            assertThat(rows.number(0)).isNaN();
            assertThat(rows.isMissing(1)).isFalse();
            assertThat(rows.isMissing(2)).isTrue();
        }
    }

    @Test
    void theDigestIsThatOfTheFile() throws IOException {
        byte[] bytes = ("\uFEFFa,b\r\n" + "1,é\r\n".repeat(50_000)).getBytes(StandardCharsets.UTF_8);
        try (CsvCursor rows = open(bytes, CsvFormat.DEFAULT)) {
            assertThat(rows.header()).containsExactly("a", "b");
            assertThatThrownBy(rows::digest)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the digest is known at the end of the file only");
            while (rows.next()) {
                // to the end
            }
            assertThat(rows.digest()).isEqualTo(Digest.ofBytes(bytes));
            assertThat(rows.rows()).isEqualTo(50_000);
        }
    }

    @Test
    void charsetsAndByteOrderMarks() throws IOException {
        String text = "näme;β\n\uD83D\uDE00;2\n";
        List<List<String>> expected = List.of(List.of("näme", "β"), List.of("\uD83D\uDE00", "2"));
        for (String charset : List.of("UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "GB18030")) {
            CsvFormat format = CsvFormat.of(null, charset, null);
            assertThat(cells(text.getBytes(Charset.forName(charset)), format))
                    .as(charset)
                    .isEqualTo(expected);
        }
        for (String charset : List.of("UTF-8", "UTF-16LE", "UTF-16BE")) {
            CsvFormat format = CsvFormat.of(null, charset, null);
            assertThat(cells(("\uFEFF" + text).getBytes(Charset.forName(charset)), format))
                    .as(charset)
                    .isEqualTo(expected);
        }
        assertThat(cells("a\nÄ\n".getBytes(StandardCharsets.ISO_8859_1), CsvFormat.of(null, "windows-1252", null)))
                .containsExactly(List.of("a"), List.of("Ä"));
    }

    @Test
    void aDetectedDelimiterIsReported() throws IOException {
        try (CsvCursor rows = open("a|b,c|d\n")) {
            assertThat(rows.format().delimiter()).isEqualTo('|');
            assertThat(rows.header()).containsExactly("a", "b,c", "d");
        }
    }

    @Test
    void aHeaderWithoutRowsHasNoRows() throws IOException {
        try (CsvCursor rows = open("a,b")) {
            assertThat(rows.next()).isFalse();
            assertThat(rows.rows()).isZero();
            assertThat(rows.digest()).isEqualTo(Digest.ofText("a,b"));
        }
    }

    @Test
    void longCellsAndWideRowsAreRead() throws IOException {
        String longest = "x".repeat(CsvParser.MAX_CELL);
        assertThat(cells("a,b\n" + longest + ",1\n").get(1).get(0)).isEqualTo(longest);
        StringBuilder header = new StringBuilder("c0");
        for (int i = 1; i < 20_000; i++) {
            header.append(",c").append(i);
        }
        assertThat(cells(header + "\n" + header + "\n").get(1)).hasSize(20_000);
    }
}
