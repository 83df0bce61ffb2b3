package io.jenkins.plugins.mlpipeline.engine.registry.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.model.booster.BoosterFile;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.read.MlmodelFile;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.read.ModelFiles;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.PackageFiles;
import io.jenkins.plugins.mlpipeline.engine.registry.ArtifactPath;
import io.jenkins.plugins.mlpipeline.engine.registry.Fetched;
import io.jenkins.plugins.mlpipeline.engine.registry.ModelReference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the model among the files that MLflow keeps with it. */
final class ModelFolder {
    /** Flavours whose file may be one that is read. */
    private static final List<String> FLAVOURS = List.of("onnx", "xgboost", "lightgbm");

    private static final Map<String, String> HOW_TO_LOG = Map.of(
            "sklearn",
            "mlflow.onnx.log_model(skl2onnx.to_onnx(model, X[:1]), name=\"model\")",
            "xgboost",
            "mlflow.xgboost.log_model(model, name=\"model\", model_format=\"ubj\")",
            "pytorch",
            "mlflow.onnx.log_model(torch.onnx.export(model, (x,), dynamo=True).model_proto, name=\"model\")",
            "catboost",
            "model.save_model(\"model.onnx\", format=\"onnx\"); mlflow.onnx.log_model(onnx.load(\"model.onnx\"),"
                    + " name=\"model\")");

    private ModelFolder() {}

    /**
     * What was brought, with the model in it.
     *
     * @param digests of all files, by path
     * @throws UserError when none of them is a model that is read
     */
    static Fetched of(ModelReference reference, Path folder, Map<String, String> digests) throws IOException {
        Path model = model(reference, folder, digests.keySet());
        return new Fetched(reference, folder, model, ModelFiles.digests(model).whole(), Digest.ofListing(digests));
    }

    private static Path model(ModelReference reference, Path folder, Set<String> files) throws IOException {
        if (files.contains(PackageFiles.MANIFEST) && files.contains(PackageFiles.ONNX)) {
            return folder;
        }
        JsonNode flavours =
                MlmodelFile.in(folder).map(said -> said.path("flavors")).orElse(null);
        Optional<String> named = flavours == null ? Optional.empty() : named(flavours, folder, files);
        if (named.isPresent()) {
            return folder.resolve(named.get());
        }
        List<String> models = files.stream().filter(ModelFolder::isModel).toList();
        if (models.size() == 1) {
            return folder.resolve(models.get(0));
        }
        if (models.size() > 1) {
            throw new UserError(reference + ": has several models in it: "
                    + String.join(", ", models.subList(0, Math.min(5, models.size())))
                    + ". Log each into a folder of its own.");
        }
        throw none(reference, flavours);
    }

    /** The file that a flavour says is the model, when it is one that is read. */
    private static Optional<String> named(JsonNode flavours, Path folder, Set<String> files) throws IOException {
        for (String flavour : FLAVOURS) {
            String data = flavours.path(flavour).path("data").asText("");
            if (files.contains(data) && (isModel(data) || BoosterFile.of(folder.resolve(data)) != BoosterFile.NONE)) {
                return Optional.of(data);
            }
        }
        return Optional.empty();
    }

    private static boolean isModel(String path) {
        String name = ArtifactPath.name(path).toLowerCase(Locale.ROOT);
        return name.endsWith(".onnx");
    }

    private static UserError none(ModelReference reference, JsonNode flavours) {
        List<String> names = new ArrayList<>();
        if (flavours != null) {
            flavours.fieldNames().forEachRemaining(names::add);
        }
        names.removeIf(name -> !name.matches("[A-Za-z0-9_]{1,40}") || name.equals("python_function"));
        String what = names.isEmpty() ? "no model that is read" : "a model of " + String.join(", ", names);
        String how = names.stream()
                .map(HOW_TO_LOG::get)
                .filter(said -> said != null)
                .findFirst()
                .orElse("mlflow.onnx.log_model(onnx_model, name=\"model\")");
        return new UserError(reference + ": holds " + what + " without an ONNX file, and nothing else of it is opened."
                + " Log it as ONNX: " + how + ".");
    }
}
