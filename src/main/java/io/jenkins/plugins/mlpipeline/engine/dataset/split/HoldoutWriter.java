package io.jenkins.plugins.mlpipeline.engine.dataset.split;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.TrainingData;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.LineCopy;
import io.jenkins.plugins.mlpipeline.engine.dataset.source.TableSource;
import io.jenkins.plugins.mlpipeline.engine.io.AtomicFiles;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;

/**
 * Copies rows of a CSV file byte for byte, line ends, quoting, charset and byte order mark as they are; compressed ones
 * unpacked, and rows of other formats as CSV.
 */
public final class HoldoutWriter {
    private HoldoutWriter() {}

    /**
     * Writes the header and some rows of a file; other lines, empty ones among them, are left out.
     *
     * @param data what was read from the file
     * @param rows positions of the rows, ascending
     * @param target where to write; seen whole or not at all
     * @return {@code sha256:<hex>} of what was written
     * @throws UserError when the file is no longer what was read
     */
    public static String write(TrainingData data, int[] rows, Path target) throws IOException {
        MessageDigest written = Digest.sha256();
        AtomicFiles.write(target, out -> {
            try (TableSource source = TableSource.open(data.file());
                    LineCopy copy = new LineCopy(
                            source.text(),
                            new DigestOutputStream(out, written),
                            data.format().charset(),
                            source.isMade())) {
                copy.lines(data.lines().headerFirst(), data.lines().headerCount());
                for (int row : rows) {
                    copy.lines(data.lines().first(row), data.lines().count(row));
                }
                copy.drain();
                if (!source.digest().equals(data.sha256())) {
                    throw new UserError(
                            data.file() + ": the file changed while it was read. Run again when it is complete.");
                }
            }
        });
        return Digest.write(written);
    }

    /**
     * Writes some rows of one file of a folder, as {@link #write} does, and ends the last one's line.
     *
     * @param data what was read from the file
     * @param header the folder's columns
     * @param isFirst whether the header is written too
     * @param out stays open
     */
    public static void writePart(
            TrainingData data,
            Path folder,
            String part,
            List<String> header,
            int[] rows,
            boolean isFirst,
            OutputStream out)
            throws IOException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        int mark;
        try (TableSource source = TableSource.openPart(folder, part, header);
                LineCopy copy =
                        new LineCopy(source.text(), written, data.format().charset(), source.isMade())) {
            // A byte order mark belongs to the first file alone.
            mark = isFirst ? 0 : written.size();
            if (isFirst) {
                copy.lines(data.lines().headerFirst(), data.lines().headerCount());
            }
            for (int row : rows) {
                copy.lines(data.lines().first(row), data.lines().count(row));
            }
        }
        byte[] bytes = written.toByteArray();
        out.write(bytes, mark, bytes.length - mark);
        if (bytes.length > mark && bytes[bytes.length - 1] != '\n' && bytes[bytes.length - 1] != '\r') {
            out.write('\n');
        }
    }

    /**
     * Writes all rows of a file: a CSV file byte for byte, another one as CSV.
     *
     * @param target where to write; seen whole or not at all
     */
    public static void copy(Path file, Path target) throws IOException {
        AtomicFiles.write(target, out -> {
            try (TableSource source = TableSource.open(file)) {
                source.text().transferTo(out);
            }
        });
    }
}
