package io.jenkins.plugins.mlpipeline.engine.spark;

import io.jenkins.plugins.mlpipeline.engine.metric.CatalogueKey;
import io.jenkins.plugins.mlpipeline.engine.validation.PartScoring;
import io.jenkins.plugins.mlpipeline.engine.validation.ValidationRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What executors are to do, as a document that goes with the application.
 *
 * @param request how the rows are validated; its models and its reference are those of the machine that asks
 * @param metrics metrics beside the standard ones, as their keys
 * @param model the shipped model's file or, packed, its folder
 * @param baseline the same of the model that is compared with; null when none is to answer
 * @param baselinePlace what the baseline is called where it came from; null without one
 * @param reference the shipped rows to compare with; null for none
 * @param parts the files of the folder of rows, in order
 * @param header its columns
 */
record ScoringTask(
        ValidationRequest request,
        List<String> metrics,
        String model,
        String baseline,
        String baselinePlace,
        String reference,
        List<String> parts,
        List<String> header) {
    /** The document's name among the shipped files. */
    static final String FILE = "ml-pipeline-scoring.json";

    /**
     * Loads the models.
     *
     * @param files the shipped files
     * @param ours where the model was unpacked
     * @param theirs where the baseline was; null without one
     */
    PartScoring open(Path files, Path ours, Path theirs) throws IOException {
        Set<CatalogueKey> keys = new LinkedHashSet<>();
        metrics.forEach(key -> keys.add(CatalogueKey.parse(key)));
        return PartScoring.open(
                request.shipped(ours, reference == null ? null : files.resolve(reference), keys),
                theirs,
                parts,
                header);
    }
}
