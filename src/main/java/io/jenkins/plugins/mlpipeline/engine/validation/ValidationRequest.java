package io.jenkins.plugins.mlpipeline.engine.validation;

import io.jenkins.plugins.mlpipeline.engine.analysis.AnalysisRequest;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnSelection;
import io.jenkins.plugins.mlpipeline.engine.dataset.CsvFormat;
import io.jenkins.plugins.mlpipeline.engine.metric.MetricKey;
import java.nio.file.Path;
import java.util.Set;

/**
 * A model, rows, and how to read them.
 *
 * @param id name of the model within a build; null on the command line
 * @param model a package folder or an ONNX file
 * @param data a CSV file; null: the rows that training kept back, in the package
 * @param format how it is written; its missing-value tokens are the package's unless others than the default are given
 * @param selection its label column (null: the package's), and which others are fed
 * @param target what the caller says about what is predicted
 * @param scores what the model's scores are; null for probabilities
 * @param threshold score from which the positive label is predicted (binary); null: the model's own label
 * @param metrics metrics beside the standard ones
 * @param threads threads that compute, at least 1
 * @param expectedSha256 {@code sha256:<hex>} that the data must have; null when anything will do
 * @param analysis what is computed beside the metrics
 */
public record ValidationRequest(
        String id,
        Path model,
        Path data,
        CsvFormat format,
        ColumnSelection selection,
        TargetOptions target,
        ScoreKind scores,
        Double threshold,
        Set<MetricKey> metrics,
        int threads,
        String expectedSha256,
        AnalysisRequest analysis) {
    public ValidationRequest {
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
                data,
                CsvFormat.DEFAULT,
                ColumnSelection.of(label),
                TargetOptions.NONE,
                null,
                null,
                Set.of(),
                1,
                null,
                AnalysisRequest.NONE);
    }

    /** The same request with other options about what is predicted. */
    public ValidationRequest with(TargetOptions options) {
        return new ValidationRequest(
                id,
                model,
                data,
                format,
                selection,
                options,
                scores,
                threshold,
                metrics,
                threads,
                expectedSha256,
                analysis);
    }

    /** The same request with other scores and threshold. */
    public ValidationRequest with(ScoreKind kind, Double cut) {
        return new ValidationRequest(
                id, model, data, format, selection, target, kind, cut, metrics, threads, expectedSha256, analysis);
    }

    /** The same request with other columns. */
    public ValidationRequest with(ColumnSelection columns) {
        return new ValidationRequest(
                id,
                model,
                data,
                format,
                columns,
                target,
                scores,
                threshold,
                metrics,
                threads,
                expectedSha256,
                analysis);
    }

    /** The same request with another number of threads. */
    public ValidationRequest withThreads(int count) {
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
                count,
                expectedSha256,
                analysis);
    }
}
