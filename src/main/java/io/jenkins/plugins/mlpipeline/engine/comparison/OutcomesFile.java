package io.jenkins.plugins.mlpipeline.engine.comparison;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.AtomicFiles;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Outcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RegressionOutcomes;
import io.jenkins.plugins.mlpipeline.engine.text.PlainText;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UTFDataFormatException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

/**
 * The file of outcomes: what a model answered on each row, so that a later model can be compared with it on the same rows
 * without the former model.
 *
 * <p>A gzip stream of: the eight characters {@code MLPROWS2}; the length of the header as a big-endian int; the header, an
 * {@link OutcomesHeader} as JSON in UTF-8; then the rows. A row is its key (long), the position of the true and of the
 * predicted label in the label list (two ints, -1 for a prediction outside of it) and its scores (doubles); in a regression
 * the key and the true and the predicted number (two doubles). Then which rows the model learnt from: how many (int) and
 * their places from 0, ascending (ints); or -1, and why that is not known (as {@link DataOutputStream#writeUTF} writes it).
 * Nothing may follow. {@code MLPROWS1}, of releases before 2026-12, ends with the rows. It holds no text of the data's rows.
 */
public final class OutcomesFile {
    private static final byte[] MAGIC = "MLPROWS2".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FORMER_MAGIC = "MLPROWS1".getBytes(StandardCharsets.US_ASCII);
    private static final int UNKNOWN = -1;
    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;
    private static final int MOST_HEADER = 1 << 20;
    private static final int MOST_LABELS = 10_000;
    private static final int BUFFER = 1 << 16;

    private OutcomesFile() {}

    /** Whether a file may be one of outcomes: whether it is compressed, as no model and no document of ours is. */
    public static boolean isOne(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.read() == GZIP_FIRST && in.read() == GZIP_SECOND;
        }
    }

    /** Writes outcomes; equal ones give equal bytes. */
    public static void write(Path file, StoredOutcomes stored) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(new GZIPOutputStream(bytes, BUFFER), BUFFER))) {
            out.write(MAGIC);
            byte[] header = Json.write(stored.header()).getBytes(StandardCharsets.UTF_8);
            out.writeInt(header.length);
            out.write(header);
            for (int row = 0; row < stored.outcomes().rows(); row++) {
                out.writeLong(stored.keys()[row]);
                write(out, stored.outcomes(), row);
            }
            write(out, stored.learnt());
        }
        AtomicFiles.write(file, bytes.toByteArray());
    }

    private static void write(DataOutputStream out, LearntRows learnt) throws IOException {
        if (learnt.rows() == null) {
            out.writeInt(UNKNOWN);
            out.writeUTF(learnt.unknown());
            return;
        }
        out.writeInt(learnt.rows().cardinality());
        for (int row = learnt.rows().nextSetBit(0);
                row >= 0;
                row = learnt.rows().nextSetBit(row + 1)) {
            out.writeInt(row);
        }
    }

    private static void write(DataOutputStream out, Outcomes outcomes, int row) throws IOException {
        if (outcomes instanceof ClassificationOutcomes classification) {
            out.writeInt(classification.truth(row));
            out.writeInt(classification.predicted(row));
            int width = classification.scores().columns(classification.labels().size());
            for (int column = 0; column < width; column++) {
                out.writeDouble(classification.score(row, column));
            }
        } else if (outcomes instanceof RegressionOutcomes regression) {
            out.writeDouble(regression.truth(row));
            out.writeDouble(regression.predicted(row));
        }
    }

    /**
     * Reads outcomes.
     *
     * @throws UserError when there is no such file, or it is damaged or of another version
     */
    public static StoredOutcomes read(Path file) throws IOException {
        return read(file, Long.MAX_VALUE);
    }

    /**
     * The same for a reader that can hold no more than so many numbers: each row has its truth, its prediction and its scores.
     *
     * @throws UserError as above, and when the file says that there are more
     */
    public static StoredOutcomes read(Path file, long mostNumbers) throws IOException {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
                DataInputStream in = new DataInputStream(new BufferedInputStream(new GZIPInputStream(raw), BUFFER))) {
            byte[] magic = new byte[MAGIC.length];
            in.readFully(magic);
            boolean former = Arrays.equals(magic, FORMER_MAGIC);
            if (!former && !Arrays.equals(magic, MAGIC)) {
                throw damaged(file, "it does not begin as such a file does");
            }
            OutcomesHeader header = header(in, file);
            requireAtMost(header, mostNumbers);
            StoredOutcomes stored = rows(in, header, file, former);
            if (in.read() >= 0) {
                throw damaged(file, "there is more in it than its header says");
            }
            return stored;
        } catch (NoSuchFileException e) {
            throw new UserError(file + ": there is no such file.", e);
        } catch (EOFException e) {
            throw new UserError(damaged(file, "it ends too early").getMessage(), e);
        } catch (ZipException e) {
            throw new UserError(damaged(file, "it can't be decompressed").getMessage(), e);
        } catch (UTFDataFormatException e) {
            throw new UserError(damaged(file, "a text in it is not UTF-8").getMessage(), e);
        }
    }

    private static void requireAtMost(OutcomesHeader header, long mostNumbers) {
        int scores = header.scores() == null
                ? 0
                : header.scores().columns(header.labels().size());
        if (header.rows() > mostNumbers / (2 + scores)) {
            throw new UserError(String.format(
                            Locale.ROOT,
                            "the outcomes of %,d rows are too many to be compared here; at most %,d such rows are",
                            header.rows(),
                            mostNumbers / (2 + scores))
                    + ".");
        }
    }

    private static OutcomesHeader header(DataInputStream in, Path file) throws IOException {
        int length = in.readInt();
        if (length < 2 || length > MOST_HEADER) {
            throw damaged(file, "its header has an impossible length");
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        OutcomesHeader header =
                Json.parse(new String(bytes, StandardCharsets.UTF_8), OutcomesHeader.class, file + " (header)");
        if (header.schemaVersion() != OutcomesHeader.SCHEMA_VERSION) {
            throw new UserError(file + ": the outcomes have schema version " + header.schemaVersion()
                    + "; this version reads " + OutcomesHeader.SCHEMA_VERSION + ".");
        }
        if (header.task() == null
                || header.dataSha256() == null
                || header.rows() < 1
                || header.rows() > Integer.MAX_VALUE) {
            throw damaged(file, "its header says too little");
        }
        boolean labels = header.labels() != null
                && header.labels().size() >= 2
                && header.labels().size() <= MOST_LABELS
                && header.scores() != null;
        if (header.task().isClassification() != labels) {
            throw damaged(file, "its header contradicts itself");
        }
        return header;
    }

    private static StoredOutcomes rows(DataInputStream in, OutcomesHeader header, Path file, boolean former)
            throws IOException {
        // Grown as rows come in: the header alone must not make anybody reserve gigabytes.
        long[] keys = new long[1024];
        ClassificationOutcomes.Builder labels = header.task().isClassification() ? builder(header) : null;
        RegressionOutcomes.Builder numbers = labels == null ? RegressionOutcomes.builder() : null;
        int count = labels == null ? 0 : header.labels().size();
        double[] scores = new double[labels == null ? 0 : header.scores().columns(count)];
        for (int row = 0; row < header.rows(); row++) {
            if (row == keys.length) {
                keys = Arrays.copyOf(keys, (int) Math.min(header.rows(), row * 2L));
            }
            keys[row] = in.readLong();
            if (labels == null) {
                numbers.add(in.readDouble(), in.readDouble());
                continue;
            }
            int truth = in.readInt();
            int predicted = in.readInt();
            if (truth < 0 || truth >= count || predicted < ClassificationOutcomes.OUTSIDE || predicted >= count) {
                throw damaged(file, "row " + (row + 1) + " names a label that is not in the list");
            }
            for (int i = 0; i < scores.length; i++) {
                scores[i] = in.readDouble();
            }
            labels.add(truth, predicted, scores);
        }
        return new StoredOutcomes(
                header,
                Arrays.copyOf(keys, (int) header.rows()),
                labels == null ? numbers.build() : labels.build(),
                former
                        ? LearntRows.unknown("its file of outcomes is of an earlier release, which did not note them")
                        : learnt(in, header, file));
    }

    private static LearntRows learnt(DataInputStream in, OutcomesHeader header, Path file) throws IOException {
        int count = in.readInt();
        if (count == UNKNOWN) {
            return LearntRows.unknown(PlainText.line(in.readUTF()));
        }
        BitSet rows = new BitSet();
        int before = -1;
        for (int i = 0; i < count; i++) {
            int row = in.readInt();
            if (row <= before || row >= header.rows()) {
                throw damaged(file, "it names a row that is not in it among those that the model learnt from");
            }
            rows.set(row);
            before = row;
        }
        if (count < 0) {
            throw damaged(file, "it counts fewer rows than none");
        }
        return new LearntRows(rows, null);
    }

    private static ClassificationOutcomes.Builder builder(OutcomesHeader header) {
        int positive = header.posLabel() == null
                ? ClassificationOutcomes.NO_POSITIVE
                : header.labels().indexOf(header.posLabel());
        return ClassificationOutcomes.builder(header.task(), header.labels(), positive, header.scores());
    }

    private static UserError damaged(Path file, String why) {
        return new UserError(file + ": not a file of outcomes, or a damaged one: " + why
                + ". Name the file that validate wrote with --outcomes.");
    }
}
