package io.jenkins.plugins.mlpipeline.engine.spec;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.SplitSpec;
import io.jenkins.plugins.mlpipeline.engine.training.catalogue.Algorithm;
import java.util.List;

/** Reads the section {@code train}. */
final class TrainReader {
    private TrainReader() {}

    static Spec.Train read(Fields train) {
        Double testSize = train.number("testSize");
        if (testSize != null && !(testSize > 0 && testSize < 1)) {
            throw train.wrong(train.raw("testSize"), "testSize", "a share of rows between 0 and 1");
        }
        String split = train.text("split");
        if (split != null) {
            split(train, split);
        }
        String algorithm = train.oneOf("algorithm", Algorithm.keys());
        List<String> candidates = train.texts("candidates");
        if (candidates != null) {
            candidates.forEach(candidate ->
                    Fields.requireOneOf(train.at("candidates"), "candidate", candidate, Algorithm.candidateKeys()));
        }
        return new Spec.Train(
                train.text("data"),
                train.text("testData"),
                testSize,
                split,
                train.integer("seed"),
                algorithm,
                candidates,
                train.textMap("hyperparameters"),
                train.oneOf("classWeight", List.of("balanced")),
                train.threads("threads"));
    }

    private static void split(Fields train, String split) {
        try {
            SplitSpec.parse(split);
        } catch (UserError e) {
            throw new UserError(train.at("split") + ": " + e.getMessage(), e);
        }
    }
}
