package io.jenkins.plugins.mlpipeline.engine.analysis;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.WeightReader;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowCursor;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowHash;
import io.jenkins.plugins.mlpipeline.engine.io.Texts;
import io.jenkins.plugins.mlpipeline.engine.metric.CatalogueKey;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.CostTable;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Outcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RowCosts;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RowGroups;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RowWeights;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.WeightSum;
import io.jenkins.plugins.mlpipeline.engine.slice.SliceReader;
import io.jenkins.plugins.mlpipeline.engine.slice.SliceSpec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Notes what an analysis needs of each row while it is read, in the order in which rows are evaluated: 8 bytes for its key
 * and line, 4 for its group and each division into slices, 8 for its weight and each column of costs, each only when it is asked for. For
 * one thread.
 */
public final class RowRecorder {
    private static final int FIRST = 1024;

    private final RowHash hash;
    private final int rowId;
    private final int groupColumn;
    private final boolean lines;
    private final List<SliceReader> slices;
    private final List<SliceReader> fairness;
    private final List<CostColumn> costs;
    private final Map<String, CostTable> tables;
    /** Null where each row counts the same. */
    private final WeightReader weights;

    /** In the order of their first rows. */
    private final Map<String, Integer> groupNumbers = new LinkedHashMap<>();

    private long[] keys = new long[FIRST];
    private long[] places = new long[FIRST];
    private int[] groups = new int[FIRST];
    private int rows;

    private RowRecorder(
            AnalysisRequest request,
            Set<CatalogueKey> extra,
            String file,
            List<String> header,
            Function<String, Integer> column,
            String rowId,
            Set<String> answers)
            throws IOException {
        this.rowId = rowId == null ? -1 : column.apply(rowId);
        this.hash = request.namesRows() ? new RowHash(header, naming(file, header, rowId, answers)) : null;
        this.groupColumn = request.groups() == null ? -1 : column.apply(request.groups());
        this.lines = request.worstRows() > 0;
        this.slices = request.slices().stream()
                .map(spec -> new SliceReader(spec, header, column))
                .toList();
        this.fairness = request.fairness().stream()
                .map(name -> new SliceReader(SliceSpec.by(List.of(name)), header, column))
                .toList();
        this.costs = request.costColumns(extra).stream()
                .map(name -> new CostColumn(name, column.apply(name)))
                .toList();
        this.tables = request.costs();
        this.weights = request.weights() == null
                ? null
                : new WeightReader(file, request.weights(), column.apply(request.weights()));
    }

    /**
     * A recorder for a file.
     *
     * @param extra metrics beside the standard ones
     * @param file the data's file, for messages
     * @param header its columns
     * @param column the position of a column; an error with near names when there is none
     * @param rowId the column that names a row; null: its content does
     * @param answers columns that hold what a model answered, which are not content
     * @return null when nothing is to be noted
     */
    public static RowRecorder of(
            AnalysisRequest request,
            Set<CatalogueKey> extra,
            String file,
            List<String> header,
            Function<String, Integer> column,
            String rowId,
            Set<String> answers)
            throws IOException {
        return request.readsRows() || !request.costColumns(extra).isEmpty()
                ? new RowRecorder(request, extra, file, header, column, rowId, answers)
                : null;
    }

    private static List<String> naming(String file, List<String> header, String rowId, Set<String> answers) {
        if (rowId != null) {
            return List.of(rowId);
        }
        List<String> content =
                header.stream().filter(name -> !answers.contains(name)).toList();
        // The truth alone tells no rows apart.
        if (content.size() < 2) {
            throw new UserError(file + ": nothing in it tells one row from another, so its rows can't be found in other"
                    + " outcomes. Name the column with each row's id (rowId).");
        }
        return content;
    }

    /** Notes the row that the cursor stands on. */
    public void add(RowCursor row) {
        if (rows == keys.length) {
            makeRoom(rows + (rows >> 1));
        }
        if (hash != null) {
            if (rowId >= 0 && row.isMissing(rowId)) {
                throw missing(row, rowId, "the row id");
            }
            keys[rows] = hash.of(row);
        }
        if (lines) {
            places[rows] = row.place();
        }
        if (groupColumn >= 0) {
            if (row.isMissing(groupColumn)) {
                throw missing(row, groupColumn, "the group");
            }
            groups[rows] = groupNumbers.computeIfAbsent(row.text(groupColumn), name -> groupNumbers.size());
        }
        slices.forEach(slice -> slice.add(row));
        fairness.forEach(column -> column.add(row));
        costs.forEach(column -> column.add(row));
        if (weights != null) {
            weights.read(row);
        }
        rows++;
    }

    private void makeRoom(int more) {
        keys = Arrays.copyOf(keys, more);
        places = Arrays.copyOf(places, lines ? more : 0);
        groups = Arrays.copyOf(groups, more);
    }

    /** Writes what was noted, for {@link #take} of another recorder that is asked for the same. */
    public void give(DataOutput out) throws IOException {
        out.writeInt(rows);
        for (int row = 0; row < rows; row++) {
            if (hash != null) {
                out.writeLong(keys[row]);
            }
            if (lines) {
                out.writeLong(places[row]);
            }
        }
        if (groupColumn >= 0) {
            out.writeInt(groupNumbers.size());
            for (String name : groupNumbers.keySet()) {
                Texts.write(out, name);
            }
            for (int row = 0; row < rows; row++) {
                out.writeInt(groups[row]);
            }
        }
        for (SliceReader slice : slices) {
            slice.give(out);
        }
        for (SliceReader column : fairness) {
            column.give(out);
        }
        for (CostColumn column : costs) {
            column.give(out);
        }
        if (weights != null) {
            weights.give(out);
        }
    }

    /**
     * Takes what was noted of the next rows.
     *
     * @param before lines of the file before theirs
     */
    public void take(DataInput in, long before) throws IOException {
        int more = in.readInt();
        if (rows + more > keys.length) {
            makeRoom(Math.max(rows + more, rows + (rows >> 1)));
        }
        for (int row = rows; row < rows + more; row++) {
            if (hash != null) {
                keys[row] = in.readLong();
            }
            if (lines) {
                places[row] = in.readLong() + before;
            }
        }
        if (groupColumn >= 0) {
            int[] here = new int[in.readInt()];
            for (int i = 0; i < here.length; i++) {
                here[i] = groupNumbers.computeIfAbsent(Texts.read(in), name -> groupNumbers.size());
            }
            for (int row = rows; row < rows + more; row++) {
                groups[row] = here[in.readInt()];
            }
        }
        for (SliceReader slice : slices) {
            slice.take(in);
        }
        for (SliceReader column : fairness) {
            column.take(in);
        }
        for (CostColumn column : costs) {
            column.take(in);
        }
        if (weights != null) {
            weights.take(in);
        }
        rows += more;
    }

    private UserError missing(RowCursor row, int column, String what) {
        return row.problem(column, what + " is missing. Fill it, or take the row out.");
    }

    /** A hash for each row; null when none was asked for. */
    long[] keys() {
        return hash == null ? null : Arrays.copyOf(keys, rows);
    }

    /** Where each row stands, see {@link io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowPlaces}, when that was asked for. */
    long[] places() {
        return places;
    }

    /** The groups of rows; null when rows are independent. */
    RowGroups groups() {
        return groupColumn < 0 ? null : new RowGroups(Arrays.copyOf(groups, rows), groupNumbers.size());
    }

    /** What a reader should know of the weights, one sentence each. */
    public List<String> notes() {
        if (weights == null) {
            return List.of();
        }
        WeightSum sum = new WeightSum();
        for (double weight : weights.weights()) {
            sum.add(weight);
        }
        return weights.notes(
                sum.effective(), " Checks of the rows and their columns, such as drift, count each row once.");
    }

    /** The answers with what their rows cost and count for. */
    public Outcomes knowing(Outcomes outcomes) {
        Outcomes weighed =
                weights == null ? outcomes : outcomes.weighing(new RowWeights(weights.name(), weights.weights()));
        if (!(weighed instanceof ClassificationOutcomes classification)) {
            return weighed;
        }
        Map<String, double[]> columns = new LinkedHashMap<>();
        costs.forEach(column -> columns.put(column.name(), column.amounts()));
        return classification.costing(new RowCosts(columns, tables));
    }

    List<SliceReader> slices() {
        return slices;
    }

    List<SliceReader> fairness() {
        return fairness;
    }
}
