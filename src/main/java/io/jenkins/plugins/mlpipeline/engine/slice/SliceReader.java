package io.jenkins.plugins.mlpipeline.engine.slice;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowCursor;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowPlaces;
import io.jenkins.plugins.mlpipeline.engine.io.Texts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Notes for each row, while it is read, to which slice it belongs; 4 bytes a row. */
public final class SliceReader {
    /** Most different slices of one division. */
    static final int MOST_VALUES = 10_000;

    private static final String MISSING = "(missing)";

    private final SliceSpec spec;
    private final Function<RowCursor, String> nameOf;
    private final Map<String, Integer> numbers = new LinkedHashMap<>();
    private int[] slices = new int[1024];
    private int rows;

    /**
     * @param header columns of the file
     * @param column finds a column, or says which there are
     */
    public SliceReader(SliceSpec spec, List<String> header, Function<String, Integer> column) {
        this.spec = spec;
        if (spec.files() != null) {
            this.nameOf = row -> spec.files().get(RowPlaces.file(row.place()));
            spec.files().forEach(name -> numbers.put(name, numbers.size()));
        } else if (spec.where() != null) {
            Condition condition = Condition.parse(spec.where());
            condition.columns().forEach(column::apply);
            RowCondition bound = RowCondition.of(condition, header);
            this.nameOf = row -> bound.test(row) ? spec.name() : null;
        } else if (spec.bins() != null) {
            int at = column.apply(spec.by().get(0));
            this.nameOf = row -> bin(row.number(at));
            binNames().forEach(name -> numbers.put(name, numbers.size()));
        } else {
            int[] at = spec.by().stream().mapToInt(column::apply).toArray();
            this.nameOf = row -> values(row, at);
        }
    }

    private List<String> binNames() {
        List<String> names = new ArrayList<>();
        for (int bin = 0; bin <= spec.bins().size(); bin++) {
            names.add(binName(bin));
        }
        return names;
    }

    private String bin(double value) {
        if (Double.isNaN(value)) {
            return spec.by().get(0) + "=" + MISSING;
        }
        int bin = 0;
        while (bin < spec.bins().size() && value >= spec.bins().get(bin)) {
            bin++;
        }
        return binName(bin);
    }

    private String binName(int bin) {
        String column = spec.by().get(0);
        if (bin == 0) {
            return column + " < " + number(spec.bins().get(0));
        }
        String from = number(spec.bins().get(bin - 1));
        return bin == spec.bins().size()
                ? column + " >= " + from
                : from + " <= " + column + " < " + number(spec.bins().get(bin));
    }

    private static String number(double edge) {
        return new BigDecimal(Double.toString(edge)).stripTrailingZeros().toPlainString();
    }

    private String values(RowCursor row, int... columns) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < columns.length; i++) {
            name.append(i == 0 ? "" : ", ")
                    .append(spec.by().get(i))
                    .append('=')
                    .append(row.isMissing(columns[i]) ? MISSING : row.text(columns[i]));
        }
        return name.toString();
    }

    /** Notes the row that the cursor stands on. */
    public void add(RowCursor row) {
        if (rows == slices.length) {
            slices = Arrays.copyOf(slices, rows + (rows >> 1));
        }
        String name = nameOf.apply(row);
        slices[rows++] = name == null ? -1 : number(name);
    }

    private int number(String name) {
        Integer number = numbers.get(name);
        if (number == null) {
            if (numbers.size() == MOST_VALUES) {
                throw new UserError("slice \"" + spec.name() + "\" has more than " + MOST_VALUES
                        + " values; give bins for a number, or an expression (where).");
            }
            number = numbers.size();
            numbers.put(name, number);
        }
        return number;
    }

    /** Writes what was noted, for {@link #take}. */
    public void give(DataOutput out) throws IOException {
        out.writeInt(numbers.size());
        for (String name : numbers.keySet()) {
            Texts.write(out, name);
        }
        out.writeInt(rows);
        for (int row = 0; row < rows; row++) {
            out.writeInt(slices[row]);
        }
    }

    /** Takes what was noted of the next rows. */
    public void take(DataInput in) throws IOException {
        int[] here = new int[in.readInt()];
        for (int i = 0; i < here.length; i++) {
            here[i] = number(Texts.read(in));
        }
        int more = in.readInt();
        if (rows + more > slices.length) {
            slices = Arrays.copyOf(slices, Math.max(rows + more, rows + (rows >> 1)));
        }
        for (int row = 0; row < more; row++) {
            int slice = in.readInt();
            slices[rows++] = slice < 0 ? slice : here[slice];
        }
    }

    /** How the rows were divided. */
    public SliceSpec spec() {
        return spec;
    }

    /** The rows of each slice by its name; bins and files in their order, values by name. */
    public Map<String, int[]> rowsBySlice() {
        if (spec.where() != null) {
            numbers.putIfAbsent(spec.name(), 0);
        }
        int[] counts = new int[numbers.size()];
        for (int row = 0; row < rows; row++) {
            if (slices[row] >= 0) {
                counts[slices[row]]++;
            }
        }
        int[][] found = new int[counts.length][];
        Arrays.setAll(found, i -> new int[counts[i]]);
        int[] next = new int[counts.length];
        for (int row = 0; row < rows; row++) {
            int slice = slices[row];
            if (slice >= 0) {
                found[slice][next[slice]++] = row;
            }
        }
        List<String> names = new ArrayList<>(numbers.keySet());
        if (spec.bins() == null && spec.files() == null) {
            names.sort(null);
        }
        Map<String, int[]> byName = new LinkedHashMap<>();
        names.forEach(name -> byName.put(name, found[numbers.get(name)]));
        return byName;
    }
}
