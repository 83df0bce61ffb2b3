package io.jenkins.plugins.mlpipeline.engine.spark;

import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnSelection;
import io.jenkins.plugins.mlpipeline.engine.dataset.TableReader;
import io.jenkins.plugins.mlpipeline.engine.dataset.TrainingData;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvFormat;
import io.jenkins.plugins.mlpipeline.engine.dataset.split.Split;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Which rows executors are to learn from, as a document that goes with the application.
 *
 * @param folder of the rows
 * @param parts its files, in order
 * @param header its columns
 * @param task null: not given
 * @param labels null: not given
 * @param splitColumn the column whose hash keeps rows back; null: that of their inputs does
 * @param testSize part of the rows that is kept back
 * @param sampled most rows of the sample
 */
record TrainingTask(
        String folder,
        List<String> parts,
        List<String> header,
        CsvFormat format,
        ColumnSelection selection,
        Task task,
        List<String> labels,
        String splitColumn,
        double testSize,
        int sampled) {
    /** The document's name among the shipped files. */
    static final String FILE = "ml-pipeline-training.json";

    /** Rows of a file. */
    TrainingData read(int part) throws IOException {
        return read(part, selection, task, labels);
    }

    /** Rows of a file, where types and labels are settled. */
    TrainingData read(int part, ColumnSelection settled, Task settledTask, List<String> settledLabels)
            throws IOException {
        return TableReader.readPart(
                Path.of(folder),
                parts.get(part),
                header,
                format,
                settled.withOthers(splitColumn == null ? Set.of() : Set.of(splitColumn)),
                settledTask,
                settledLabels);
    }

    /** By row, whether it is kept back. */
    boolean[] keptBack(TrainingData data) {
        return Split.byHash(data, splitColumn, testSize);
    }
}
