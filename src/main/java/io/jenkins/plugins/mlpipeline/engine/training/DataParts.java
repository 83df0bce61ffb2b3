package io.jenkins.plugins.mlpipeline.engine.training;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.dataset.TableReader;
import io.jenkins.plugins.mlpipeline.engine.dataset.TrainingData;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvFormat;
import io.jenkins.plugins.mlpipeline.engine.dataset.split.HoldoutWriter;
import io.jenkins.plugins.mlpipeline.engine.dataset.split.Split;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The rows to learn from and those kept back.
 *
 * @param data the file that the training rows come from
 * @param training features of the training rows, dictionaries narrowed to them
 * @param labels labels of the training rows
 * @param holdout features of the rows kept back
 * @param holdoutLabels their labels
 * @param trainingRows positions of the training rows in {@code data}, ascending
 * @param holdoutRows positions of the rows kept back in {@code data}; null when they are a file of their own
 * @param holdoutFile the file of the rows kept back; null when they are a part of {@code data}
 * @param holdoutFormat how the file of the rows kept back is written
 * @param warnings what a reader should know about the data, one sentence each
 */
record DataParts(
        TrainingData data,
        Table training,
        Labels labels,
        Table holdout,
        Labels holdoutLabels,
        int[] trainingRows,
        int[] holdoutRows,
        Path holdoutFile,
        CsvFormat holdoutFormat,
        List<String> warnings) {

    /**
     * Reads the data of a request and parts it.
     *
     * @throws UserError when it is not usable
     */
    static DataParts read(TrainingRequest request) throws IOException {
        Set<String> others =
                request.holdout().testData() == null ? request.split().columns() : Set.of();
        TrainingData data = TableReader.read(
                request.source().data(),
                request.source().format(),
                request.source().selection().withOthers(others),
                request.predicted().task(),
                request.predicted().labels());
        return request.holdout().testData() == null ? split(request, data) : withFile(request, data);
    }

    private static DataParts split(TrainingRequest request, TrainingData data) {
        Split split = Split.of(data, request.split(), request.holdout().testSize(), request.seed());
        int[] learnt = counting(data.labels(), split.train());
        Labels labels = data.labels().select(learnt);
        if (labels.names() != null) {
            int[] counts = labels.counts();
            for (int c = 0; c < counts.length; c++) {
                if (counts[c] == 0) {
                    throw new UserError(
                            request.source().data() + ": label \""
                                    + labels.names().get(c)
                                    + "\" has no row in the training part. Give it more rows, or change the split or the seed.");
                }
            }
        }
        List<String> warnings = new ArrayList<>(data.warnings());
        warnings.addAll(split.notes());
        return new DataParts(
                data,
                data.features().select(learnt).narrow(),
                labels,
                data.features().select(split.test()),
                data.labels().select(split.test()),
                learnt,
                split.test(),
                null,
                data.format(),
                List.copyOf(warnings));
    }

    private static DataParts withFile(TrainingRequest request, TrainingData data) throws IOException {
        int[] learnt = counting(data.labels(), IntStream.range(0, data.rows()).toArray());
        Table training = data.features().select(learnt).narrow();
        TrainingData test = TableReader.readTest(
                request.holdout().testData(),
                request.source().format(),
                request.source().selection(),
                training,
                data.labels());
        return new DataParts(
                data,
                training,
                data.labels().select(learnt),
                test.features(),
                test.labels(),
                learnt,
                null,
                request.holdout().testData(),
                test.format(),
                data.warnings());
    }

    /** The rows that count for something: of the others nothing is learnt, not even which categories there are. */
    private static int[] counting(Labels labels, int... rows) {
        return labels.weights() == null
                ? rows
                : Arrays.stream(rows).filter(row -> labels.weight(row) > 0).toArray();
    }

    /** Training rows of each label, in label order; null for a number to predict. */
    Map<String, Long> labelCounts() {
        if (labels.names() == null) {
            return null;
        }
        int[] counts = labels.counts();
        Map<String, Long> byLabel = new LinkedHashMap<>();
        for (int c = 0; c < counts.length; c++) {
            byLabel.put(labels.names().get(c), (long) counts[c]);
        }
        return byLabel;
    }

    /**
     * Writes the rows kept back as CSV, byte for byte where they are that.
     *
     * @param file where to
     */
    void writeHoldout(Path file) throws IOException {
        if (holdoutFile == null) {
            HoldoutWriter.write(data, holdoutRows, file);
        } else {
            HoldoutWriter.copy(holdoutFile, file);
        }
    }
}
