package io.jenkins.plugins.mlpipeline.engine.model.onnx.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.model.predict.LoadedModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models of other tools: recognised by their first bytes, never opened, answered with the command that exports them. */
class OtherFormatTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "model.pkl | 80 04 95 00 | a Python pickle (joblib writes such too) | skl2onnx.to_onnx(model, X[:1]); a pickle can run any"
                        + " code and is never read",
                "model.onnx | 80 05 95 00 | a Python pickle (joblib writes such too) | skl2onnx.to_onnx(model, X[:1]); a pickle can run"
                        + " any code and is never read",
                "model.joblib | 1f 8b 08 00 | a compressed file (joblib.dump with compress writes such) |"
                        + " skl2onnx.to_onnx(joblib.load(\"model.joblib\"), X[:1]) where the model was trained",
                "model.joblib | 78 9c 01 02 | a compressed file (joblib.dump with compress writes such) |"
                        + " skl2onnx.to_onnx(joblib.load(\"model.joblib\"), X[:1]) where the model was trained",
                "model.cbm | 43 42 4d 31 10 00 | a CatBoost model | model.save_model(\"model.onnx\", format=\"onnx\")",
                "model.txt | 74 72 65 65 0a 76 | a LightGBM text model | onnxmltools.convert_lightgbm(booster, initial_types=[(\"X\","
                        + " FloatTensorType([None, n]))])",
                "model.pt2 | 50 4b 03 04 00 00 | an exported program of PyTorch |"
                        + " torch.onnx.export(torch.export.load(\"model.pt2\").module(), (x,), \"model.onnx\", dynamo=True)",
                "model.keras | 50 4b 03 04 00 00 | a Keras model | model = keras.saving.load_model(\"model.keras\"); model(X[:1]); model.export(\"model.onnx\","
                        + " format=\"onnx\")",
                "model.h5 | 89 48 44 46 0d 0a | an HDF5 file (Keras saves such) |"
                        + " model = keras.saving.load_model(\"model.h5\"); model(X[:1]); model.export(\"model.onnx\", format=\"onnx\")",
                "model.zip | 50 4b 03 04 00 00 | a zip archive (PyTorch and Keras save such) | torch.onnx.export(model, (x,),"
                        + " \"model.onnx\")",
                "model.pmml | 3c 3f 78 6d 6c 3f 3e 3c 50 4d 4d 4c 20 | PMML | skl2onnx.to_onnx(model, X[:1]) from the model that the PMML"
                        + " was made of",
                "model.ubj | 7b 4c 00 00 00 00 | an XGBoost file | onnxmltools.convert_xgboost(booster, initial_types=[(\"X\","
                        + " FloatTensorType([None, n]))])",
                "model.json | 7b 22 6c 65 61 72 6e 65 72 22 3a | an XGBoost file | onnxmltools.convert_xgboost(booster,"
                        + " initial_types=[(\"X\", FloatTensorType([None, n]))])",
                "model.json | 7b 22 61 22 | JSON | the tool that wrote it, for example onnxmltools.convert_xgboost"
            })
    void aModelOfAnotherToolIsNamedWithItsExport(String name, String bytes, String what, String export)
            throws IOException {
        Path file = Files.write(folder.resolve(name), bytes(bytes));
        assertThatThrownBy(() -> ModelFile.read(file))
                .isInstanceOf(UserError.class)
                .hasMessage(file + ": is " + what + ", not ONNX, and is not opened. Export the model: " + export + ".");
    }

    @Test
    void aSavedModelIsNamedWithItsExport() throws IOException {
        Path saved = Files.createDirectory(folder.resolve("saved"));
        Files.writeString(saved.resolve("saved_model.pb"), "x");
        assertThatThrownBy(() -> LoadedModel.open(saved, 1, false, false))
                .isInstanceOf(UserError.class)
                .hasMessage(saved
                        + ": is a SavedModel of TensorFlow, not ONNX, and is not opened. Export the model: python -m"
                        + " tf2onnx.convert --saved-model saved --output model.onnx.");
    }

    @Test
    void anOnnxModelIsNoneOfThem() throws IOException {
        Path file =
                Files.write(folder.resolve("model.onnx"), "\u0008\u0008\u0012".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(OtherFormat.problem(file, Files.readAllBytes(file))).isEmpty();
    }

    private static byte[] bytes(String hexadecimal) {
        String[] parts = hexadecimal.strip().split(" ");
        byte[] bytes = new byte[parts.length];
        for (int i = 0; i < parts.length; i++) {
            bytes[i] = (byte) Integer.parseInt(parts[i], 16);
        }
        return bytes;
    }
}
