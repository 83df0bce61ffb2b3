package io.jenkins.plugins.mlpipeline.engine.training;

import io.jenkins.plugins.mlpipeline.engine.dataset.Column;
import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.dataset.Profile;
import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvFormat;
import io.jenkins.plugins.mlpipeline.engine.dataset.rows.RowSet;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.ModelManifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a package and its record say of the rows that were learnt from and of those that were kept back.
 *
 * @param sha256 digest of the data
 * @param rows of the data
 * @param labels of training rows, all or a sample of them: their column, task and names, and how far values are spread
 * @param trainingRows how many rows were learnt from
 * @param labelCounts training rows of each label, in label order; null for a number to predict
 * @param columns the features
 * @param profile of the training rows
 * @param rowSet the set of the training rows, as bytes
 * @param checked rows kept back that the ONNX file is compared with the learner on
 * @param holdoutRows how many rows were kept back
 * @param holdoutFormat how they are written
 * @param holdout writes them to a file
 * @param weights what the training rows count for; null where each counts the same
 * @param notes what was decided about columns when the rows were read, one sentence each
 * @param warnings what a reader should know about the data, one sentence each
 */
public record LearntData(
        String sha256,
        long rows,
        Labels labels,
        long trainingRows,
        Map<String, Long> labelCounts,
        List<Column> columns,
        Profile profile,
        byte[] rowSet,
        Table checked,
        long holdoutRows,
        CsvFormat holdoutFormat,
        Holdout holdout,
        ModelManifest.Weights weights,
        List<String> notes,
        List<String> warnings) {
    /** Writes the rows kept back. */
    @FunctionalInterface
    public interface Holdout {
        void writeTo(Path file) throws IOException;
    }

    /** Those of rows that are held here. */
    static LearntData of(DataParts parts, ModelManifest.Weights weights) {
        return new LearntData(
                parts.data().sha256(),
                parts.data().rows(),
                parts.labels(),
                parts.training().rows(),
                parts.labelCounts(),
                parts.training().columns(),
                Profile.of(parts.training(), parts.labels()),
                RowSet.of(RowSet.hashes(parts.training(), parts.labels())).write(),
                parts.holdout(),
                parts.holdout().rows(),
                parts.holdoutFormat(),
                parts::writeHoldout,
                weights,
                parts.data().warnings(),
                parts.warnings());
    }
}
