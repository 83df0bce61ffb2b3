package io.jenkins.plugins.mlpipeline.engine.model.onnx.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxInspectorTest {
    @TempDir
    private Path folder;

    @Test
    void readsNamesTypesAndShapes() throws Exception {
        OnnxFacts facts = OnnxInspector.inspect(foreign("pipeline_int64_tensor.onnx"));

        assertThat(facts.producer()).startsWith("skl2onnx");
        assertThat(facts.opsets()).containsOnlyKeys("ai.onnx", "ai.onnx.ml").containsEntry("ai.onnx", 17L);
        assertThat(facts.operators()).contains("OneHotEncoder", "LinearClassifier");
        assertThat(facts.inputs()).hasSize(9);
        assertThat(facts.inputs().get(0))
                .isEqualTo(new OnnxValue(
                        "checking_account",
                        OnnxValue.Form.TENSOR,
                        ElementKind.STRING,
                        "tensor(string)",
                        List.of(-1L, 1L)));
        assertThat(facts.inputs().get(1).kind()).isEqualTo(ElementKind.INT64);
        assertThat(facts.outputs()).extracting(OnnxValue::name).containsExactly("label", "probabilities");
        assertThat(facts.hasZipMap()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            forest_int_zipmap      | 0, 1, 2
            forest_int_tensor      | 0, 1, 2
            forest_str_zipmap      | setosa, versicolor, virginica
            logistic_str_tensor    | benign, malignant
            svc                    | setosa, versicolor, virginica
            pipeline_float_zipmap  | bad, good
            xgboost_multiclass     | 0, 1, 2
            lightgbm_tensor        | 0, 1
            """)
    void findsClassLabelsInOrder(String model, String labels) throws Exception {
        assertThat(OnnxInspector.inspect(foreign(model + ".onnx")).classLabels())
                .containsExactly(labels.split(", "));
    }

    @Test
    void networksAndRegressorsNameNoLabels() throws Exception {
        assertThat(OnnxInspector.inspect(foreign("torch_softmax.onnx")).classLabels())
                .isNull();
        assertThat(OnnxInspector.inspect(foreign("regressor_boosting.onnx")).classLabels())
                .isNull();
    }

    @Test
    void labelsBehindALabelEncoderFollowItsKeys() throws Exception {
        NodeProto argMax = NodeProto.newBuilder()
                .setOpType("ArgMax")
                .addInput("x")
                .addOutput("best")
                .build();
        NodeProto encoder = NodeProto.newBuilder()
                .setOpType("LabelEncoder")
                .setDomain("ai.onnx.ml")
                .addInput("best")
                .addOutput("y")
                .addAttribute(AttributeProto.newBuilder()
                        .setName("keys_int64s")
                        .addInts(1)
                        .addInts(0))
                .addAttribute(AttributeProto.newBuilder()
                        .setName("values_strings")
                        .addStrings(ByteString.copyFromUtf8("yes"))
                        .addStrings(ByteString.copyFromUtf8("no")))
                .build();
        assertThat(OnnxInspector.inspect(write(model(argMax, encoder))).classLabels())
                .containsExactly("no", "yes");
    }

    @Test
    void labelsPickedFromAConstantListAreFound() throws Exception {
        ModelProto.Builder model = model(NodeProto.newBuilder()
                .setOpType("ArrayFeatureExtractor")
                .setDomain("ai.onnx.ml")
                .addInput("classes")
                .addInput("x")
                .addOutput("y")
                .build());
        model.getGraphBuilder()
                .addInitializer(TensorProto.newBuilder()
                        .setName("classes")
                        .setDataType(TensorProto.DataType.INT32.getNumber())
                        .addInt32Data(3)
                        .addInt32Data(7));
        assertThat(OnnxInspector.inspect(write(model)).classLabels()).containsExactly("3", "7");
    }

    @Test
    void thereIsNoFile() {
        Path missing = folder.resolve("none.onnx");
        assertRefused(missing, missing + ": there is no such file.");
        assertRefused(folder, folder + ": is not a file; name an .onnx file, or a folder with model.json in it.");
    }

    @Test
    void fileIsEmpty() throws Exception {
        Path file = write(new byte[0]);
        assertRefused(file, file + ": the file is empty; an ONNX model is expected.");
    }

    @Test
    void fileIsCutOff() throws Exception {
        byte[] whole = Files.readAllBytes(foreign("forest_int_tensor.onnx"));
        Path file = write(Arrays.copyOf(whole, whole.length - 100));
        assertRefused(
                file,
                file + ": is not an ONNX model, or is cut off (" + (whole.length - 100)
                        + " bytes). Export or copy it again.");
    }

    @Test
    void fileIsText() throws Exception {
        Path file = write("just some text, no model\n".getBytes(StandardCharsets.UTF_8));
        assertRefused(file, file + ": is not an ONNX model, or is cut off (25 bytes). Export or copy it again.");
    }

    @Test
    void fileIsAPointer() throws Exception {
        Path pointer = write("version https://git-lfs\noid sha256:0".getBytes(StandardCharsets.UTF_8));
        assertRefused(pointer, pointer + ": is a Git LFS pointer, not the model itself. Fetch it with git lfs pull.");
    }

    @Test
    void graphIsMissing() throws Exception {
        Path file = write(ModelProto.newBuilder().setIrVersion(8).setProducerName("x"));
        assertRefused(
                file, file + ": is not an ONNX model: there is no graph with outputs in it. Export the model again.");
    }

    @Test
    void fileIsTooLarge() throws Exception {
        Path file = folder.resolve("large.onnx");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(ModelFile.MAX_BYTES + 1);
        }
        assertRefused(
                file,
                file
                        + ": larger than 2047 MiB, which is the most that is read. Export a smaller model, for example with"
                        + " fewer or shallower trees; or keep its values beside it, with onnx.save(...,"
                        + " save_as_external_data=True).");
    }

    @Test
    void externalDataElsewhereIsRefused() throws Exception {
        ModelProto.Builder model = model(identity("x", "y"));
        model.getGraphBuilder()
                .addInitializer(TensorProto.newBuilder()
                        .setName("weights")
                        .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                        .addExternalData(StringStringEntryProto.newBuilder()
                                .setKey("location")
                                .setValue("/etc/passwd")));
        Path file = write(model);
        assertRefused(file, outside(file, "/etc/passwd"));
    }

    @Test
    void externalDataInANestedGraphIsRefused() throws Exception {
        TensorProto outside = TensorProto.newBuilder()
                .setName("hidden")
                .addExternalData(
                        StringStringEntryProto.newBuilder().setKey("location").setValue("w.bin"))
                .build();
        GraphProto inner = GraphProto.newBuilder()
                .addNode(NodeProto.newBuilder()
                        .setOpType("Constant")
                        .addOutput("c")
                        .addAttribute(
                                AttributeProto.newBuilder().setName("value").setT(outside)))
                .build();
        Path file = write(model(NodeProto.newBuilder()
                .setOpType("If")
                .addInput("x")
                .addOutput("y")
                .addAttribute(AttributeProto.newBuilder().setName("then_branch").setG(inner))
                .build()));
        assertRefused(file, external(file, "hidden"));
    }

    @Test
    void customOperatorsAreRefused() throws Exception {
        NodeProto custom = NodeProto.newBuilder()
                .setOpType("Steal")
                .setDomain("com.evil")
                .addInput("x")
                .addOutput("y")
                .build();
        Path file = write(model(custom));
        assertRefused(
                file,
                file
                        + ": needs the custom operator \"com.evil.Steal\", which would have to be loaded as native code; that"
                        + " is refused. Export the model with standard operators.");
    }

    @Test
    void functionsThatTheModelItselfDefinesAreNoCustomOperators() throws Exception {
        NodeProto call = NodeProto.newBuilder()
                .setOpType("Same")
                .setDomain("pkg.own")
                .addInput("x")
                .addOutput("y")
                .build();
        ModelProto.Builder model = model(call);
        model.addFunctions(FunctionProto.newBuilder()
                .setName("Same")
                .setDomain("pkg.own")
                .addInput("a")
                .addOutput("b")
                .addNode(identity("a", "b")));
        assertThat(OnnxInspector.inspect(write(model)).operators()).containsExactly("Same");
    }

    @Test
    void tooManyOperatorsAreRefused() throws Exception {
        ModelProto.Builder model = model(identity("x", "y"));
        NodeProto one = identity("x", "z");
        for (int i = 0; i < OnnxReader.MAX_NODES; i++) {
            model.getGraphBuilder().addNode(one);
        }
        Path file = write(model);
        assertRefused(
                file,
                file + ": has more than 200000 operators, which is the most that is run. Export a smaller model.");
    }

    @Test
    void deeplyNestedGraphsAreRefused() throws Exception {
        GraphProto graph = GraphProto.newBuilder().addNode(identity("x", "y")).build();
        for (int i = 0; i < 200; i++) {
            graph = GraphProto.newBuilder()
                    .addNode(NodeProto.newBuilder()
                            .setOpType("If")
                            .addAttribute(AttributeProto.newBuilder()
                                    .setName("then_branch")
                                    .setG(graph)))
                    .build();
        }
        ModelProto.Builder model = model(identity("x", "y"));
        model.getGraphBuilder().addAllNode(graph.getNodeList());
        Path file = write(model);
        assertRefused(
                file,
                file + ": has more than 30 graphs within one another, which is the most that is run. Export a simpler"
                        + " model.");
    }

    /** Whatever the bytes are, the answer is facts or a sentence. */
    @ParameterizedTest
    @ValueSource(strings = {"pipeline_float_zipmap", "svc", "torch_squeezed", "lightgbm_zipmap"})
    void damagedFilesNeverEndInAnythingButASentence(String name) throws Exception {
        byte[] whole = Files.readAllBytes(foreign(name + ".onnx"));
        Random random = new Random(42);
        int refused = 0;
        for (int i = 0; i < 2000; i++) {
            byte[] damaged = Arrays.copyOf(whole, whole.length - random.nextInt(3) * random.nextInt(whole.length / 3));
            for (int changes = random.nextInt(8); changes >= 0; changes--) {
                damaged[random.nextInt(Math.min(damaged.length, 1 + random.nextInt(damaged.length)))] =
                        (byte) random.nextInt(256);
            }
            ModelFile file = new ModelFile(Path.of("damaged.onnx"), damaged, "");
            try {
                OnnxFacts facts = OnnxInspector.facts(OnnxInspector.parse(file), file.path());
                assertThat(facts.inputs()).isNotEmpty();
            } catch (UserError e) {
                assertThat(e.getMessage()).startsWith("damaged.onnx: ");
                refused++;
            }
        }
        assertThat(refused).isBetween(1, 2000);
    }

    private static String outside(Path file, String location) {
        return file + ": keeps \"weights\" in the file \"" + location
                + "\"; external data is read only from a file beside the"
                + " model, in the same folder. Put it there with onnx.save(model, \"" + file.getFileName()
                + "\", save_as_external_data=True, location=\"" + file.getFileName() + ".data\").";
    }

    private static String external(Path file, String tensor) {
        return file + ": keeps \"" + tensor
                + "\", which is no constant of the main graph, in another file (external data); that is refused. Export into"
                + " one file; torch.onnx.export does with external_data=False, onnx.save with"
                + " save_as_external_data=False.";
    }

    private static void assertRefused(Path file, String message) {
        assertThatThrownBy(() -> OnnxInspector.inspect(file))
                .isInstanceOf(UserError.class)
                .hasMessage(message);
    }

    private static NodeProto identity(String in, String out) {
        return NodeProto.newBuilder()
                .setOpType("Identity")
                .addInput(in)
                .addOutput(out)
                .build();
    }

    /** A model from a float tensor x [rows, 2] to a label y. */
    private static ModelProto.Builder model(NodeProto... nodes) {
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
                .setGraph(GraphProto.newBuilder()
                        .setName("test")
                        .addInput(value("x", TensorProto.DataType.FLOAT, 2))
                        .addOutput(value("y", TensorProto.DataType.STRING, 1))
                        .addAllNode(Arrays.asList(nodes)));
    }

    private static ValueInfoProto value(String name, TensorProto.DataType type, long width) {
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(type.getNumber())
                                .setShape(TensorShapeProto.newBuilder()
                                        .addDim(TensorShapeProto.Dimension.newBuilder()
                                                .setDimParam("rows"))
                                        .addDim(TensorShapeProto.Dimension.newBuilder()
                                                .setDimValue(width)))))
                .build();
    }

    private Path write(ModelProto.Builder model) throws IOException {
        return write(model.build().toByteArray());
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(Files.createTempFile(folder, "model", ".onnx"), bytes);
    }

    private static Path foreign(String name) throws URISyntaxException {
        return Path.of(OnnxInspectorTest.class
                .getResource("/io/jenkins/plugins/mlpipeline/engine/model/foreign/" + name)
                .toURI());
    }
}
