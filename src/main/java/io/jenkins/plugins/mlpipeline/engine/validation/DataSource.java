package io.jenkins.plugins.mlpipeline.engine.validation;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnSelection;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvCursor;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvFormat;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.NumberForm;
import io.jenkins.plugins.mlpipeline.engine.dataset.rows.RowDigest;
import io.jenkins.plugins.mlpipeline.engine.evaluation.DataRef;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.ModelManifest;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.PackageFiles;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the rows of a validation come from; what isn't asked for comes from the model package.
 *
 * @param file a CSV file
 * @param format how it is written
 * @param selection which columns play which part; the label is settled
 */
record DataSource(Path file, CsvFormat format, ColumnSelection selection) {
    /**
     * Settles the source.
     *
     * @param manifest what the package says; null for a plain ONNX file
     * @throws UserError when there is no data, or no label column
     */
    static DataSource of(ValidationRequest request, ModelManifest manifest) {
        ColumnSelection asked = request.selection();
        String label = asked.label();
        if (label == null) {
            if (manifest == null) {
                throw new UserError(
                        request.model() + ": does not say which column holds the truth. Name it with label.");
            }
            label = manifest.label();
        }
        CsvFormat format = manifest == null ? request.format() : manifest.reading(request.format());
        return new DataSource(
                file(request, manifest),
                request.data() == null ? holdout(format, manifest.training().holdout()) : format,
                new ColumnSelection(
                        label, asked.rowId(), asked.features(), asked.ignore(), asked.declared(), asked.others()));
    }

    /** The package's own rows are written as the file that they come from, unless options say otherwise. */
    private static CsvFormat holdout(CsvFormat asked, ModelManifest.Csv written) {
        if (written == null) {
            return asked;
        }
        CsvFormat recorded = CsvFormat.of(written.delimiter(), written.charset(), asked.missing());
        NumberForm numbers = written.numbers() == null ? NumberForm.PLAIN : written.numbers();
        return new CsvFormat(
                asked.delimiter() == null ? recorded.delimiter() : asked.delimiter(),
                asked.charset().equals(CsvFormat.DEFAULT.charset()) ? recorded.charset() : asked.charset(),
                asked.missing(),
                asked.numbers().equals(NumberForm.PLAIN) ? numbers : asked.numbers(),
                asked.badNumbersAreMissing() || ModelManifest.Csv.MISSING.equals(written.badNumbers()),
                asked.comment() == null
                                && written.comment() != null
                                && !written.comment().isEmpty()
                        ? (Character) written.comment().charAt(0)
                        : asked.comment(),
                asked.dates(),
                asked.dateColumns());
    }

    /**
     * What a document says of the rows.
     *
     * @param data that was read to its end
     * @param sha256 its digest
     * @param digest of its rows
     */
    DataRef read(CsvCursor data, String sha256, long rows, Collector collector, RowDigest digest) {
        return new DataRef(
                String.valueOf(file.getFileName()),
                sha256,
                rows,
                data.header(),
                collector.labelCounts(),
                digest.digest(),
                digest.contents(),
                digest.ids());
    }

    private static Path file(ValidationRequest request, ModelManifest manifest) {
        if (request.data() != null) {
            return request.data();
        }
        if (manifest == null) {
            throw new UserError(request.model() + ": a plain model has no rows of its own. Name a CSV file with data.");
        }
        Path holdout = request.model().resolve(PackageFiles.HOLDOUT);
        if (!Files.isRegularFile(holdout)) {
            throw new UserError(
                    holdout + ": there is no such file, so the package has no rows of its own. Name a CSV file"
                            + " with data.");
        }
        return holdout;
    }
}
