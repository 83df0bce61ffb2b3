package io.jenkins.plugins.mlpipeline.engine.model.onnx.read;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Models of other tools, known by their first bytes, with the command that makes an ONNX file of them. None of them is opened: a
 * pickle runs any code, and each of the others would need its own tool.
 */
enum OtherFormat {
    /** Any protocol from 2 on, as joblib writes it too. */
    PICKLE(
            "a Python pickle (joblib writes such too)",
            "skl2onnx.to_onnx(model, X[:1]); a pickle can run any code and is never read") {
        @Override
        boolean is(byte[] bytes, String name) {
            return bytes.length > 1 && (bytes[0] & 0xFF) == 0x80 && bytes[1] >= 2 && bytes[1] <= 5;
        }
    },
    COMPRESSED(
            "a compressed file (joblib.dump with compress writes such)",
            "skl2onnx.to_onnx(joblib.load(\"model.joblib\"), X[:1]) where the model was trained") {
        @Override
        boolean is(byte[] bytes, String name) {
            return starts(bytes, "\u001f\u008b")
                    || starts(bytes, "BZh")
                    || starts(bytes, "\u00fd7zXZ")
                    || isZlib(bytes, name);
        }
    },
    CATBOOST("a CatBoost model", "model.save_model(\"model.onnx\", format=\"onnx\")") {
        @Override
        boolean is(byte[] bytes, String name) {
            return starts(bytes, "CBM1");
        }
    },
    LIGHTGBM(
            "a LightGBM text model",
            "onnxmltools.convert_lightgbm(booster, initial_types=[(\"X\", FloatTensorType([None, n]))])") {
        @Override
        boolean is(byte[] bytes, String name) {
            return starts(bytes, "tree\n") || starts(bytes, "tree\r");
        }
    },
    EXPORTED_PROGRAM(
            "an exported program of PyTorch",
            "torch.onnx.export(torch.export.load(\"model.pt2\").module(), (x,), \"model.onnx\", dynamo=True)") {
        @Override
        boolean is(byte[] bytes, String name) {
            return isZip(bytes) && name.endsWith(".pt2");
        }
    },
    KERAS(
            "a Keras model",
            "model = keras.saving.load_model(\"model.keras\"); model(X[:1]); model.export(\"model.onnx\", format=\"onnx\")") {
        @Override
        boolean is(byte[] bytes, String name) {
            return isZip(bytes) && name.endsWith(".keras");
        }
    },
    HDF5(
            "an HDF5 file (Keras saves such)",
            "model = keras.saving.load_model(\"model.h5\"); model(X[:1]); model.export(\"model.onnx\", format=\"onnx\")") {
        @Override
        boolean is(byte[] bytes, String name) {
            return starts(bytes, "\u0089HDF");
        }
    },
    ZIP("a zip archive (PyTorch and Keras save such)", "torch.onnx.export(model, (x,), \"model.onnx\")") {
        @Override
        boolean is(byte[] bytes, String name) {
            return isZip(bytes);
        }
    },
    PMML("PMML", "skl2onnx.to_onnx(model, X[:1]) from the model that the PMML was made of") {
        @Override
        boolean is(byte[] bytes, String name) {
            String text = head(bytes).strip();
            return text.startsWith("<") && text.contains("<PMML");
        }
    },
    XGBOOST(
            "an XGBoost file",
            "onnxmltools.convert_xgboost(booster, initial_types=[(\"X\", FloatTensorType([None, n]))])") {
        @Override
        boolean is(byte[] bytes, String name) {
            return starts(bytes, "{L")
                    || name.endsWith(".ubj")
                    || (starts(bytes, "{") && head(bytes).contains("\"learner\""));
        }
    },
    JSON("JSON", "the tool that wrote it, for example onnxmltools.convert_xgboost") {
        @Override
        boolean is(byte[] bytes, String name) {
            return starts(bytes, "{");
        }
    };

    private static final int HEAD = 4096;

    private final String what;
    private final String export;

    OtherFormat(String what, String export) {
        this.what = what;
        this.export = export;
    }

    /**
     * Whether a file is of this format.
     *
     * @param bytes its content, not empty
     * @param name its name in small letters
     */
    abstract boolean is(byte[] bytes, String name);

    /** What is wrong with a file that is to be an ONNX model, as the end of a sentence; nothing when it may be one. */
    static Optional<String> problem(Path file, byte[] bytes) {
        if (starts(bytes, "version ")) {
            return Optional.of("is a Git LFS pointer, not the model itself. Fetch it with git lfs pull.");
        }
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> format.is(bytes, name))
                .findFirst()
                .map(format -> "is " + format.what + ", not ONNX, and is not opened. Export the model: " + format.export
                        + ".");
    }

    /** The same of a folder. */
    static Optional<String> problem(Path folder) {
        return Files.isRegularFile(folder.resolve("saved_model.pb"))
                ? Optional.of("is a SavedModel of TensorFlow, not ONNX, and is not opened. Export the model: python -m"
                        + " tf2onnx.convert --saved-model " + folder.getFileName() + " --output model.onnx.")
                : Optional.empty();
    }

    private static boolean starts(byte[] bytes, String text) {
        byte[] wanted = text.getBytes(StandardCharsets.ISO_8859_1);
        return bytes.length >= wanted.length && Arrays.equals(bytes, 0, wanted.length, wanted, 0, wanted.length);
    }

    private static boolean isZip(byte[] bytes) {
        return starts(bytes, "PK\u0003\u0004");
    }

    private static boolean isZlib(byte[] bytes, String name) {
        boolean stream = bytes.length > 1 && bytes[0] == 0x78 && ((bytes[0] << 8) + (bytes[1] & 0xFF)) % 31 == 0;
        return stream
                && (name.endsWith(".joblib")
                        || name.endsWith(".pkl")
                        || name.endsWith(".pickle")
                        || name.endsWith(".z"));
    }

    private static String head(byte[] bytes) {
        return new String(bytes, 0, Math.min(HEAD, bytes.length), StandardCharsets.ISO_8859_1);
    }
}
