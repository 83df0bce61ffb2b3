package io.jenkins.plugins.mlpipeline.engine.model.onnx.read;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A model's file in memory: what is hashed is what is inspected is what is run, whatever happens to the file meanwhile.
 *
 * @param path where it was read, for messages
 * @param bytes its content as ONNX
 * @param digest {@code sha256:<hex>} of the file
 */
public record ModelFile(Path path, byte[] bytes, String digest) {
    /** The largest file that is read; neither protobuf's messages nor Java's arrays are longer. */
    static final long MAX_BYTES = Integer.MAX_VALUE - 64;

    private static final int HEAD = 8;
    private static final String ZIP = "PK\u0003\u0004";

    /**
     * Reads a file.
     *
     * @throws UserError when there is none, it is too large, or clearly something else than ONNX
     */
    public static ModelFile read(Path path) throws IOException {
        byte[] bytes = bytes(path);
        Optional<String> other = OtherFormat.problem(path, bytes);
        if (other.isPresent()) {
            throw new UserError(path + ": " + other.get());
        }
        return new ModelFile(path, bytes, Digest.ofBytes(bytes));
    }

    /**
     * Reads a TorchScript archive.
     *
     * @throws UserError when there is none, it is too large, or clearly something else
     */
    public static ModelFile readTorchScript(Path path) throws IOException {
        byte[] bytes = bytes(path);
        if (!head(bytes).startsWith(ZIP)) {
            throw new UserError(
                    path + ": is not a TorchScript archive. Save the model with torch.jit.save, or export it"
                            + " with torch.onnx.export.");
        }
        return new ModelFile(path, bytes, Digest.ofBytes(bytes));
    }

    /**
     * Reads a file that becomes an ONNX model in memory.
     *
     * @param made makes the model of the file's content
     * @throws UserError when there is none, it is too large, or no model can be made of it
     */
    public static ModelFile readAs(Path path, UnaryOperator<byte[]> made) throws IOException {
        byte[] bytes = bytes(path);
        return new ModelFile(path, made.apply(bytes), Digest.ofBytes(bytes));
    }

    private static byte[] bytes(Path path) throws IOException {
        if (!Files.exists(path)) {
            throw new UserError(path + ": there is no such file.");
        }
        if (!Files.isRegularFile(path)) {
            throw new UserError(path + ": is not a file; name an .onnx file, or a folder with model.json in it.");
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(path)) {
            if (Files.size(path) > MAX_BYTES) {
                throw tooLarge(path);
            }
            bytes = in.readNBytes((int) MAX_BYTES);
            if (in.read() >= 0) {
                throw tooLarge(path);
            }
        } catch (AccessDeniedException e) {
            throw new UserError(path + ": this user may not read the file. Change its permissions.", e);
        }
        if (bytes.length == 0) {
            throw new UserError(path + ": the file is empty; an ONNX model is expected.");
        }
        return bytes;
    }

    private static String head(byte[] bytes) {
        return new String(bytes, 0, Math.min(HEAD, bytes.length), StandardCharsets.ISO_8859_1);
    }

    private static UserError tooLarge(Path path) {
        return new UserError(path + ": larger than " + (MAX_BYTES >> 20)
                + " MiB, which is the most that is read. Export a smaller model, for example with fewer or shallower"
                + " trees; or keep its values beside it, with onnx.save(..., save_as_external_data=True).");
    }

    /** What a folder is when it is the model of another tool, as the end of a sentence; nothing when it is none that is known. */
    public static Optional<String> otherFormat(Path folder) {
        return OtherFormat.problem(folder);
    }
}
