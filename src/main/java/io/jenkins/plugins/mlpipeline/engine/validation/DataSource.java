package io.jenkins.plugins.mlpipeline.engine.validation;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnChoice;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnSelection;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvFormat;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.NumberForm;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowFiles;
import io.jenkins.plugins.mlpipeline.engine.dataset.rows.RowDigest;
import io.jenkins.plugins.mlpipeline.engine.evaluation.DataRef;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.ModelManifest;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.PackageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where the rows of a validation come from; what isn't asked for comes from the model package.
 *
 * @param files files of rows, at least one
 * @param format how they are written
 * @param selection which columns play which part; the label is settled
 */
record DataSource(List<Path> files, CsvFormat format, ColumnSelection selection) {
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
                files(request, manifest),
                request.data().isEmpty() ? holdout(format, manifest.training().holdout()) : format,
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
     * @param rows how many each file had
     * @param digest of its rows
     * @throws UserError when one of several files has none, or two are alike
     */
    DataRef read(RowFiles data, long[] rows, Collector collector, RowDigest digest) {
        List<String> names = RowFiles.shortNames(files);
        List<DataRef.DataFile> each = null;
        if (files.size() > 1) {
            List<String> digests = data.digests();
            each = IntStream.range(0, rows.length)
                    .mapToObj(i -> new DataRef.DataFile(names.get(i), digests.get(i), rows[i]))
                    .toList();
            for (int i = 0; i < rows.length; i++) {
                if (rows[i] == 0) {
                    throw Collector.noRows(files.get(i).toString());
                }
            }
        }
        return new DataRef(
                DataRef.nameOf(names),
                digest(data),
                Arrays.stream(rows).sum(),
                data.header(),
                collector.labelCounts(),
                digest.digest(),
                digest.contents(),
                digest.ids(),
                each);
    }

    /** {@code sha256:<hex>} of the files, which were read to their ends. */
    String digest(RowFiles data) {
        return data.digest(RowFiles.shortNames(files));
    }

    /**
     * Opens the files.
     *
     * @throws UserError when they can't be read together
     */
    RowFiles open() throws IOException {
        return RowFiles.open(files, format, selection.ignore());
    }

    /**
     * Opens one file of the only folder, to be read as if it were in its place among the others.
     *
     * @param part its path below the folder
     * @param header the folder's columns
     */
    RowFiles openPart(String part, List<String> header) throws IOException {
        return RowFiles.openPart(files.get(0), part, format, header);
    }

    /** The columns that may be fed, in the order of the data. */
    List<String> features(RowFiles data) {
        return List.copyOf(ColumnChoice.features(selection.without(data.leftOut()), data.header(), data.name()));
    }

    private static List<Path> files(ValidationRequest request, ModelManifest manifest) {
        if (!request.data().isEmpty()) {
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
        return List.of(holdout);
    }
}
