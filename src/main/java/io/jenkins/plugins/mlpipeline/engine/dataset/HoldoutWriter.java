package io.jenkins.plugins.mlpipeline.engine.dataset;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.AtomicFiles;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;

/** Copies rows of a CSV file byte for byte, line ends, quoting, charset and byte order mark as they are. */
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
        MessageDigest read = Digest.sha256();
        MessageDigest written = Digest.sha256();
        AtomicFiles.write(target, out -> {
            try (InputStream in = new DigestInputStream(Files.newInputStream(data.file()), read);
                    LineCopy copy = new LineCopy(
                            in,
                            new DigestOutputStream(out, written),
                            data.format().charset())) {
                copy.lines(data.lines().headerFirst(), data.lines().headerCount());
                for (int row : rows) {
                    copy.lines(data.lines().first(row), data.lines().count(row));
                }
                copy.drain();
            }
            if (!Digest.write(read).equals(data.sha256())) {
                throw new UserError(
                        data.file() + ": the file changed while it was read. Run again when it is complete.");
            }
        });
        return Digest.write(written);
    }
}
