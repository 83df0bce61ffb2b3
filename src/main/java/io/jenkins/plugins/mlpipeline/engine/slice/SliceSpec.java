package io.jenkins.plugins.mlpipeline.engine.slice;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.util.HashSet;
import java.util.List;

/**
 * How rows are divided: by the values of one or two columns, by bins of a number, into those that meet an expression, or by the
 * file that they stand in.
 *
 * @param name what gates call it; the columns with commas between when it is not given
 * @param by one or two columns; null for an expression
 * @param bins ascending edges for a column of numbers: below the first, from edge to edge (its lower one included), from
 *     the last on; null where values are taken as they are
 * @param where the expression, see {@link Condition}; null where something else divides
 * @param files what the files are called, in their order; null where something else divides
 */
public record SliceSpec(String name, List<String> by, List<Double> bins, String where, List<String> files) {
    /** What gates call the slices of which each is a file. */
    public static final String FILES = "files";

    private static final int MOST_COLUMNS = 2;
    private static final int MOST_BINS = 50;
    private static final int MOST_NAME = 100;

    /** Slices that columns or an expression make. */
    public SliceSpec(String name, List<String> by, List<Double> bins, String where) {
        this(name, by, bins, where, null);
    }

    /** @throws UserError when it does not say how to divide, or says it twice */
    public SliceSpec {
        if (files != null) {
            files = List.copyOf(files);
        } else if ((by == null) == (where == null)) {
            throw new UserError("a slice is given either by columns (by) or by an expression (where).");
        }
        if (where != null) {
            Condition.parse(where);
            if (name == null) {
                throw new UserError(
                        "a slice by an expression needs a name, for example {name: young, where: \"" + where + "\"}.");
            }
            if (bins != null) {
                throw new UserError("bins are for a column, and slice \"" + name + "\" is an expression.");
            }
        } else if (by != null) {
            by = List.copyOf(by);
            columns(by);
            name = name == null ? key(by) : name;
        }
        if (name.isBlank() || name.length() > MOST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new UserError("a slice's name has 1 to " + MOST_NAME + " characters and no control characters.");
        }
        if (bins != null) {
            bins = List.copyOf(bins);
            edges(name, by, bins);
        }
    }

    /** Slices by the values of columns. */
    public static SliceSpec by(List<String> columns) {
        return new SliceSpec(null, columns, null, null);
    }

    /** Slices of which each is a file. */
    public static SliceSpec files(List<String> files) {
        return new SliceSpec(FILES, null, null, null, files);
    }

    /** The name of slices by the values of columns when they are given none. */
    public static String key(List<String> columns) {
        return String.join(", ", columns);
    }

    private static void columns(List<String> by) {
        if (by.isEmpty() || by.size() > MOST_COLUMNS || new HashSet<>(by).size() < by.size()) {
            throw new UserError("a slice is by one column or by two different ones, not by " + by + ".");
        }
    }

    private static void edges(String name, List<String> by, List<Double> bins) {
        if (by.size() != 1) {
            throw new UserError("slice \"" + name + "\" has bins and two columns; bins are for one column.");
        }
        for (int i = 0; i < bins.size(); i++) {
            if (!Double.isFinite(bins.get(i)) || i > 0 && bins.get(i) <= bins.get(i - 1)) {
                throw new UserError("the bins of slice \"" + name + "\" must ascend.");
            }
        }
        if (bins.isEmpty() || bins.size() > MOST_BINS) {
            throw new UserError(
                    "slice \"" + name + "\" has " + bins.size() + " bins; give 1 to " + MOST_BINS + " edges.");
        }
    }
}
