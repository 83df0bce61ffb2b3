package io.jenkins.plugins.mlpipeline.engine.dataset.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnSelection;
import io.jenkins.plugins.mlpipeline.engine.dataset.TableReader;
import io.jenkins.plugins.mlpipeline.engine.dataset.TrainingData;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvFormat;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.LineCopy;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HoldoutWriterTest {
    @TempDir
    private Path folder;

    private Path file;
    private Path holdout;

    @BeforeEach
    void names() {
        file = folder.resolve("data.csv");
        holdout = folder.resolve("out").resolve("holdout.csv");
    }

    private TrainingData read(CsvFormat format) throws IOException {
        return TableReader.read(file, format, ColumnSelection.of("y"), null, null);
    }

    private String kept(String text, int... rows) throws IOException {
        Files.writeString(file, text);
        String digest = HoldoutWriter.write(read(CsvFormat.DEFAULT), rows, holdout);
        assertThat(digest).isEqualTo(Digest.ofFile(holdout));
        return Files.readString(holdout);
    }

    @Test
    void linesAreCopiedAsTheyAre() throws IOException {
        assertThat(kept("a,y\r\n 1 ,0\r\n\"2\",1\n3.0,0\r\n4,1", 0, 1)).isEqualTo("a,y\r\n 1 ,0\r\n\"2\",1\n");
        assertThat(kept("a,y\r\n 1 ,0\r\n\"2\",1\n3.0,0\r\n4,1", 2, 3)).isEqualTo("a,y\r\n3.0,0\r\n4,1");
        assertThat(kept("a,y\r1,0\r2,1\r", 1)).isEqualTo("a,y\r2,1\r");
        assertThat(kept("a,y\n1,0\n2,1\n")).isEqualTo("a,y\n");
    }

    @Test
    void rowsOfSeveralLinesStayWhole() throws IOException {
        assertThat(kept("\"a\nb\",y\n\"1\r\n\r\n2\",0\nx,1\n\"3\n\n\",0\n", 0, 2))
                .isEqualTo("\"a\nb\",y\n\"1\r\n\r\n2\",0\n\"3\n\n\",0\n");
    }

    @Test
    void emptyLinesAreLeftOut() throws IOException {
        assertThat(kept("\n\na,y\n\n1,0\n\n\n2,1\n\n", 0, 1)).isEqualTo("a,y\n1,0\n2,1\n");
    }

    @Test
    void theByteOrderMarkIsKept() throws IOException {
        assertThat(kept("\uFEFFa,y\n1,0\n2,1\n", 1)).isEqualTo("\uFEFFa,y\n2,1\n");
        assertThat(kept("\uFEFF\na,y\n1,0\n2,1\n", 1)).isEqualTo("\uFEFFa,y\n2,1\n");
    }

    @Test
    void otherCharsetsAreCopiedByteForByte() throws IOException {
        // U+0A0D and U+0D0A hold the bytes of line ends without being any.
        for (String charset : List.of("UTF-16", "UTF-16LE", "UTF-16BE", "GB18030", "UTF-8")) {
            Charset with = Charset.forName(charset);
            Files.write(file, "a,y\nਊഊ\u0A0D\u0D0A,0\r\né,1\r\nz,0\n".getBytes(with));
            HoldoutWriter.write(read(CsvFormat.of(null, charset, null)), new int[] {0, 2}, holdout);
            assertThat(Files.readAllBytes(holdout))
                    .as(charset)
                    .isEqualTo("a,y\nਊഊ\u0A0D\u0D0A,0\r\nz,0\n".getBytes(with));
        }
        Files.write(file, "\uFEFFa,y\n1,0\n2,1".getBytes(StandardCharsets.UTF_16LE));
        HoldoutWriter.write(read(CsvFormat.of(null, "UTF-16", null)), new int[] {1}, holdout);
        assertThat(Files.readAllBytes(holdout)).isEqualTo("\uFEFFa,y\n2,1".getBytes(StandardCharsets.UTF_16LE));
    }

    @Test
    void aFileThatChangedIsAnErrorAndTheOldHoldoutStays() throws IOException {
        kept("a,y\n1,0\n2,1\n", 0);
        TrainingData data = read(CsvFormat.DEFAULT);
        Files.writeString(file, "a,y\n1,0\n3,1\n");
        assertThatThrownBy(() -> HoldoutWriter.write(data, new int[] {1}, holdout))
                .isInstanceOf(UserError.class)
                .hasMessage(file + ": the file changed while it was read. Run again when it is complete.");
        assertThat(Files.readString(holdout)).isEqualTo("a,y\n1,0\n");
        try (var files = Files.list(holdout.getParent())) {
            assertThat(files).containsExactly(holdout);
        }
    }

    @Test
    void rowsMustAscend() throws IOException {
        Files.writeString(file, "a,y\n1,0\n2,1\n");
        TrainingData data = read(CsvFormat.DEFAULT);
        assertThatThrownBy(() -> HoldoutWriter.write(data, new int[] {1, 0}, holdout))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("line 2 was passed already");
    }

    /** Any lines of any text, against splitting the text by a regular expression. */
    @Test
    void anyLinesOfAnyText() throws IOException {
        SplittableRandom random = new SplittableRandom(41);
        for (int round = 0; round < 1_500; round++) {
            StringBuilder text = new StringBuilder();
            // Every fiftieth text is longer than the buffer.
            int length = round % 50 == 0 ? 40_000 + random.nextInt(40_000) : random.nextInt(40);
            for (int n = length; n > 0; n--) {
                text.append("abcdefgh\n\r\né".charAt(random.nextInt(12)));
            }
            String[] lines = text.toString().split("(?<=\n)|(?<=\r)(?!\n)", -1);
            Charset charset = random.nextBoolean() ? StandardCharsets.UTF_8 : StandardCharsets.UTF_16LE;
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            StringBuilder expected = new StringBuilder();
            List<String> chosen = new ArrayList<>();
            try (LineCopy copy =
                    new LineCopy(new ByteArrayInputStream(text.toString().getBytes(charset)), out, charset, false)) {
                for (int i = 0; i < lines.length; i++) {
                    if (random.nextInt(3) == 0) {
                        copy.lines(i + 1, 1);
                        expected.append(lines[i]);
                        chosen.add("" + i);
                    }
                }
                copy.drain();
            }
            assertThat(out.toString(charset)).as(chosen.toString()).isEqualTo(expected.toString());
        }
    }
}
