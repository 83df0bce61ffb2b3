package io.jenkins.plugins.mlpipeline.engine.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.read.ModelFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Models whose constants lie in a file beside them, as PyTorch writes them; and what a stranger may write in its place. */
class ExternalDataTest {
    private static final FieldCase CASE = FieldCase.of("external");
    private static final String DATA = "external.onnx.data";
    /** Bytes of the weights from four columns to 400 units. */
    private static final int LARGEST = 4 * 400 * Float.BYTES;

    @TempDir
    private Path folder;

    private Path model;
    private Path data;

    @BeforeEach
    void copy() throws IOException {
        model = Files.copy(CASE.model(), folder.resolve("external.onnx"));
        data = Files.copy(FieldCase.file(DATA), folder.resolve(DATA));
    }

    @Test
    void metricsEqualThoseOfTheModelsOwnTool() throws IOException {
        Evaluation evaluation = run();
        assertThat(evaluation.metrics().get("accuracy").value()).isCloseTo(CASE.expected("accuracy"), within(1e-12));
        assertThat(evaluation.metrics().get("log_loss").value()).isCloseTo(CASE.expected("log_loss"), within(1e-6));
    }

    @Test
    void theDigestIsOfAllFiles() throws IOException {
        Evaluation evaluation = run();
        String listing = Digest.ofListing(Map.of("external.onnx", Digest.ofFile(model), DATA, Digest.ofFile(data)));
        assertThat(evaluation.model().digest()).isEqualTo(listing);
        assertThat(evaluation.model().files()).containsExactly(DATA);
        assertThat(evaluation.model().sizeBytes()).isEqualTo(Files.size(model) + Files.size(data));
        assertThat(ModelFiles.digests(model).whole()).isEqualTo(listing);
        assertThat(Subject.resolve(model.toString())).isEqualTo(listing);
        byte[] bytes = Files.readAllBytes(data);
        bytes[offsetOfLargest()] ^= 1;
        Files.write(data, bytes);
        assertThat(run().model().digest()).isNotEqualTo(listing);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc/passwd",
                "../external.onnx.data",
                "..",
                ".",
                "sub/external.onnx.data",
                "sub\\external.onnx.data",
                "C:external.onnx.data",
                "",
                "external.onnx"
            })
    void onlyTheNameOfAnotherFileBesideTheModelIsFollowed(String location) throws IOException {
        change("location", location);
        assertThat(mistake())
                .startsWith("MODEL: keeps \"")
                .contains("\" in the file \"" + location
                        + "\"; external data is read only from a file beside the model, in the"
                        + " same folder. Put it there with onnx.save(model, \"external.onnx\", save_as_external_data=True,"
                        + " location=\"external.onnx.data\").");
    }

    @Test
    void aLinkIsNotFollowed() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("other")).resolve(DATA);
        Files.move(data, elsewhere);
        Files.createSymbolicLink(data, elsewhere);
        assertThat(mistake())
                .isEqualTo(
                        "DATA: is a link, and external.onnx keeps values there; only an ordinary file beside the model is"
                                + " read. Copy the file there.");
    }

    @Test
    void aFileThatIsNotThereIsNamed() throws IOException {
        Files.delete(data);
        assertThat(mistake())
                .isEqualTo(
                        "DATA: there is no such file, and external.onnx keeps values in it (external data). Copy it beside"
                                + " the model, or export the model into one file; torch.onnx.export does with external_data=False.");
    }

    @Test
    void aFileThatIsTooShortIsNamed() throws IOException {
        Files.write(data, new byte[8]);
        assertThat(mistake())
                .contains(" bytes from ")
                .endsWith(
                        "on) is not that long, or not in the file \"external.onnx.data\", which has 8 bytes. Export or copy"
                                + " both files again.");
    }

    @ParameterizedTest
    @CsvSource({
        "offset, -1",
        "offset, 1x",
        "offset, ''",
        "offset, 99999999999999999999",
        "offset, 999999999999",
        "length, -4",
        "length, 3",
        "length, 0",
        "length, 999999999999"
    })
    void aPlaceThatIsNoneIsRefused(String key, String value) throws IOException {
        change(key, value);
        assertThat(mistake()).startsWith("MODEL: ").contains("xport");
    }

    @Test
    void aConstantThatIsThereTwiceIsRefused() throws IOException {
        edit(changed -> {
            TensorProto first = changed.getGraph().getInitializerList().stream()
                    .filter(tensor -> tensor.getExternalDataCount() > 0)
                    .findFirst()
                    .orElseThrow();
            changed.getGraphBuilder().addInitializer(first);
        });
        assertThat(mistake()).startsWith("MODEL: has two constants of the name \"");
    }

    @Test
    void whatIsHashedIsWhatIsRun() throws IOException {
        double accuracy = run().metrics().get("accuracy").value();
        byte[] bytes = Files.readAllBytes(data);
        Arrays.fill(bytes, offsetOfLargest(), offsetOfLargest() + LARGEST, (byte) 0);
        Files.write(data, bytes);
        assertThat(run().metrics().get("accuracy").value()).isLessThan(accuracy);
    }

    /** Where the weights of the first layer begin. */
    private int offsetOfLargest() throws IOException {
        for (TensorProto tensor :
                ModelProto.parseFrom(Files.readAllBytes(model)).getGraph().getInitializerList()) {
            Map<String, String> place = new HashMap<>();
            tensor.getExternalDataList().forEach(entry -> place.put(entry.getKey(), entry.getValue()));
            if (Integer.toString(LARGEST).equals(place.get("length"))) {
                return Integer.parseInt(place.get("offset"));
            }
        }
        throw new IllegalStateException("the model has no such constant");
    }

    /** Changes what every constant says of its place. */
    private void change(String key, String value) throws IOException {
        edit(changed -> {
            List<TensorProto.Builder> tensors = changed.getGraphBuilder().getInitializerBuilderList();
            for (TensorProto.Builder tensor : tensors) {
                for (StringStringEntryProto.Builder entry : tensor.getExternalDataBuilderList()) {
                    if (entry.getKey().equals(key)) {
                        entry.setValue(value);
                    }
                }
            }
        });
    }

    private void edit(Consumer<ModelProto.Builder> change) throws IOException {
        ModelProto.Builder changed = ModelProto.parseFrom(Files.readAllBytes(model)).toBuilder();
        change.accept(changed);
        Files.write(model, changed.build().toByteArray());
    }

    private Evaluation run() throws IOException {
        return Trial.run(CASE.request().withModel(model));
    }

    private String mistake() throws IOException {
        try {
            run();
            return "no mistake was found";
        } catch (UserError e) {
            return e.getMessage().replace(data.toString(), "DATA").replace(model.toString(), "MODEL");
        }
    }
}
