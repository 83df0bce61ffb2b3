package io.jenkins.plugins.mlpipeline.engine.dataset.split;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.dataset.TrainingData;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvProblems;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowHash;
import io.jenkins.plugins.mlpipeline.engine.dataset.rows.RowSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Splits by what a row is: by the hash of the cell that names it, or of its inputs. A row stays on its side as the file
 * grows, whatever the order of the rows and the seed, and a smaller test part is a part of a larger one. Rows with the same
 * hash stay together.
 */
final class HashSplit {
    /** From this difference between the asked and the reached share on, a note says so. */
    private static final double WORTH_A_NOTE = 0.02;

    /** Tells this use of a row's hash from others. */
    private static final long SALT = 0x73706C6974L;

    private HashSplit() {}

    /** @param column names rows, or groups of them; null: their inputs do */
    static Split of(TrainingData data, String column, double testSize) {
        int wanted = RandomSplit.testRows(data, testSize);
        boolean[] inTest = isTest(data, column, testSize);
        int[] test =
                IntStream.range(0, inTest.length).filter(row -> inTest[row]).toArray();
        if (test.length == 0 || test.length == inTest.length) {
            throw new UserError(data.file() + ": the split hash leaves no row "
                    + (test.length == 0 ? "for the test part" : "to train on") + " (" + inTest.length
                    + (inTest.length == 1 ? " row" : " rows")
                    + "). Use more data, another test size, or another split.");
        }
        List<String> notes = new ArrayList<>();
        if (Math.abs((double) test.length / inTest.length - testSize) > WORTH_A_NOTE) {
            notes.add("the test part has " + test.length + " of " + inTest.length + " rows where " + wanted
                    + " were asked for, because the hash of "
                    + (column == null ? "a row" : "\"" + CsvProblems.clip(column) + "\"") + " decides for each.");
        }
        int[] train =
                IntStream.range(0, inTest.length).filter(row -> !inTest[row]).toArray();
        return RandomSplit.parts(data, train, test, notes);
    }

    /** By row, whether it is in the test part: that does not depend on which other rows there are. */
    static boolean[] isTest(TrainingData data, String column, double testSize) {
        long[] hashes = column == null ? RowSet.inputs(data.features()) : cells(data, column);
        double limit = testSize * 0x1p53;
        boolean[] inTest = new boolean[hashes.length];
        for (int row = 0; row < hashes.length; row++) {
            inTest[row] = RowHash.row(hashes[row] ^ SALT) >>> Long.SIZE - 53 < limit;
        }
        return inTest;
    }

    /** The hash of each row's cell; a number has the same whether its column holds numbers alone or not. */
    private static long[] cells(TrainingData data, String column) {
        // Every row has one: the same that keeps groups together.
        GroupSplit.groups(data, column);
        Table others = data.others();
        int position = others.position(column);
        if (others.type(position).isNumeric()) {
            return Arrays.stream(others.numbers(position))
                    .mapToLong(RowHash::number)
                    .toArray();
        }
        long[] entries = others.dictionary(position).entries().stream()
                .mapToLong(RowHash::cell)
                .toArray();
        return Arrays.stream(others.codes(position))
                .mapToLong(code -> entries[code])
                .toArray();
    }
}
