package io.jenkins.plugins.mlpipeline.engine.model;

import ai.djl.engine.Engine;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.Column;
import io.jenkins.plugins.mlpipeline.engine.evaluation.ModelRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A model ready to predict: a package folder, or an ONNX file of any origin.
 *
 * <p>{@code try (LoadedModel model = LoadedModel.open(path, threads)) { BoundModel bound = model.bind(...); ... }}. As many
 * threads as asked for may predict different batches at once; another may fill batches meanwhile.
 */
public final class LoadedModel implements AutoCloseable {
    private final String name;
    private final ModelRef ref;
    private final OnnxFacts facts;
    private final OutputRoles roles;
    private final ModelManifest manifest;
    private final OnnxPredictor predictor;
    private final long loadNanos;

    private LoadedModel(
            String name,
            ModelRef ref,
            OnnxFacts facts,
            OutputRoles roles,
            ModelPackage folder,
            OnnxPredictor predictor,
            long loadNanos) {
        this.name = name;
        this.ref = ref;
        this.facts = facts;
        this.roles = roles;
        this.manifest = folder == null ? null : folder.manifest();
        this.predictor = predictor;
        this.loadNanos = loadNanos;
    }

    /**
     * Loads a model.
     *
     * @param model an {@code .onnx} file, or a folder with {@code model.json}
     * @param threads most threads that predict at once, at least 1
     * @throws UserError when there is none, it is refused, or can't be loaded
     */
    public static LoadedModel open(Path model, int threads) throws IOException {
        requireSupported(model);
        try {
            return load(model, threads);
        } catch (OutOfMemoryError e) {
            throw new UserError(
                    model + ": needs more memory than this process may use ("
                            + (Runtime.getRuntime().maxMemory() >> 20)
                            + " MiB). Give it a larger heap, or export a smaller model.",
                    e);
        }
    }

    private static LoadedModel load(Path model, int threads) throws IOException {
        ModelPackage folder = Files.isDirectory(model) ? ModelPackage.read(model) : null;
        ModelFile file = ModelFile.read(folder == null ? model : folder.onnx());
        String name = model.toString();
        OnnxGraph graph = OnnxInspector.parse(file);
        OnnxFacts facts = OnnxInspector.facts(graph, file.path());
        OutputRoles roles = OutputRoles.of(name, facts.outputs());
        byte[] runnable = facts.hasZipMap() ? ZipMaps.strip(file.bytes(), graph) : file.bytes();
        OnnxRuntime.start();
        long start = System.nanoTime();
        OnnxPredictor predictor = OnnxPredictor.open(name, runnable, roles, threads);
        long loadNanos = System.nanoTime() - start;
        return new LoadedModel(name, ref(model, folder, file), facts, roles, folder, predictor, loadNanos);
    }

    private static ModelRef ref(Path model, ModelPackage folder, ModelFile file) {
        String name = String.valueOf(model.toAbsolutePath().normalize().getFileName());
        return folder == null
                ? new ModelRef(name, file.digest(), "onnx", (long) file.bytes().length)
                : new ModelRef(name, folder.digest(), "package", folder.sizeBytes());
    }

    /** The model as it is named in messages. */
    public String name() {
        return name;
    }

    /** Name, digest, format and size. */
    public ModelRef ref() {
        return ref;
    }

    /** What the ONNX file says about itself. */
    public OnnxFacts facts() {
        return facts;
    }

    /** Which outputs are what. */
    public OutputRoles roles() {
        return roles;
    }

    /** What the package's {@code model.json} says; null for a plain ONNX file. */
    public ModelManifest manifest() {
        return manifest;
    }

    /** How long ONNX Runtime took to load the model, the engine itself being there already. */
    public long loadNanos() {
        return loadNanos;
    }

    /** Versions of what runs the model. */
    public static Map<String, String> engines() {
        Map<String, String> engines = new LinkedHashMap<>();
        engines.put("djl", Engine.getDjlVersion());
        engines.put("onnxruntime", OnnxRuntime.version());
        return engines;
    }

    /**
     * Binds the inputs to the columns of a file.
     *
     * @param file the data's file, for messages
     * @param header all its columns
     * @param features those that may be fed, in file order
     * @throws UserError when columns are missing or too many
     */
    public BoundModel bind(String file, List<String> header, List<String> features) {
        Map<String, Column> schemas = new HashMap<>();
        if (manifest != null) {
            manifest.columns().forEach(column -> schemas.put(column.name(), column));
        }
        InputBinding binding = InputBinding.of(name, facts.inputs(), file, header, features, schemas);
        long fixedRows = InputBinding.fixedRows(name, facts.inputs());
        return new BoundModel(binding, Math.toIntExact(fixedRows), file, facts.usedColumns());
    }

    /**
     * Predicts the rows of a batch.
     *
     * @throws UserError when the model fails on them
     */
    public Answers predict(InputBatch batch) {
        return predictor.predict(batch);
    }

    @Override
    public void close() {
        predictor.close();
    }

    private static void requireSupported(Path model) {
        String file = String.valueOf(model.getFileName()).toLowerCase(Locale.ROOT);
        if (file.endsWith(".pt") || file.endsWith(".pth")) {
            throw new UserError(model + ": TorchScript is not supported yet. Export the model with torch.onnx.export.");
        }
        if (Files.isDirectory(model) && !ModelPackage.isPackage(model)) {
            throw new UserError(model + ": is a folder without model.json. Name an .onnx file, or the folder that train"
                    + " wrote.");
        }
    }
}
