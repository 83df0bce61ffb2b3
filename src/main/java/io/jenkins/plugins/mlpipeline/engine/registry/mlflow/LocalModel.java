package io.jenkins.plugins.mlpipeline.engine.registry.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.read.MlmodelFile;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.read.ModelFiles;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.ModelDigests;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.ModelPlace;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.PackageFiles;
import io.jenkins.plugins.mlpipeline.engine.registry.Fetched;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** A model of this machine, as it is put into a store of artifacts. */
final class LocalModel {
    /** What MLflow keeps beside a model. */
    private static final List<String> DESCRIPTIONS = List.of(
            MlmodelFile.NAME,
            "conda.yaml",
            "python_env.yaml",
            "requirements.txt",
            "input_example.json",
            "serving_input_example.json");

    private LocalModel() {}

    /**
     * A model of this machine.
     *
     * @throws io.jenkins.plugins.mlpipeline.engine.UserError when there is none
     */
    static Fetched of(Path named) throws IOException {
        Path model = ModelPlace.of(named);
        ModelDigests digests = ModelFiles.digests(model);
        return new Fetched(null, folder(model), model, digests.whole(), Digest.ofListing(digests.byPath()));
    }

    /**
     * The files of a model, by their paths in the store, with a description that MLflow's own tools can load it by.
     *
     * @param columns in the order in which the model's one tensor takes them; null where it takes them by name
     * @param written an empty folder for what is not there yet
     */
    static Map<String, Path> files(Fetched given, List<String> columns, Path written) throws IOException {
        Path model = given.model();
        Path folder = folder(model);
        Map<String, Path> files = new TreeMap<>();
        for (String path : ModelFiles.digests(model).byPath().keySet()) {
            files.put(path, folder.resolve(path));
        }
        String onnx = Files.isDirectory(model) ? PackageFiles.ONNX : String.valueOf(model.getFileName());
        if (isDescribed(folder, onnx)
                && (columns == null || ColumnOrder.stated(model).isPresent())) {
            for (String name : DESCRIPTIONS) {
                if (Files.isRegularFile(folder.resolve(name))) {
                    files.put(name, folder.resolve(name));
                }
            }
        } else if (onnx.toLowerCase(Locale.ROOT).endsWith(".onnx")) {
            files.put(
                    MlmodelFile.NAME, Files.writeString(written.resolve(MlmodelFile.NAME), description(onnx, columns)));
        }
        return files;
    }

    private static Path folder(Path model) {
        return Files.isDirectory(model) ? model : Objects.requireNonNullElse(model.getParent(), Path.of(""));
    }

    private static boolean isDescribed(Path folder, String file) throws IOException {
        JsonNode flavours =
                MlmodelFile.in(folder).map(said -> said.path("flavors")).orElse(null);
        return flavours != null && flavours.path("onnx").path("data").asText("").equals(file);
    }

    private static String description(String file, List<String> columns) {
        // JSON is YAML: whatever is in the name stays in it.
        String name = TextNode.valueOf(file).toString();
        return """
                flavors:
                  onnx:
                    code: null
                    data: <name>
                    onnx_session_options: null
                    providers:
                    - CPUExecutionProvider
                  python_function:
                    data: <name>
                    loader_module: mlflow.onnx
                """.replace("<name>", name) + (columns == null ? "" : ColumnOrder.signature(columns));
    }
}
