package io.jenkins.plugins.mlpipeline.engine.check;

import io.jenkins.plugins.mlpipeline.engine.dataset.Column;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnProfile;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnType;
import io.jenkins.plugins.mlpipeline.engine.dataset.LongColumn;
import io.jenkins.plugins.mlpipeline.engine.dataset.Profile;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.Dictionary;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowCursor;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowPlaces;
import io.jenkins.plugins.mlpipeline.engine.dataset.rows.RowSum;
import io.jenkins.plugins.mlpipeline.engine.evaluation.DataChecks;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Looks at rows while they pass: 8 to 12 bytes a row are kept, and the counts of each column.
 */
public final class RowChecks {
    private final List<String> labels;
    private final Reference reference;
    private final List<String> extra;
    private final Cells[] columns;
    /** What a label adds to the hash of its row; null for numbers. */
    private final long[] labelParts;

    private final long labelName;
    private final long[] labelCounts;
    private final Cells labelCells;
    private final LongColumn hashes = new LongColumn();
    private final double[] noNumbers;

    /**
     * @param header the cursor's header
     * @param features the columns that are checked, each in the header
     * @param label the column to predict
     * @param labels label list; null for a regression
     * @param extra columns that the model does not know
     */
    public RowChecks(
            List<String> header,
            List<String> features,
            String label,
            List<String> labels,
            Reference reference,
            List<String> extra) {
        this.noNumbers = new double[header.size()];
        Arrays.fill(noNumbers, Double.NaN);
        this.labels = labels;
        this.reference = reference;
        this.extra = List.copyOf(extra);
        Map<String, Column> known = byName(reference.columns(), Column::name);
        Profile profile = reference.profile();
        Map<String, ColumnProfile> trained = byName(profile == null ? null : profile.columns(), ColumnProfile::name);
        ColumnProfile target = profile == null ? null : profile.label();
        boolean ranked = labels == null && target != null && target.bins() != null;
        PredictedValues outcome =
                new PredictedValues(labels == null ? 0 : labels.size(), ranked ? new TrainingRanks(target) : null);
        this.columns = features.stream()
                .map(f -> cells(f, header.indexOf(f), known.get(f), trained.get(f), outcome))
                .toArray(Cells[]::new);
        this.labelName = RowSum.name(label);
        this.labelParts = labels == null
                ? null
                : labels.stream().mapToLong(l -> RowSum.text(label, l)).toArray();
        this.labelCounts = labels == null ? null : new long[labels.size()];
        this.labelCells = ranked ? new NumberCells(label, header.indexOf(label), target, null) : null;
    }

    private static <T> Map<String, T> byName(List<T> items, Function<T, String> name) {
        return items == null ? Map.of() : items.stream().collect(Collectors.toMap(name, item -> item));
    }

    private static Cells cells(
            String name, int position, Column known, ColumnProfile trained, PredictedValues outcome) {
        if (known != null && known.type() == ColumnType.CATEGORY && known.categories() != null) {
            return new CategoryCells(name, position, trained, new Dictionary(known.categories()), outcome);
        }
        if (known != null && known.type().isNumeric() && trained != null && trained.bins() != null) {
            return new NumberCells(name, position, trained, outcome);
        }
        return new PlainCells(name, position, outcome);
    }

    /** The rows that they are compared with. */
    public Reference reference() {
        return reference;
    }

    /**
     * Room for what is seen of rows.
     *
     * @param capacity most rows
     */
    public CheckBatch newBatch(int capacity) {
        return new CheckBatch(columns.length, labelCells != null, capacity);
    }

    /**
     * Looks at the row that a cursor stands on, as the next one of a batch. Several threads may, each with its own batch.
     *
     * @param truth position of its label, or its number
     */
    public void look(RowCursor row, double truth, CheckBatch batch) {
        int at = batch.rows++;
        double[] seen = row.seenNumbers();
        double[] numbers = seen.length == 0 ? noNumbers : seen;
        long sum = 0;
        for (int i = 0; i < columns.length; i++) {
            sum += columns[i].look(row, numbers, at, batch.columns[i]);
        }
        if (labelParts != null) {
            sum += labelParts[(int) truth];
        } else if (labelCells != null) {
            sum += labelCells.look(row, numbers, at, batch.label);
        } else {
            sum += RowSum.number(labelName, truth);
        }
        batch.hashes[at] = RowSum.row(sum);
    }

    /** Writes what was seen of a batch, before it is counted, for {@link CheckBatch#read}; the batch is of no other use then. */
    public void write(CheckBatch batch, DataOutput out) throws IOException {
        for (int i = 0; i < columns.length; i++) {
            columns[i].write(batch.columns[i], batch.rows, out);
        }
        if (labelCells != null) {
            labelCells.write(batch.label, batch.rows, out);
        }
        for (int row = 0; row < batch.rows; row++) {
            out.writeLong(batch.hashes[row]);
        }
    }

    /**
     * Counts what was seen of a batch; in the order of the batches, one thread at a time.
     *
     * @param truth as for {@link #look}, for each row
     */
    public void count(CheckBatch batch, double[] truth) {
        for (int i = 0; i < columns.length; i++) {
            columns[i].count(batch.columns[i], batch.rows, truth);
        }
        if (labelCells != null) {
            labelCells.count(batch.label, batch.rows, truth);
        }
        for (int row = 0; row < batch.rows; row++) {
            if (labelCounts != null) {
                labelCounts[(int) truth[row]]++;
            }
            hashes.add(batch.hashes[row]);
        }
    }

    /**
     * The rows that the model learnt from, by their place from 0. Rows that repeat one another are not among them: their
     * content does not tell whether they are the ones that the model saw.
     *
     * @return null when not known, see {@link #learntUnknown}
     */
    public BitSet learntFrom() {
        if (reference.rows() == null) {
            return null;
        }
        BitSet learnt = new BitSet(hashes.size());
        long[] sorted = hashes.sorted();
        for (int row = 0; row < hashes.size(); row++) {
            learnt.set(row, reference.rows().contains(hashes.get(row)) && !repeats(sorted, hashes.get(row)));
        }
        return learnt;
    }

    /** Whether a hash stands twice among those that are sorted as unsigned numbers. */
    private static boolean repeats(long[] sorted, long hash) {
        int low = 0;
        int high = sorted.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(sorted[middle], hash) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low + 1 < sorted.length && sorted[low + 1] == hash;
    }

    /** Why it is not known what the model learnt from, as a fragment; null when it is. */
    public String learntUnknown() {
        return reference.rows() == null ? reference.rowsUnknown() : null;
    }

    /**
     * What was seen; to be asked after at least one row.
     *
     * @param places where the rows stand
     */
    public DataChecks finish(RowPlaces places) {
        return new CheckReport(
                        hashes.size(),
                        hashes.sorted(),
                        List.of(columns),
                        labels,
                        labelCounts,
                        labelCells,
                        reference,
                        extra,
                        places)
                .write();
    }
}
