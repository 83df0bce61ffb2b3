package io.jenkins.plugins.mlpipeline.engine.job;

import io.jenkins.plugins.mlpipeline.engine.spec.Spec;
import io.jenkins.plugins.mlpipeline.engine.spec.SpecBaseline;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The files that work reads. */
public final class SpecInputs {
    private SpecInputs() {}

    /** What a spec names; paths in it are used as they are. */
    public static List<Path> of(Spec spec) {
        Spec.Validate validate = spec.validate();
        SpecBaseline baseline = validate.analysis().baseline();
        return Stream.of(
                        spec.train().data(),
                        spec.train().testData(),
                        validate.model(),
                        validate.data(),
                        validate.reference(),
                        validate.predictions(),
                        baseline == null ? null : baseline.path())
                .filter(Objects::nonNull)
                .map(Path::of)
                .toList();
    }
}
