package io.jenkins.plugins.mlpipeline.engine.validation;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.check.ReferenceFile;
import io.jenkins.plugins.mlpipeline.engine.dataset.Column;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvCursor;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.read.FeatureNames;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.read.NamesList;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.read.OnnxValue;
import io.jenkins.plugins.mlpipeline.engine.model.predict.LoadedModel;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * In which order a model's single tensor takes its columns: as {@code features} names them, else as the model's own file does,
 * else as the reference has them, else as they stand in the data.
 *
 * @param names columns in the order of the tensor
 * @param byName whether the model takes each by its name, so that the order means nothing
 * @param notes what a reader should know about it, one sentence each
 */
record FeatureOrder(List<String> names, boolean byName, List<String> notes) {
    private FeatureOrder(List<String> names, List<String> notes) {
        this(names, false, notes);
    }

    /** The columns in the order in which they are fed; null where the model takes each by its name. */
    List<String> ofTensor() {
        return byName ? null : names;
    }

    /**
     * Settles the order.
     *
     * @param features columns that may be fed, in the order of the data
     * @throws UserError when the model names columns of which some are missing
     */
    static FeatureOrder of(
            ValidationRequest request, LoadedModel model, DataSource source, String data, List<String> features)
            throws IOException {
        long width = width(model);
        if (model.manifest() != null || isNamed(model, features)) {
            return new FeatureOrder(features, true, List.of());
        }
        List<FeatureNames> named = model.facts().featureNames().stream()
                .filter(names -> width < 0 || names.names().size() == width)
                .toList();
        Optional<FeatureNames> own = named.stream()
                .filter(names -> new HashSet<>(features).containsAll(names.names()))
                .findFirst();
        if (source.selection().features() != null) {
            return asked(source.selection().features(), features, own);
        }
        if (own.isPresent()) {
            return taken(own.get().names(), features, own.get().where());
        }
        for (FeatureNames names : named) {
            requireAllOrNone(model.name(), names, data, features);
        }
        if (request.reference() != null) {
            List<String> learnt = reference(request.reference(), source);
            boolean fits = width < 0 ? learnt.size() == features.size() : learnt.size() == width;
            if (fits && new HashSet<>(features).containsAll(learnt)) {
                return taken(learnt, features, "the reference " + request.reference());
            }
        }
        return new FeatureOrder(
                features,
                features.size() < 2
                        ? List.of()
                        : List.of(
                                "nothing says in which order the model takes its columns in its one tensor, so they are"
                                        + " fed as they stand in " + data + " (" + NamesList.of(features)
                                        + "). Name them with features in the order of training."));
    }

    /** Whether every input takes one column, by its name. */
    private static boolean isNamed(LoadedModel model, List<String> features) {
        List<OnnxValue> inputs = model.facts().inputs();
        return inputs.stream().noneMatch(input -> input.dimension(1) > 1)
                && (inputs.size() > 1
                        || ((inputs.get(0).rank() == 1 || inputs.get(0).dimension(1) == 1)
                                && features.contains(inputs.get(0).name())));
    }

    /** How many columns the inputs take together; -1 when one of them leaves it open. */
    private static long width(LoadedModel model) {
        long width = 0;
        for (OnnxValue input : model.facts().inputs()) {
            long columns = input.rank() == 1 ? 1 : input.dimension(1);
            if (columns < 0) {
                return -1;
            }
            width += columns;
        }
        return width;
    }

    private static FeatureOrder asked(List<String> named, List<String> features, Optional<FeatureNames> own) {
        LinkedHashSet<String> order = new LinkedHashSet<>(named);
        order.retainAll(new HashSet<>(features));
        List<String> names = List.copyOf(order);
        boolean other = own.isPresent() && !own.get().names().equals(names);
        return new FeatureOrder(
                names,
                other
                        ? List.of("features names the columns of the model's one tensor otherwise than "
                                + own.get().where() + " ("
                                + NamesList.of(own.get().names())
                                + "); they are fed as features says (" + NamesList.of(names) + ").")
                        : List.of());
    }

    private static FeatureOrder taken(List<String> names, List<String> features, String where) {
        return new FeatureOrder(
                names,
                names.equals(features)
                        ? List.of()
                        : List.of("the columns of the model's one tensor are fed in the order of " + where + ": "
                                + NamesList.of(names) + "."));
    }

    /** Names of which some are columns of the data are no names of something else. */
    private static void requireAllOrNone(String model, FeatureNames named, String data, List<String> features) {
        List<String> missing =
                named.names().stream().filter(name -> !features.contains(name)).toList();
        if (named.isMeant() && missing.size() < named.names().size()) {
            throw new UserError(model + ": takes the column \"" + missing.get(0) + "\" according to " + named.where()
                    + ", and " + data + " has no such column to feed. " + NearNames.hint(missing.get(0), features)
                    + " Rename the column, or name the columns with features in the order of training.");
        }
    }

    private static List<String> reference(Path file, DataSource source) throws IOException {
        if (file.toString().toLowerCase(Locale.ROOT).endsWith(".json")) {
            return ReferenceFile.read(file).columns().stream().map(Column::name).toList();
        }
        try (CsvCursor rows = CsvCursor.open(file, source.format())) {
            return rows.header().stream()
                    .filter(name -> !name.equals(source.selection().label()))
                    .filter(name -> !name.equals(source.selection().rowId()))
                    .filter(name -> !source.selection().ignore().contains(name))
                    .toList();
        }
    }
}
