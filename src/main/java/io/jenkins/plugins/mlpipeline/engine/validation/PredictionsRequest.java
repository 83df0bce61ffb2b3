package io.jenkins.plugins.mlpipeline.engine.validation;

import io.jenkins.plugins.mlpipeline.engine.analysis.AnalysisRequest;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvFormat;
import io.jenkins.plugins.mlpipeline.engine.metric.CatalogueKey;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A file with what a model answered beside the truth, from any framework.
 *
 * @param id name of the model within a build; null on the command line
 * @param file CSV, or JSON Lines when its name ends with {@code .jsonl}, {@code .ndjson} or {@code .json}
 * @param format how a CSV file is written
 * @param label column or field with the truth; null: by its name, see {@link PredictionsGuess}
 * @param prediction column or field with the predicted label or number; null: by the scores, or by its name without scores
 * @param scoreColumns column or field with the score by label: of every label, or of the positive one alone; may be empty
 * @param target what is predicted; without task and labels the rows tell
 * @param scores what the scores are; null for probabilities
 * @param threshold score from which the positive label is predicted (binary), in place of {@code prediction}; null for
 *     none
 * @param metrics metrics beside the standard ones
 * @param subject what the predictions are about, as {@link Subject#resolve} answers; null when not bound
 * @param expectedSha256 {@code sha256:<hex>} that the file must have; null when anything will do
 * @param rowId column or field that names a row; null when its content does
 * @param analysis what is computed beside the metrics
 */
public record PredictionsRequest(
        String id,
        Path file,
        CsvFormat format,
        String label,
        String prediction,
        Map<String, String> scoreColumns,
        TargetOptions target,
        ScoreKind scores,
        Double threshold,
        Set<CatalogueKey> metrics,
        String subject,
        String expectedSha256,
        String rowId,
        AnalysisRequest analysis) {
    public PredictionsRequest {
        scoreColumns = new LinkedHashMap<>(scoreColumns);
        metrics = Set.copyOf(metrics);
    }

    /** The same with what was left open. */
    PredictionsRequest with(
            String foundLabel, String foundPrediction, Map<String, String> foundScores, TargetOptions foundTarget) {
        return new PredictionsRequest(
                id,
                file,
                format,
                foundLabel,
                foundPrediction,
                foundScores,
                foundTarget,
                scores,
                threshold,
                metrics,
                subject,
                expectedSha256,
                rowId,
                analysis);
    }
}
