package io.jenkins.plugins.mlpipeline.engine.dataset.split;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.dataset.TrainingData;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvProblems;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Splits so that rows of one group stay together.
 *
 * <p>Groups are taken in random order into the test part, each unless that takes the part's size farther from what was
 * asked for; at least one group stays in each part.
 */
final class GroupSplit {
    /** From this difference between the asked and the reached share on, a note says so. */
    private static final double WORTH_A_NOTE = 0.02;

    private GroupSplit() {}

    static Split of(TrainingData data, String column, double testSize, long seed) {
        int wanted = RandomSplit.testRows(data, testSize);
        int[] groups = groups(data, column);
        int[] sizes = new int[Arrays.stream(groups).max().orElse(-1) + 1];
        Arrays.stream(groups).forEach(g -> sizes[g]++);
        if (sizes.length < 2) {
            throw new UserError(data.file() + ": column \"" + CsvProblems.clip(column)
                    + "\" has the same value in every row, which makes one group that can't be split."
                    + " Name another column, or use another split.");
        }
        boolean[] inTest = new boolean[sizes.length];
        int rows = 0;
        int taken = 0;
        for (int group : new Shuffle(seed).order(sizes.length)) {
            if (taken < sizes.length - 1
                    && (taken == 0 || Math.abs(rows + sizes[group] - wanted) < Math.abs(rows - wanted))) {
                inTest[group] = true;
                rows += sizes[group];
                taken++;
            }
        }
        List<String> notes = new ArrayList<>();
        if (Math.abs((double) rows / data.rows() - testSize) > WORTH_A_NOTE) {
            notes.add("the test part has " + rows + " of " + data.rows() + " rows where " + wanted
                    + " were asked for, because groups of \"" + CsvProblems.clip(column) + "\" stay together.");
        }
        return RandomSplit.parts(
                data,
                IntStream.range(0, data.rows()).filter(i -> !inTest[groups[i]]).toArray(),
                IntStream.range(0, data.rows()).filter(i -> inTest[groups[i]]).toArray(),
                notes);
    }

    /**
     * The group of each row, numbered in the order of appearance.
     *
     * @throws UserError when a row has none
     */
    static int[] groups(TrainingData data, String column) {
        Table others = data.others();
        int position = others.position(column);
        if (position < 0) {
            throw new IllegalArgumentException("not read: " + column);
        }
        boolean number = others.type(position).isNumeric();
        int[] groups = new int[data.rows()];
        Map<Object, Integer> seen = new HashMap<>();
        for (int i = 0; i < groups.length; i++) {
            // Adding 0.0 makes -0 and 0 one group.
            Object key = number ? (Object) (others.numbers(position)[i] + 0.0) : (Object) others.codes(position)[i];
            if (key.equals(Double.NaN) || key.equals(-1)) {
                throw new UserError(data.file() + ": line " + data.lines().first(i) + ", column \""
                        + CsvProblems.clip(column) + "\": the group is missing. Fill it in, or take the row out.");
            }
            groups[i] = seen.computeIfAbsent(key, k -> seen.size());
        }
        return groups;
    }
}
