package io.jenkins.plugins.mlpipeline.engine.spec;

import java.util.LinkedHashMap;
import java.util.Map;

/** Puts options over a spec. */
final class SpecMerge {
    private SpecMerge() {}

    static Spec merge(Spec spec, Spec over) {
        return new Spec(
                spec.name(),
                or(over.sha256(), spec.sha256()),
                or(over.task(), spec.task()),
                or(over.label(), spec.label()),
                or(over.labels(), spec.labels()),
                or(over.posLabel(), spec.posLabel()),
                or(over.rowId(), spec.rowId()),
                or(over.features(), spec.features()),
                or(over.ignore(), spec.ignore()),
                both(spec.columns(), over.columns()),
                csv(spec.csv(), over.csv()),
                train(spec.train(), over.train()),
                validate(spec.validate(), over.validate()),
                new Spec.Ledger(
                        or(over.ledger().maxUses(), spec.ledger().maxUses()),
                        or(over.ledger().file(), spec.ledger().file())),
                new Spec.Model(
                        or(over.model().name(), spec.model().name()),
                        or(over.model().version(), spec.model().version()),
                        or(over.model().owner(), spec.model().owner()),
                        or(over.model().intendedUse(), spec.model().intendedUse())),
                spec.gates().overriddenBy(over.gates()));
    }

    private static Spec.Csv csv(Spec.Csv csv, Spec.Csv over) {
        return new Spec.Csv(
                or(over.delimiter(), csv.delimiter()),
                or(over.charset(), csv.charset()),
                or(over.missing(), csv.missing()),
                or(over.decimal(), csv.decimal()),
                or(over.thousands(), csv.thousands()),
                or(over.numberSigns(), csv.numberSigns()),
                or(over.badNumbers(), csv.badNumbers()),
                or(over.comment(), csv.comment()),
                or(over.dates(), csv.dates()));
    }

    private static Spec.Train train(Spec.Train train, Spec.Train over) {
        // Held-out rows are a share or a file: whichever the options name replaces the other.
        boolean testData = over.testData() != null;
        boolean testSize = over.testSize() != null;
        return new Spec.Train(
                or(over.data(), train.data()),
                testSize ? over.testData() : or(over.testData(), train.testData()),
                testData ? over.testSize() : or(over.testSize(), train.testSize()),
                or(over.split(), train.split()),
                or(over.seed(), train.seed()),
                or(over.algorithm(), train.algorithm()),
                or(over.candidates(), train.candidates()),
                both(train.hyperparameters(), over.hyperparameters()),
                or(over.classWeight(), train.classWeight()),
                or(over.threads(), train.threads()));
    }

    private static Spec.Validate validate(Spec.Validate validate, Spec.Validate over) {
        // A model or predictions: whichever the options name replaces the other.
        boolean predictions = over.predictions() != null;
        boolean model = over.model() != null;
        // The digest belongs to the spec's data file and says nothing about another one.
        boolean data = over.data() != null;
        return new Spec.Validate(
                predictions ? over.model() : or(over.model(), validate.model()),
                or(over.data(), validate.data()),
                data ? over.sha256() : or(over.sha256(), validate.sha256()),
                or(over.reference(), validate.reference()),
                model ? over.predictions() : or(over.predictions(), validate.predictions()),
                or(over.predictionColumn(), validate.predictionColumn()),
                or(over.scoreColumns(), validate.scoreColumns()),
                or(over.scores(), validate.scores()),
                or(over.threshold(), validate.threshold()),
                or(over.subject(), validate.subject()),
                or(over.threads(), validate.threads()),
                validate.analysis().overriddenBy(over.analysis()));
    }

    private static <T> Map<String, T> both(Map<String, T> spec, Map<String, T> over) {
        if (spec == null || over == null) {
            return or(over, spec);
        }
        Map<String, T> both = new LinkedHashMap<>(spec);
        both.putAll(over);
        return both;
    }

    private static <T> T or(T first, T second) {
        return first == null ? second : first;
    }
}
