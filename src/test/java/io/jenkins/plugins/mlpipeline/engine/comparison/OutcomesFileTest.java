package io.jenkins.plugins.mlpipeline.engine.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RegressionOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Scores;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutcomesFileTest {
    private static final String ADVICE = ". Name the file that validate wrote with --outcomes.";

    @TempDir
    Path folder;

    /** Bytes at the end that say which rows were learnt from: how many, and two places. */
    private static final int LEARNT = 3 * Integer.BYTES;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("outcomes.gz");
    }

    @Test
    void isReadAsItWasWritten() throws IOException {
        OutcomesFile.write(file, classification());
        StoredOutcomes read = OutcomesFile.read(file);
        assertThat(read.header()).isEqualTo(classification().header());
        assertThat(read.keys()).containsExactly(11, -5, Long.MAX_VALUE);
        ClassificationOutcomes rows = (ClassificationOutcomes) read.outcomes();
        assertThat(rows.labels()).containsExactly("a", "b", "c");
        assertThat(rows.truth(2)).isEqualTo(2);
        assertThat(rows.predicted(2)).isEqualTo(ClassificationOutcomes.OUTSIDE);
        assertThat(rows.score(1, 2)).isEqualTo(0.7);
        assertThat(read.learnt().rows().stream()).containsExactly(0, 2);
        assertThat(OutcomesFile.isOne(file)).isTrue();
    }

    @Test
    void numbersAreReadToTheLastBit() throws IOException {
        RegressionOutcomes numbers =
                RegressionOutcomes.builder().add(1 / 3.0, -Double.MIN_VALUE).build();
        OutcomesFile.write(
                file,
                new StoredOutcomes(
                        header(Task.REGRESSION, null, null, 1),
                        new long[] {1},
                        numbers,
                        LearntRows.unknown("nobody said so")));
        RegressionOutcomes read = (RegressionOutcomes) OutcomesFile.read(file).outcomes();
        assertThat(read.truth(0)).isEqualTo(1 / 3.0);
        assertThat(read.predicted(0)).isEqualTo(-Double.MIN_VALUE);
        assertThat(OutcomesFile.read(file).learnt().unknown()).isEqualTo("nobody said so");
    }

    @Test
    void equalOutcomesGiveEqualBytes() throws IOException {
        OutcomesFile.write(file, classification());
        byte[] first = Files.readAllBytes(file);
        OutcomesFile.write(file, classification());
        assertThat(Files.readAllBytes(file)).isEqualTo(first);
    }

    @Test
    void damagedFilesAreRefused() throws IOException {
        byte[] plain = plain();
        refuses(Arrays.copyOf(plain, plain.length - 1), "it ends too early");
        refuses(Arrays.copyOf(plain, plain.length + 1), "there is more in it than its header says");
        refuses("MLPROWS9....".getBytes(StandardCharsets.US_ASCII), "it does not begin as such a file does");
        byte[] label = plain.clone();
        label[plain.length - LEARNT - 3 * 8 - 2 * 4 + 3] = 3;
        refuses(label, "row 3 names a label that is not in the list");
        byte[] length = plain.clone();
        length[8] = 127;
        refuses(length, "its header has an impossible length");
        refuses(withHeader("{\"schemaVersion\": 1, \"rows\": 1}"), "its header says too little");
        Files.write(file, new byte[] {0x1f, (byte) 0x8b, 0, 0});
        assertThatThrownBy(() -> OutcomesFile.read(file)).isInstanceOf(UserError.class);
    }

    @Test
    void anotherVersionIsNamed() throws IOException {
        Files.write(file, zipped(withHeader("{\"schemaVersion\": 2, \"rows\": 1}")));
        assertThatThrownBy(() -> OutcomesFile.read(file))
                .isInstanceOf(UserError.class)
                .hasMessage(file + ": the outcomes have schema version 2; this version reads 1.");
    }

    /** A header alone must not make anybody reserve memory for what it promises. */
    @Test
    void aPromiseOfRowsIsNotBelieved() throws IOException {
        refuses(
                withHeader("{\"schemaVersion\": 1, \"task\": \"regression\", \"dataSha256\": \"sha256:0\", \"rows\": "
                        + Integer.MAX_VALUE + "}"),
                "it ends too early");
    }

    @Test
    void rowsLearntFromMustBeInTheFile() throws IOException {
        byte[] plain = plain();
        for (int place : new int[] {3, 0, -1}) {
            byte[] other = plain.clone();
            ByteBuffer.wrap(other).putInt(plain.length - Integer.BYTES, place);
            refuses(other, "it names a row that is not in it among those that the model learnt from");
        }
        byte[] count = plain.clone();
        ByteBuffer.wrap(count).putInt(plain.length - LEARNT, -2);
        refuses(Arrays.copyOf(count, plain.length - LEARNT + Integer.BYTES), "it counts fewer rows than none");
        byte[] text = Arrays.copyOf(plain, plain.length - Integer.BYTES);
        ByteBuffer.wrap(text).putInt(plain.length - LEARNT, -1).putInt(plain.length - 8, 0x0002_FFFF);
        refuses(text, "a text in it is not UTF-8");
        ByteBuffer.wrap(count).putInt(plain.length - LEARNT, Integer.MAX_VALUE);
        refuses(count, "it ends too early");
    }

    @Test
    void aFileOfAFormerReleaseDoesNotSayWhatWasLearntFrom() throws IOException {
        byte[] plain = plain();
        byte[] former = Arrays.copyOf(plain, plain.length - LEARNT);
        former[7] = '1';
        Files.write(file, zipped(former));
        StoredOutcomes read = OutcomesFile.read(file);
        assertThat(read.outcomes().rows()).isEqualTo(3);
        assertThat(read.learnt().unknown())
                .isEqualTo("its file of outcomes is of an earlier release, which did not note them");
    }

    private byte[] plain() throws IOException {
        OutcomesFile.write(file, classification());
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return in.readAllBytes();
        }
    }

    private void refuses(byte[] plain, String why) throws IOException {
        Files.write(file, zipped(plain));
        assertThatThrownBy(() -> OutcomesFile.read(file))
                .isInstanceOf(UserError.class)
                .hasMessage(file + ": not a file of outcomes, or a damaged one: " + why + ADVICE);
    }

    private static byte[] withHeader(String header) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write("MLPROWS1".getBytes(StandardCharsets.US_ASCII));
            out.writeInt(header.length());
            out.write(header.getBytes(StandardCharsets.US_ASCII));
        }
        return bytes.toByteArray();
    }

    private static byte[] zipped(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    private static StoredOutcomes classification() {
        ClassificationOutcomes rows = ClassificationOutcomes.builder(
                        Task.MULTICLASS,
                        List.of("a", "b", "c"),
                        ClassificationOutcomes.NO_POSITIVE,
                        Scores.PROBABILITIES)
                .add(0, 0, 0.5, 0.25, 0.25)
                .add(1, 2, 0.1, 0.2, 0.7)
                .add(2, ClassificationOutcomes.OUTSIDE, 0.2, 0.2, 0.6)
                .build();
        return new StoredOutcomes(
                header(Task.MULTICLASS, List.of("a", "b", "c"), Scores.PROBABILITIES, 3),
                new long[] {11, -5, Long.MAX_VALUE},
                rows,
                new LearntRows(BitSet.valueOf(new long[] {0b101}), null));
    }

    private static OutcomesHeader header(Task task, List<String> labels, Scores scores, long rows) {
        return new OutcomesHeader(
                1, null, null, "test.csv", Digest.ofText("test"), task, labels, null, scores, null, rows, null, null);
    }
}
