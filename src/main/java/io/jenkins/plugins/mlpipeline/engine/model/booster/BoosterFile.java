package io.jenkins.plugins.mlpipeline.engine.model.booster;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Which library wrote a file, by its first bytes and its name. */
public enum BoosterFile {
    /** JSON or UBJSON. */
    XGBOOST {
        @Override
        BoosterModel read(byte[] bytes, String name) {
            boolean binary = bytes.length > 1 && bytes[0] == '{' && bytes[1] != '"' && bytes[1] > ' ';
            try {
                return XgboostFile.read(binary ? UbJson.parse(bytes) : BoosterJson.parse(bytes, name));
            } catch (IllegalArgumentException e) {
                throw new Unreadable("is not whole, or is damaged. Save the model again.");
            }
        }
    },
    /** Text. */
    LIGHTGBM {
        @Override
        BoosterModel read(byte[] bytes, String name) {
            return LightgbmFile.read(new String(bytes, StandardCharsets.UTF_8));
        }
    },
    /** None of them. */
    NONE {
        @Override
        BoosterModel read(byte[] bytes, String name) {
            throw new IllegalStateException("no file of these");
        }
    };

    private static final int HEAD = 256;

    /** What a file is; {@link #NONE} also when there is none. */
    public static BoosterFile of(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return NONE;
        }
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(HEAD);
        } catch (IOException e) {
            // Said better by whoever reads it.
            return NONE;
        }
        String start = new String(head, StandardCharsets.ISO_8859_1);
        if (start.startsWith("tree\n") || start.startsWith("tree\r")) {
            return LIGHTGBM;
        }
        boolean json = start.stripLeading().startsWith("{");
        return json && (name.endsWith(".ubj") || start.startsWith("{L") || start.contains("\"learner\""))
                ? XGBOOST
                : NONE;
    }

    abstract BoosterModel read(byte[] bytes, String name);

    /**
     * The model of a file as ONNX; equal files give equal bytes.
     *
     * @param bytes its content
     * @param name to begin a message with
     * @throws UserError when it is not whole, or of a version or kind that was not compared with the library
     */
    public byte[] onnx(byte[] bytes, String name) {
        try {
            return read(bytes, name).onnx().bytes();
        } catch (Unreadable e) {
            throw new UserError(name + ": " + e.getMessage(), e);
        }
    }

    /** The format's name in documents. */
    public String format() {
        return name().toLowerCase(Locale.ROOT);
    }
}
