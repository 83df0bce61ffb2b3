package io.jenkins.plugins.mlpipeline.engine.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.read.OnnxInspector;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.ModelPackage;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.PackageFiles;
import io.jenkins.plugins.mlpipeline.engine.validation.Validation;
import io.jenkins.plugins.mlpipeline.engine.validation.ValidationRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Models: the graph, and the document that says what it is for. */
final class ModelTargets {
    private ModelTargets() {}

    /** @param requests how the undamaged model of each name is validated */
    static Target onnx(List<Target.Sample> corpus, Map<String, ValidationRequest> requests) {
        return new Target("onnx", corpus, List.of(new WireMutator(), new ByteMutator()), (of, bytes, folder) -> {
                    Path file = Files.write(folder.resolve("model.onnx"), bytes);
                    OnnxInspector.inspect(file);
                    ValidationRequest request = requests.get(of.name()).withModel(file);
                    DataTargets.assertConsistent(Validation.run(request, rows -> {}, Clock.systemUTC()));
                })
                .withNative();
    }

    /** @param onnx the graph that the package holds */
    static Target manifest(List<Target.Sample> corpus, byte[] onnx, Path holdout) {
        return new Target("model.json", corpus, List.of(new JsonMutator(), BombMutator.json()), (of, bytes, folder) -> {
                    Path directory = Files.createDirectories(folder.resolve("package"));
                    Files.write(directory.resolve(PackageFiles.ONNX), onnx);
                    Files.write(directory.resolve(PackageFiles.MANIFEST), bytes);
                    ModelPackage read = ModelPackage.read(directory);
                    assertThat(Digest.isDigest(read.digest())).isTrue();
                    assertThat(read.manifest().files())
                            .anyMatch(f -> f.path().equals(PackageFiles.ONNX)
                                    && f.sha256().equals(Digest.ofBytes(onnx)));
                    DataTargets.assertConsistent(Validation.run(
                            ValidationRequest.of(directory, holdout, null), rows -> {}, Clock.systemUTC()));
                    Json.write(read.manifest());
                })
                .withNative();
    }
}
