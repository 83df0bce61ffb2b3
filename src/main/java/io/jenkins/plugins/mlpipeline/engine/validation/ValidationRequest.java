package io.jenkins.plugins.mlpipeline.engine.validation;

import io.jenkins.plugins.mlpipeline.engine.analysis.AnalysisRequest;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnSelection;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvFormat;
import io.jenkins.plugins.mlpipeline.engine.metric.CatalogueKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * A model, rows, and how to read them.
 *
 * @param id name of the model within a build; null on the command line
 * @param model a package folder or an ONNX file
 * @param data files of rows, evaluated together; empty: the rows that training kept back, in the package
 * @param format how they are written; its missing-value tokens are the package's unless others than the default are given
 * @param selection its label column (null: the package's), and which others are fed
 * @param target what the caller says about what is predicted
 * @param scores what the model's scores are; null for probabilities
 * @param threshold score from which the positive label is predicted (binary); null: the model's own label
 * @param metrics metrics beside the standard ones
 * @param threads threads that compute, at least 1
 * @param reference rows to compare with, a CSV file or a document made of one; null: those that the package learnt from
 * @param expectedSha256 {@code sha256:<hex>} that the data must have; null when anything will do
 * @param analysis what is computed beside the metrics
 * @param allowTorchscript whether the model may be TorchScript, which can run code
 */
public record ValidationRequest(
        String id,
        Path model,
        List<Path> data,
        CsvFormat format,
        ColumnSelection selection,
        TargetOptions target,
        ScoreKind scores,
        Double threshold,
        Set<CatalogueKey> metrics,
        int threads,
        Path reference,
        String expectedSha256,
        AnalysisRequest analysis,
        boolean allowTorchscript) {
    public ValidationRequest {
        data = List.copyOf(data);
        metrics = Set.copyOf(metrics);
        if (threads < 1) {
            throw new IllegalArgumentException("threads: " + threads);
        }
    }

    /** A request with nothing said beside the three things that mostly must be; one thread. */
    public static ValidationRequest of(Path model, Path data, String label) {
        return new ValidationRequest(
                null,
                model,
                data == null ? List.of() : List.of(data),
                CsvFormat.DEFAULT,
                ColumnSelection.of(label),
                TargetOptions.NONE,
                null,
                null,
                Set.of(),
                1,
                null,
                null,
                AnalysisRequest.NONE,
                false);
    }

    /** The same request with other options about what is predicted. */
    public ValidationRequest with(TargetOptions options) {
        Copy copy = new Copy(this);
        copy.target = options;
        return copy.request();
    }

    /** The same request with other scores and threshold. */
    public ValidationRequest with(ScoreKind kind, Double cut) {
        Copy copy = new Copy(this);
        copy.scores = kind;
        copy.threshold = cut;
        return copy.request();
    }

    /** The same request with other columns. */
    public ValidationRequest with(ColumnSelection columns) {
        Copy copy = new Copy(this);
        copy.selection = columns;
        return copy.request();
    }

    /** The same request for another model. */
    public ValidationRequest withModel(Path other) {
        Copy copy = new Copy(this);
        copy.model = other;
        return copy.request();
    }

    /** The same request with rows to compare with. */
    public ValidationRequest withReference(Path rows) {
        Copy copy = new Copy(this);
        copy.reference = rows;
        return copy.request();
    }

    /** The same request for rows with this digest alone. */
    public ValidationRequest withExpectedSha256(String digest) {
        Copy copy = new Copy(this);
        copy.expectedSha256 = digest;
        return copy.request();
    }

    /** The same request with another number of threads. */
    public ValidationRequest withThreads(int count) {
        Copy copy = new Copy(this);
        copy.threads = count;
        return copy.request();
    }

    /** The same request for a model that may be TorchScript. */
    public ValidationRequest withTorchScript() {
        Copy copy = new Copy(this);
        copy.allowTorchscript = true;
        return copy.request();
    }

    /** The model of a baseline on the rows of this request, with nothing computed beside the metrics. */
    ValidationRequest ofBaseline(Path baseline, DataSource source, TargetOptions options) {
        Copy copy = new Copy(this);
        copy.model = baseline;
        copy.data = source.files();
        copy.format = source.format();
        copy.selection = source.selection();
        copy.target = options;
        copy.metrics = Set.of();
        copy.reference = null;
        copy.expectedSha256 = null;
        copy.analysis = AnalysisRequest.NONE;
        return copy.request();
    }

    /** What machines elsewhere need to know to read and predict rows for this request; without what is computed of all rows. */
    public ValidationRequest ofRows() throws IOException {
        Copy copy = new Copy(this);
        copy.metrics = Set.of();
        copy.expectedSha256 = null;
        copy.analysis = analysis.ofRows();
        return copy.request();
    }

    /**
     * The same request on a machine where the model lies elsewhere.
     *
     * @param there where the model lies
     * @param rows where the rows to compare with lie; null for none
     * @param keys metrics beside the standard ones
     */
    public ValidationRequest shipped(Path there, Path rows, Set<CatalogueKey> keys) {
        Copy copy = new Copy(this);
        copy.model = there;
        copy.reference = rows;
        copy.metrics = keys;
        return copy.request();
    }

    /** A request in which something is to be changed. */
    private static final class Copy {
        private final String id;
        private Path model;
        private List<Path> data;
        private CsvFormat format;
        private ColumnSelection selection;
        private TargetOptions target;
        private ScoreKind scores;
        private Double threshold;
        private Set<CatalogueKey> metrics;
        private int threads;
        private Path reference;
        private String expectedSha256;
        private AnalysisRequest analysis;
        private boolean allowTorchscript;

        Copy(ValidationRequest of) {
            id = of.id;
            model = of.model;
            data = of.data;
            format = of.format;
            selection = of.selection;
            target = of.target;
            scores = of.scores;
            threshold = of.threshold;
            metrics = of.metrics;
            threads = of.threads;
            reference = of.reference;
            expectedSha256 = of.expectedSha256;
            analysis = of.analysis;
            allowTorchscript = of.allowTorchscript;
        }

        ValidationRequest request() {
            return new ValidationRequest(
                    id,
                    model,
                    data,
                    format,
                    selection,
                    target,
                    scores,
                    threshold,
                    metrics,
                    threads,
                    reference,
                    expectedSha256,
                    analysis,
                    allowTorchscript);
        }
    }
}
