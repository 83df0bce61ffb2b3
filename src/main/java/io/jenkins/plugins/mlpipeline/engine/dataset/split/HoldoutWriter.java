package io.jenkins.plugins.mlpipeline.engine.dataset.split;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.TrainingData;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.LineCopy;
import io.jenkins.plugins.mlpipeline.engine.dataset.source.TableSource;
import io.jenkins.plugins.mlpipeline.engine.io.AtomicFiles;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;

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
