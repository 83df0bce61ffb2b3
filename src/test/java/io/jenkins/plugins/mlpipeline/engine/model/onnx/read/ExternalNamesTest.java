package io.jenkins.plugins.mlpipeline.engine.model.onnx.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files beside a model, found without holding the model: strangers put models into registries that the controller asks. */
class ExternalNamesTest {
    private static final Path MODELS = Path.of("src/test/resources/io/jenkins/plugins/mlpipeline/engine");
    private static final int LARGE = 40 << 20;

    @TempDir
    private Path folder;

    @Test
    void theyAreThoseThatAreReadWhenTheModelIsLoaded() throws IOException {
        int accepted = 0;
        int external = 0;
        for (Path model : models()) {
            TreeSet<String> names = new TreeSet<>();
            try {
                OnnxInspector.parse(ModelFile.read(model))
                        .external()
                        .forEach(tensor -> names.add(ExternalData.name(model, tensor)));
            } catch (UserError e) {
                continue;
            }
            accepted++;
            external += names.size();
            assertThat(ExternalNames.of(model)).as("%s", model).isEqualTo(names);
        }
        assertThat(accepted).isGreaterThan(20);
        assertThat(external).isPositive();
    }

    private static List<Path> models() throws IOException {
        try (Stream<Path> all = Files.walk(MODELS)) {
            return all.filter(file -> file.toString().endsWith(".onnx"))
                    .sorted()
                    .toList();
        }
    }

    /** Forty megabytes of declared inputs without a name, which take a hundred times as much when they are read. */
    @Test
    void aModelOfAnySizeTakesTheMemoryOfABuffer() throws IOException {
        byte[] inputs = new byte[LARGE];
        for (int i = 0; i < inputs.length; i += 2) {
            inputs[i] = 11 << 3 | 2;
        }
        Path model = folder.resolve("model.onnx");
        Files.write(model, message(7, inputs));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        long before = threads.getCurrentThreadAllocatedBytes();
        assertThat(ModelFiles.digests(model).byPath()).containsOnlyKeys("model.onnx");
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(4 << 20);
    }

    @Test
    void aNameThatLeadsElsewhereOrIsCutOffIsNone() throws IOException {
        Path model = folder.resolve("model.onnx");
        for (String location : List.of("../secret", "/etc/passwd", "", "model.onnx", "a".repeat(5_000))) {
            Files.write(model, keeping(location));
            assertThat(ModelFiles.digests(model).byPath()).as(location).containsOnlyKeys("model.onnx");
        }
        Files.writeString(folder.resolve("data"), "x");
        byte[] good = keeping("data");
        Files.write(model, good);
        assertThat(ModelFiles.digests(model).byPath()).containsOnlyKeys("data", "model.onnx");
        for (int length = good.length - 1; length > 0; length--) {
            Files.write(model, java.util.Arrays.copyOf(good, length));
            assertThat(ModelFiles.digests(model).byPath())
                    .as("%d bytes", length)
                    .containsOnlyKeys("model.onnx");
        }
    }

    private static byte[] keeping(String location) throws IOException {
        ByteArrayOutputStream entry = new ByteArrayOutputStream();
        entry.write(message(1, "location".getBytes()));
        entry.write(message(2, location.getBytes()));
        ByteArrayOutputStream tensor = new ByteArrayOutputStream();
        tensor.write(message(8, "w".getBytes()));
        tensor.write(message(13, entry.toByteArray()));
        tensor.write(new byte[] {14 << 3, 1});
        return message(7, message(5, tensor.toByteArray()));
    }

    /** A field that has a length. */
    private static byte[] message(int field, byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(field << 3 | 2);
        int length = content.length;
        while (length > 0x7F) {
            out.write(length & 0x7F | 0x80);
            length >>>= 7;
        }
        out.write(length);
        out.write(content);
        return out.toByteArray();
    }
}
