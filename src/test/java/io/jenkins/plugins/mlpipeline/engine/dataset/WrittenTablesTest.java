package io.jenkins.plugins.mlpipeline.engine.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvBlock;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvBlocks;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvCursor;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvFormat;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvRow;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.NumberForm;
import io.jenkins.plugins.mlpipeline.engine.dataset.split.HoldoutWriter;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Comments, lines of Excel, columns without a name: what stands in files beside rows. */
class WrittenTablesTest {
    private static final CsvFormat COMMENTS = CsvFormat.DEFAULT.withComment("#");

    @TempDir
    private Path folder;

    private Path write(String text, Charset charset) throws IOException {
        return Files.write(folder.resolve("rows.csv"), text.getBytes(charset));
    }

    private static List<String> rows(CsvCursor cursor) throws IOException {
        List<String> rows = new ArrayList<>();
        while (cursor.next()) {
            add(cursor, rows);
        }
        return rows;
    }

    private static void add(CsvRow row, List<String> rows) {
        StringBuilder text = new StringBuilder().append(row.line());
        for (int i = 0; i < row.header().size(); i++) {
            text.append('|').append(row.text(i));
        }
        rows.add(text.toString());
    }

    private static List<String> blocks(CsvCursor cursor, int most, int bytes) throws IOException {
        CsvBlocks blocks = new CsvBlocks(cursor, most, bytes, bytes);
        CsvBlock block = blocks.newBlock();
        List<String> rows = new ArrayList<>();
        while (blocks.next(block)) {
            while (block.next()) {
                add(block, rows);
            }
        }
        return rows;
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "ISO-8859-1", "UTF-16"})
    void linesThatBeginWithTheSignAreSkipped(String charset) throws IOException {
        String text =
                "# it's \"quoted, once\n#second\r\na,b\n1,\"x\n# no comment\"\n# \"ß\n\n2,y # neither\n#,\n3,#z\n#end";
        Path file = write(text, Charset.forName(charset));
        CsvFormat format = CsvFormat.of(null, charset, null).withComment("#");
        List<String> expected = List.of("4|1|x\n# no comment", "8|2|y # neither", "10|3|#z");
        try (CsvCursor cursor = CsvCursor.open(file, format)) {
            assertThat(cursor.header()).containsExactly("a", "b");
            assertThat(rows(cursor)).isEqualTo(expected);
        }
        for (int most = 1; most < 6; most++) {
            for (int bytes = 1; bytes < 40; bytes++) {
                try (CsvCursor cursor = CsvCursor.open(file, format)) {
                    assertThat(blocks(cursor, most, bytes))
                            .as(most + " " + bytes)
                            .isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void commentsInPlainTextAreSkippedByBlocks() throws IOException {
        Path file = write("a,b\n1,2\n# x\n3,4\n#\n# y,z\n5,6\n", StandardCharsets.UTF_8);
        for (int most = 1; most < 6; most++) {
            try (CsvCursor cursor = CsvCursor.open(file, COMMENTS)) {
                assertThat(blocks(cursor, most, 1 << 10)).containsExactly("2|1|2", "4|3|4", "7|5|6");
            }
        }
    }

    @Test
    void chosenRowsAreCopiedWithoutComments() throws IOException {
        Path file = write("# made today\na,y\n1,u\n# note\n2,v\n3,u\n4,v\n", StandardCharsets.UTF_8);
        TrainingData data = TableReader.read(file, COMMENTS, ColumnSelection.of("y"), null, null);
        Path part = folder.resolve("part.csv");
        HoldoutWriter.write(data, new int[] {1, 3}, part);
        assertThat(part).hasContent("a,y\n2,v\n4,v\n");
    }

    @Test
    void aCommentThatIsNotDeclaredIsGuessed() throws IOException {
        Path file = write("a,b\n1,2\n# 3\n", StandardCharsets.UTF_8);
        try (CsvCursor cursor = CsvCursor.open(file, CsvFormat.DEFAULT)) {
            assertThatThrownBy(() -> rows(cursor))
                    .isInstanceOf(UserError.class)
                    .hasMessage(file
                            + ": line 3: the row has 1 cell, the header has 2. Complete the row; a cell without a value"
                            + " stays empty between two delimiters. If lines that begin with # are comments, give"
                            + " csv.comment: '#' (--comment '#').");
        }
        assertThatThrownBy(() -> CsvFormat.DEFAULT.withComment("x"))
                .isInstanceOf(UserError.class)
                .hasMessage("the comment sign \"x\" is not supported. Use one of # % ! ; * /.");
    }

    @Test
    void theFirstLineMayDeclareTheDelimiter() throws IOException {
        Path file = write("\uFEFFsep=;\r\na,b;y\r\n1,5;u\r\n2,5;v\r\n", StandardCharsets.UTF_8);
        try (CsvCursor cursor = CsvCursor.open(file, CsvFormat.DEFAULT)) {
            assertThat(cursor.header()).containsExactly("a,b", "y");
            assertThat(cursor.format().delimiter()).isEqualTo(';');
            assertThat(rows(cursor)).containsExactly("3|1,5|u", "4|2,5|v");
        }
        TrainingData data = TableReader.read(
                file,
                CsvFormat.DEFAULT.withNumbers(NumberForm.of(",", null, null), false),
                ColumnSelection.of("y"),
                null,
                null);
        assertThat(data.features().numbers(0)).containsExactly(1.5, 2.5);
    }

    @Test
    void aHeaderThatOnlyBeginsSoIsAHeader() throws IOException {
        Path file = write("sep=,b\n1,2\n", StandardCharsets.UTF_8);
        try (CsvCursor cursor = CsvCursor.open(file, CsvFormat.DEFAULT)) {
            assertThat(cursor.header()).containsExactly("sep=", "b");
        }
    }

    @Test
    void theRowIndexOfPandasIsNoFeature() throws IOException {
        Path file = write(",a,y\n0,5,u\n1,6,v\n", StandardCharsets.UTF_8);
        TrainingData data = TableReader.read(file, CsvFormat.DEFAULT, ColumnSelection.of("y"), null, null);
        assertThat(data.features().names()).containsExactly("a");
        assertThat(data.warnings())
                .containsExactly("the first column has no name, as pandas writes its row index; it is no input.");
        try (CsvCursor cursor = CsvCursor.open(file, CsvFormat.DEFAULT)) {
            assertThat(cursor.named()).containsExactly("a", "y");
        }
    }

    @Test
    void noTokenMeansMissingWhereNoneIsDeclared() throws IOException {
        Path file = write("a,y\nNA,u\n,v\n?,u\n", StandardCharsets.UTF_8);
        TrainingData data =
                TableReader.read(file, CsvFormat.of(null, null, List.of("")), ColumnSelection.of("y"), null, null);
        assertThat(data.format().missing()).isEmpty();
        assertThat(data.features().dictionary(0).entries()).containsExactly("?", "NA");
        assertThat(data.features().codes(0)).containsExactly(1, -1, 0);
    }
}
