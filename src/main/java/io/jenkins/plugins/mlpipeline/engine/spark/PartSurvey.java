package io.jenkins.plugins.mlpipeline.engine.spark;

import io.jenkins.plugins.mlpipeline.engine.dataset.Column;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnType;
import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.dataset.LongColumn;
import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.dataset.TrainingData;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowHash;
import io.jenkins.plugins.mlpipeline.engine.dataset.rows.RowSet;
import io.jenkins.plugins.mlpipeline.engine.dataset.split.HoldoutWriter;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Texts;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What one file's rows are, written by an executor; {@link Survey} reads it. */
final class PartSurvey {
    /** Rows kept back that a model is compared with its ONNX file on. */
    static final int CHECKED = 10_000;

    /** Tells this use of a row's hash from others. */
    private static final long SALT = 0x73616D706CL;

    private PartSurvey() {}

    /** By row, what decides whether it is in a sample. */
    static long[] keys(Table table, Labels labels) {
        LongColumn hashes = RowSet.hashes(table, labels);
        long[] keys = new long[hashes.size()];
        for (int row = 0; row < keys.length; row++) {
            keys[row] = RowHash.row(hashes.get(row) ^ SALT);
        }
        return keys;
    }

    /** Whether a key is in a part of the rows that a seed draws. */
    static boolean isDrawn(long key, long seed, double part) {
        return RowHash.row(key ^ RowHash.row(seed)) >>> Long.SIZE - 53 < part * 0x1p53;
    }

    /** Reads a file and writes what it is. */
    static byte[] of(TrainingTask task, int part) throws IOException {
        TrainingData data = task.read(part);
        boolean[] kept = task.keptBack(data);
        int[] train = IntStream.range(0, kept.length).filter(row -> !kept[row]).toArray();
        int[] test = IntStream.range(0, kept.length).filter(row -> kept[row]).toArray();
        Table table = data.features();
        Table training = table.select(train).narrow();
        Labels labels = data.labels().select(train);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            Texts.write(out, Digest.ofFile(Path.of(task.folder(), task.parts().get(part))));
            Texts.write(
                    out,
                    data.format().delimiter() == null
                            ? null
                            : String.valueOf(data.format().delimiter()));
            out.writeInt(train.length);
            out.writeInt(test.length);
            Texts.write(out, table.names());
            Texts.write(
                    out,
                    IntStream.range(0, table.names().size())
                            .mapToObj(column -> table.type(column).name())
                            .toList());
            Texts.write(out, data.warnings());
            labels(out, labels, data.labels());
            for (Column column : training.columns()) {
                if (column.type() == ColumnType.CATEGORY) {
                    Texts.write(out, column.categories());
                } else {
                    out.writeDouble(column.lower() == null ? Double.NaN : column.lower());
                    out.writeDouble(column.upper() == null ? Double.NaN : column.upper());
                }
            }
            LongColumn hashes = RowSet.hashes(training, labels);
            for (int row = 0; row < train.length; row++) {
                out.writeLong(hashes.get(row));
            }
            long[] keys = keys(table, data.labels());
            List<ColumnType> types = new ArrayList<>();
            for (int column = 0; column < table.names().size(); column++) {
                types.add(table.type(column));
            }
            new SampledRows(task.sampled(), table.names(), types)
                    .add(table, data.labels(), keys, train)
                    .write(out);
            new SampledRows(CHECKED, table.names(), types)
                    .add(table, data.labels(), keys, test)
                    .write(out);
            HoldoutWriter.writePart(
                    data, Path.of(task.folder()), task.parts().get(part), task.header(), test, part == 0, out);
        }
        return bytes.toByteArray();
    }

    private static void labels(DataOutputStream out, Labels training, Labels all) throws IOException {
        if (all.task() == Task.REGRESSION) {
            BigDecimal sum = BigDecimal.ZERO;
            BigDecimal squares = BigDecimal.ZERO;
            for (double value : training.values()) {
                BigDecimal exact = new BigDecimal(value);
                sum = sum.add(exact);
                squares = squares.add(exact.multiply(exact));
            }
            Texts.write(out, sum.toString());
            Texts.write(out, squares.toString());
            return;
        }
        Texts.write(out, all.names());
        for (int count : training.counts()) {
            out.writeInt(count);
        }
    }
}
