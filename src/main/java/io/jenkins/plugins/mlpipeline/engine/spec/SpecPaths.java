package io.jenkins.plugins.mlpipeline.engine.spec;

import java.nio.file.Path;

/**
 * Paths in a spec are relative to the spec's folder, so that a spec and its data can be moved together; paths in options
 * are relative to where the command runs.
 */
public final class SpecPaths {
    private SpecPaths() {}

    /**
     * The spec with its relative paths put below a folder.
     *
     * @param folder the folder that holds the spec file
     */
    public static Spec below(Path folder, Spec spec) {
        Spec.Train train = spec.train();
        Spec.Validate validate = spec.validate();
        return new Spec(
                spec.name(),
                spec.sha256(),
                spec.task(),
                spec.label(),
                spec.labels(),
                spec.posLabel(),
                spec.rowId(),
                spec.features(),
                spec.ignore(),
                spec.columns(),
                spec.csv(),
                new Spec.Train(
                        below(folder, train.data()),
                        below(folder, train.testData()),
                        train.testSize(),
                        train.split(),
                        train.seed(),
                        train.algorithm(),
                        train.candidates(),
                        train.hyperparameters(),
                        train.classWeight(),
                        train.threads()),
                new Spec.Validate(
                        below(folder, validate.model()),
                        below(folder, validate.data()),
                        validate.sha256(),
                        below(folder, validate.reference()),
                        below(folder, validate.predictions()),
                        validate.predictionColumn(),
                        validate.scoreColumns(),
                        validate.scores(),
                        validate.threshold(),
                        validate.subject(),
                        validate.threads(),
                        validate.analysis().below(folder)),
                new Spec.Ledger(
                        spec.ledger().maxUses(), below(folder, spec.ledger().file())),
                spec.model(),
                spec.gates());
    }

    static String below(Path folder, String path) {
        return path == null ? null : folder.resolve(path).normalize().toString();
    }
}
