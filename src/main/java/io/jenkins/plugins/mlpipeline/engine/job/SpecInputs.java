package io.jenkins.plugins.mlpipeline.engine.job;

import io.jenkins.plugins.mlpipeline.engine.registry.ModelReference;
import io.jenkins.plugins.mlpipeline.engine.spec.Spec;
import io.jenkins.plugins.mlpipeline.engine.spec.SpecBaseline;
import io.jenkins.plugins.mlpipeline.engine.spec.TrainKeys;
import io.jenkins.plugins.mlpipeline.engine.spec.ValidateKeys;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files that work reads. */
public final class SpecInputs {
    private SpecInputs() {}

    /** What a spec names; paths in it are used as they are. */
    public static List<Path> of(Spec spec) {
        SpecBaseline baseline = spec.get(ValidateKeys.BASELINE);
        List<String> data = spec.get(ValidateKeys.DATA);
        Stream<String> others = Stream.of(
                spec.get(TrainKeys.DATA),
                spec.get(TrainKeys.TEST_DATA),
                spec.get(ValidateKeys.MODEL),
                spec.get(ValidateKeys.REFERENCE),
                spec.get(ValidateKeys.PREDICTIONS),
                spec.get(ValidateKeys.ENDPOINT_CA),
                baseline == null ? null : baseline.path());
        return Stream.concat(others, data == null ? Stream.of() : data.stream())
                .filter(named -> named != null && !ModelReference.isOne(named))
                .map(Path::of)
                .toList();
    }
}
