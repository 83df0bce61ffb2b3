package io.jenkins.plugins.mlpipeline.engine.validation;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.check.Reference;
import io.jenkins.plugins.mlpipeline.engine.check.RowChecks;
import io.jenkins.plugins.mlpipeline.engine.dataset.Column;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnSelection;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowPlaces;
import io.jenkins.plugins.mlpipeline.engine.dataset.rows.RowSet;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.model.predict.BoundModel;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.ModelManifest;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.PackageFiles;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Decides what rows are checked for, by what a model package says about the rows that it learnt from. */
final class RowCheckSetup {
    private RowCheckSetup() {}

    /**
     * @param manifest what the model's package says; null for a plain ONNX file
     * @param features the columns that a plain model may be fed
     * @param known the rows to compare with where they were read already; else null
     */
    static RowChecks of(
            ValidationRequest request,
            ModelManifest manifest,
            Reference known,
            List<String> header,
            List<String> features,
            BoundModel bound,
            DataSource source,
            PredictionTask target)
            throws IOException {
        if (manifest == null) {
            return plain(request, known, header, features, bound.unused(), source, target);
        }
        String label = source.selection().label();
        List<String> columns = manifest.columns().stream().map(Column::name).toList();
        List<String> named = bound.named(header, columns);
        for (String column : columns) {
            if (!named.contains(column)) {
                throw new UserError(request.model().resolve(PackageFiles.MANIFEST) + ": names the column \"" + column
                        + "\", which " + RowPlaces.named(source.files()) + " doesn't have. "
                        + NearNames.hint(column, features));
            }
        }
        Reference reference = known != null
                ? known
                : request.reference() == null
                        ? reference(request.model(), manifest)
                        : ReferenceRows.read(request.reference(), source, target, columns, types(manifest));
        String weights = manifest.training().weights() == null
                ? null
                : manifest.training().weights().column();
        List<String> unknown = bound.unused().stream()
                .filter(column -> !column.equals(weights))
                .toList();
        return new RowChecks(named, columns, label, target.labels(), reference, unknown);
    }

    /**
     * Of a model that says nothing of the rows that it learnt from.
     *
     * @param features the columns that it may be fed
     * @param unused those of them that it is not fed
     * @param known the rows to compare with where they were read already; else null
     */
    static RowChecks plain(
            ValidationRequest request,
            Reference known,
            List<String> header,
            List<String> features,
            List<String> unused,
            DataSource source,
            PredictionTask target)
            throws IOException {
        List<String> taken =
                features.stream().filter(feature -> !unused.contains(feature)).toList();
        Reference reference = known != null
                ? known
                : request.reference() == null
                        ? Reference.NONE
                        : ReferenceRows.read(request.reference(), source, target, taken, Map.of());
        return new RowChecks(header, taken, source.selection().label(), target.labels(), reference, unused);
    }

    private static Map<String, ColumnSelection.Declared> types(ModelManifest manifest) {
        return manifest.columns().stream()
                .collect(Collectors.toMap(
                        Column::name,
                        column -> new ColumnSelection.Declared(column.type(), column.categories(), column.date())));
    }

    private static Reference reference(Path model, ModelManifest manifest) throws IOException {
        ModelManifest.TrainingPart training = manifest.training();
        Path file = model.resolve(PackageFiles.ROW_SET);
        RowSet rows = null;
        String unknown = null;
        if (training.rowSet() == null) {
            unknown = "the package does not say which rows it learnt from";
        } else if (!Files.isRegularFile(file)) {
            unknown = PackageFiles.ROW_SET + ", which says which rows the model learnt from, is not beside it";
        } else {
            rows = rows(file, training.rowSet());
        }
        return new Reference(training.data(), manifest.columns(), training.profile(), rows, unknown);
    }

    private static RowSet rows(Path file, String expected) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (!Digest.ofBytes(bytes).equals(expected)) {
            throw new UserError(
                    file + ": belongs to another model than the one beside it. Take the file that train wrote"
                            + " with this model, or take it away.");
        }
        return RowSet.read(bytes, file.toString());
    }
}
