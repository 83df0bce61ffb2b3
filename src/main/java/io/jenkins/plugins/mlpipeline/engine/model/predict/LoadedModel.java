package io.jenkins.plugins.mlpipeline.engine.model.predict;

import ai.djl.engine.Engine;
import io.jenkins.plugins.mlpipeline.engine.Aside;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.Column;
import io.jenkins.plugins.mlpipeline.engine.evaluation.ModelRef;
import io.jenkins.plugins.mlpipeline.engine.model.booster.BoosterFile;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.read.ExternalData;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.read.FloatBorder;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.read.InlinedConstants;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.read.ModelFile;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.read.NamesList;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.read.OnnxFacts;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.read.OnnxGraph;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.read.OnnxInspector;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.read.OnnxTrees;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.read.OnnxValue;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.read.OutputRoles;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.read.ZipMaps;
import io.jenkins.plugins.mlpipeline.engine.model.trees.TreeModel;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.ModelDigests;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.ModelManifest;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.ModelPackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A model ready to predict: a package folder, an ONNX file of any origin, a file of XGBoost or LightGBM, or
 * a TorchScript archive.
 *
 * <p>{@code try (LoadedModel model = LoadedModel.open(path, threads, false, false)) { BoundModel bound = model.bind(...); ... }}. As many
 * threads as asked for may predict different batches at once; another may fill batches meanwhile.
 */
public final class LoadedModel implements AutoCloseable {
    /** Made-up rows that the own evaluation of trees is compared on. */
    private static final int PROBES = 1024;

    private static final Aside<Optional<TreeModel>> NO_TREES = Aside.begin(1, Optional::empty);

    private static final String TORCH_SCRIPT = "torchscript";

    private final String name;
    private final ModelRef ref;
    private final OnnxFacts facts;
    private final OutputRoles roles;
    private final ModelManifest manifest;
    private final RowsPredictor predictor;
    private final long loadNanos;
    /** The file's trees, until it is settled who evaluates them; nothing when it isn't made of trees alone. */
    private Aside<Optional<TreeModel>> ensemble;
    /** What predicts in place of ONNX Runtime; null while that does. */
    private volatile TreePredictor trees;

    private LoadedModel(
            String name,
            ModelRef ref,
            OnnxFacts facts,
            OutputRoles roles,
            ModelPackage folder,
            RowsPredictor predictor,
            Aside<Optional<TreeModel>> ensemble,
            long loadNanos) {
        this.name = name;
        this.ensemble = ensemble;
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
     * @param model an {@code .onnx} file, a file of XGBoost or LightGBM, a folder with {@code model.json}, or a TorchScript
     *     archive ({@code .pt})
     * @param threads most threads that predict at once, at least 1
     * @param torchScript whether TorchScript is allowed, which can run code
     * @param manyRows whether enough rows come to make {@link #hasten} worth its time; it is prepared meanwhile
     * @throws UserError when there is none, it is refused, or can't be loaded
     */
    public static LoadedModel open(Path model, int threads, boolean torchScript, boolean manyRows) throws IOException {
        requireSupported(model, torchScript);
        try {
            return isTorchScript(model) ? loadTorchScript(model, threads) : load(model, threads, manyRows);
        } catch (OutOfMemoryError e) {
            throw new UserError(
                    model + ": needs more memory than this process may use ("
                            + (Runtime.getRuntime().maxMemory() >> 20)
                            + " MiB). Give it a larger heap, or export a smaller model.",
                    e);
        }
    }

    private static LoadedModel load(Path model, int threads, boolean manyRows) throws IOException {
        Aside<Void> engine = Aside.begin(threads, () -> {
            OnnxRuntime.start();
            return null;
        });
        ModelPackage folder = Files.isDirectory(model) ? ModelPackage.read(model) : null;
        String name = model.toString();
        BoosterFile booster = folder == null ? BoosterFile.of(model) : BoosterFile.NONE;
        ModelFile file = booster == BoosterFile.NONE
                ? ModelFile.read(folder == null ? model : folder.onnx())
                : ModelFile.readAs(model, bytes -> booster.onnx(bytes, name));
        OnnxGraph graph = OnnxInspector.parse(file);
        OnnxFacts facts = OnnxInspector.facts(graph, file.path());
        OutputRoles roles = OutputRoles.of(name, facts.outputs(), facts.classLabels());
        byte[] unzipped = facts.hasZipMap() ? ZipMaps.strip(file.bytes(), graph) : file.bytes();
        ExternalData data = external(folder, file, graph);
        FloatBorder border = FloatBorder.of(InlinedConstants.into(unzipped, data.small()), facts.inputs(), roles);
        Aside<Optional<TreeModel>> trees = Aside.begin(
                manyRows ? threads : 1,
                () -> OnnxTrees.read(file.bytes(), graph, facts, roles).flatMap(TreeModel::of));
        engine.get();
        long start = System.nanoTime();
        RowsPredictor predictor = OnnxPredictor.open(name, border, data, threads);
        long loadNanos = System.nanoTime() - start;
        return new LoadedModel(
                name, ref(model, folder, booster, file, data), facts, roles, folder, predictor, trees, loadNanos);
    }

    /** What TorchScript does not say about itself is open: the columns, and what the numbers mean. */
    private static LoadedModel loadTorchScript(Path model, int threads) throws IOException {
        ModelFile file = ModelFile.readTorchScript(model);
        String name = model.toString();
        OnnxValue input = OnnxValue.floats("input");
        OnnxValue output = OnnxValue.floats("output");
        OnnxFacts facts =
                new OnnxFacts("TorchScript", Map.of(), Set.of(), List.of(input), List.of(output), null, List.of(), 0);
        long start = System.nanoTime();
        RowsPredictor predictor = TorchPredictor.open(name, file.bytes(), threads);
        long loadNanos = System.nanoTime() - start;
        ModelRef ref = new ModelRef(fileName(model), file.digest(), TORCH_SCRIPT, (long) file.bytes().length);
        return new LoadedModel(
                name, ref, facts, new OutputRoles(null, output, List.of()), null, predictor, NO_TREES, loadNanos);
    }

    private static String fileName(Path model) {
        return String.valueOf(model.toAbsolutePath().normalize().getFileName());
    }

    private static ExternalData external(ModelPackage folder, ModelFile file, OnnxGraph graph) throws IOException {
        ExternalData data = ExternalData.read(file.path(), graph);
        if (folder != null && !data.digests().isEmpty()) {
            throw new UserError(file.path() + ": keeps values in "
                    + NamesList.of(data.digests().keySet())
                    + ", which model.json does not list. Train again, or name the .onnx file itself.");
        }
        return data;
    }

    private static ModelRef ref(Path model, ModelPackage folder, BoosterFile booster, ModelFile file, ExternalData data)
            throws IOException {
        String name = fileName(model);
        if (booster != BoosterFile.NONE) {
            return new ModelRef(name, file.digest(), booster.format(), Files.size(model));
        }
        if (folder != null) {
            return new ModelRef(name, folder.digest(), "package", folder.sizeBytes());
        }
        if (data.digests().isEmpty()) {
            return new ModelRef(name, file.digest(), "onnx", (long) file.bytes().length);
        }
        Map<String, String> digests = new HashMap<>(data.digests());
        digests.put(name, file.digest());
        return new ModelRef(
                name,
                ModelDigests.of(digests).whole(),
                "onnx",
                file.bytes().length + data.bytes(),
                List.copyOf(data.digests().keySet()),
                null,
                null,
                null);
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

    /** Versions of what runs the model, and whether that is the own evaluation of trees. */
    public Map<String, String> engines() {
        Map<String, String> engines = new LinkedHashMap<>();
        engines.put("djl", Engine.getDjlVersion());
        if (ref.format().equals(TORCH_SCRIPT)) {
            engines.put("pytorch", Engine.getEngine(TorchPredictor.ENGINE).getVersion());
        } else {
            engines.put("onnxruntime", OnnxRuntime.version());
        }
        if (isHastened()) {
            engines.put("trees", "own evaluation");
        }
        return engines;
    }

    /**
     * Binds the inputs to the columns of a file.
     *
     * @param file the data's file, for messages
     * @param header all its columns
     * @param features those that may be fed, in file order
     * @param order those that a single tensor is fed, in its order
     * @throws UserError when columns are missing or too many
     */
    public BoundModel bind(String file, List<String> header, List<String> features, List<String> order) {
        Map<String, Column> schemas = new HashMap<>();
        if (manifest != null) {
            manifest.columns().forEach(column -> schemas.put(column.name(), column));
        }
        InputBinding binding = InputBinding.of(name, facts.inputs(), file, header, features, order, schemas);
        long fixedRows = InputBinding.fixedRows(name, facts.inputs());
        return new BoundModel(binding, Math.toIntExact(fixedRows), facts.usedColumns());
    }

    /**
     * Predicts the rows of a batch.
     *
     * @throws UserError when the model fails on them
     */
    public BatchAnswers predict(InputBatch batch) {
        TreePredictor own = trees;
        return own == null ? predictor.predict(batch) : own.predict(batch);
    }

    /** Predicts as a server would, by ONNX Runtime, whoever else could; for measuring how long that takes. */
    public BatchAnswers serve(InputBatch batch) {
        return predictor.predict(batch);
    }

    /**
     * Lets an evaluation of trees of our own, which is several times as fast, predict from now on, if the model is made of
     * trees alone and it answers as ONNX Runtime does: on these rows, and on made-up ones at the trees' thresholds and with
     * missing values. To be called once, before other batches are predicted.
     *
     * @param rows the first ones of many
     * @param bound what made the batch
     * @return a sentence when the two answer differently, so that ONNX Runtime goes on alone; else nothing
     */
    public Optional<String> hasten(BoundModel bound, InputBatch rows) {
        Optional<TreeModel> model = ensemble.get();
        ensemble = NO_TREES;
        if (model.isEmpty()) {
            return Optional.empty();
        }
        TreePredictor own = new TreePredictor(model.get());
        InputBatch probes = bound.newBatch(PROBES);
        if (!own.takes(rows) || !own.takes(probes)) {
            return Optional.empty();
        }
        probes.put(model.get().probes(PROBES, probes.buffers().get(0).width), PROBES);
        for (InputBatch batch : List.of(rows, probes)) {
            if (!TreePredictor.agree(own.predict(batch), predictor.predict(batch))) {
                return Optional.of("the model's trees are evaluated by ONNX Runtime alone, which takes longer: the own"
                        + " evaluation answers some rows differently.");
            }
        }
        trees = own;
        return Optional.empty();
    }

    /** Whether the own evaluation of trees predicts. */
    public boolean isHastened() {
        return trees != null;
    }

    @Override
    public void close() {
        predictor.close();
    }

    private static boolean isTorchScript(Path model) {
        String file = String.valueOf(model.getFileName()).toLowerCase(Locale.ROOT);
        return file.endsWith(".pt") || file.endsWith(".pth");
    }

    private static void requireSupported(Path model, boolean torchScript) {
        if (isTorchScript(model) && !torchScript) {
            throw new UserError(model + ": is TorchScript, which can run code when it predicts, and that is not allowed"
                    + " here. Allow it (--allow-torchscript, or the administrator's setting in Jenkins), or export the"
                    + " model with torch.onnx.export.");
        }
        if (Files.isDirectory(model) && !ModelPackage.isPackage(model)) {
            ModelFile.otherFormat(model).ifPresent(problem -> {
                throw new UserError(model + ": " + problem);
            });
            throw new UserError(model + ": is a folder without model.json. Name an .onnx file, or the folder that train"
                    + " wrote.");
        }
    }
}
