package io.jenkins.plugins.mlpipeline.engine.dataset;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;

/** The text of a file: bytes are hashed as they pass, and decoded strictly. */
final class CsvSource extends Reader {
    private final MessageDigest sha = Digest.sha256();
    private final Reader text;

    private CsvSource(InputStream in, Charset charset) {
        text = new InputStreamReader(
                new DigestInputStream(in, sha),
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }

    /**
     * Opens a file.
     *
     * @throws UserError when there is none
     */
    static CsvSource open(Path file, Charset charset) throws IOException {
        if (Files.isDirectory(file)) {
            throw new UserError(file + ": is a folder; name a CSV file.");
        }
        try {
            return new CsvSource(Files.newInputStream(file), charset);
        } catch (NoSuchFileException e) {
            throw new UserError(file + ": there is no such file.", e);
        }
    }

    /** {@code sha256:<hex>} of the bytes; once, after all were read. */
    String digest() {
        return Digest.write(sha);
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        return text.read(buffer, offset, length);
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
