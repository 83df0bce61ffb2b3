package io.jenkins.plugins.mlpipeline.engine.gate;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.util.List;

/** Reads the section {@code train}. */
final class TrainReader {
    private static final List<String> ALGORITHMS =
            List.of("auto", "gradient_boosting", "random_forest", "logistic_regression", "linear_regression", "mlp");
    private static final List<String> SPLITS = List.of("stratified", "random", "group", "time");

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
        String algorithm = train.oneOf("algorithm", ALGORITHMS);
        List<String> candidates = train.texts("candidates");
        if (candidates != null) {
            List<String> known = ALGORITHMS.subList(1, ALGORITHMS.size());
            candidates.forEach(candidate -> Fields.requireOneOf(train.at("candidates"), "candidate", candidate, known));
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
        int colon = split.indexOf(':');
        String kind = colon < 0 ? split : split.substring(0, colon);
        Fields.requireOneOf(train.at("split"), "split", kind, SPLITS);
        boolean byColumn = kind.equals("group") || kind.equals("time");
        if (byColumn != colon > 0 || byColumn && split.substring(colon + 1).isBlank()) {
            throw new UserError(train.at("split") + ": split \"" + split + "\" is not understood; write stratified,"
                    + " random, group:COLUMN or time:COLUMN.");
        }
    }
}
