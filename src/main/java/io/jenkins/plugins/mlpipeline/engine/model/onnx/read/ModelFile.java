package io.jenkins.plugins.mlpipeline.engine.model.onnx.read;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A model's file in memory: what is hashed is what is inspected is what is run, whatever happens to the file meanwhile.
 *
 * @param path where it was read, for messages
 * @param bytes its content
 * @param digest {@code sha256:<hex>}
 */
public record ModelFile(Path path, byte[] bytes, String digest) {
    /** The largest file that is read. */
    static final long MAX_BYTES = 1L << 30;

    private static final int HEAD = 8;
    private static final String ZIP = "PK\u0003\u0004";

    /**
     * Reads a file.
     *
     * @throws UserError when there is none, it is too large, or clearly something else than ONNX
     */
    public static ModelFile read(Path path) throws IOException {
        byte[] bytes = bytes(path);
        String other = otherFormat(bytes);
        if (other != null) {
            throw new UserError(path + ": " + other);
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
                + " trees.");
    }

    /** What a file is when it isn't ONNX, by its first bytes; null when it may be. */
    private static String otherFormat(byte[] bytes) {
        int first = bytes[0] & 0xFF;
        int second = bytes.length > 1 ? bytes[1] & 0xFF : -1;
        String head = head(bytes);
        if (head.startsWith(ZIP)) {
            return "is a zip archive (PyTorch and Keras save such), not ONNX. Export the model, for example with"
                    + " torch.onnx.export.";
        }
        if (first == 0x80 && second >= 2 && second <= 5) {
            return "is a Python pickle, not ONNX. Export the model, for example with skl2onnx.to_onnx; a pickle can run"
                    + " any code and is never read.";
        }
        if (head.startsWith("\u0089HDF")) {
            return "is an HDF5 file (Keras saves such), not ONNX. Export the model, for example with tf2onnx.";
        }
        if (head.startsWith("{")) {
            return "looks like JSON or an XGBoost file, not ONNX. Export the model, for example with"
                    + " onnxmltools.convert_xgboost.";
        }
        if (head.startsWith("version ")) {
            return "is a Git LFS pointer, not the model itself. Fetch it with git lfs pull.";
        }
        if (head.startsWith("tree\n") || head.startsWith("tree\r")) {
            return "is a LightGBM text model, not ONNX. Export it with onnxmltools.convert_lightgbm.";
        }
        return null;
    }
}
