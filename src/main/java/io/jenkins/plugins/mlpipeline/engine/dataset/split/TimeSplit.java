package io.jenkins.plugins.mlpipeline.engine.dataset.split;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.dataset.TrainingData;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvProblems;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Splits so that the newest rows are the test part. Rows with the same time are never parted: those at the border go to
 * the test part, or, when nothing would be left to train on, to the training part.
 *
 * <p>A time is a number, or a text as {@link Times} reads it.
 */
final class TimeSplit {
    /** From this difference between the asked and the reached share on, a note says so. */
    private static final double WORTH_A_NOTE = 0.02;

    /** Numbers from the first of these on are times in seconds since 1970, from the second on in milliseconds. */
    private static final double SECONDS = 1e8;

    private static final double MILLIS = 1e11;
    private static final double BEYOND = 1e14;

    private TimeSplit() {}

    static Split of(TrainingData data, String column, double testSize) {
        int wanted = RandomSplit.testRows(data, testSize);
        List<String> notes = new ArrayList<>();
        int[] ranks = ranks(data, column, notes);
        int[] sorted = ranks.clone();
        Arrays.sort(sorted);
        int border = sorted[sorted.length - wanted];
        if (border == sorted[0]) {
            if (sorted[sorted.length - 1] == border) {
                throw new UserError(data.file() + ": column \"" + CsvProblems.clip(column)
                        + "\" has the same time in every row. Name another column, or use another split.");
            }
            border++;
        }
        int from = border;
        int[] test =
                IntStream.range(0, ranks.length).filter(i -> ranks[i] >= from).toArray();
        if (Math.abs((double) test.length / data.rows() - testSize) > WORTH_A_NOTE) {
            notes.add("the test part has " + test.length + " of " + data.rows() + " rows where " + wanted
                    + " were asked for, because rows with the same \"" + CsvProblems.clip(column)
                    + "\" stay together.");
        }
        return RandomSplit.parts(
                data,
                IntStream.range(0, ranks.length).filter(i -> ranks[i] < from).toArray(),
                test,
                notes);
    }

    /**
     * The rank of each row's time among the distinct times, oldest 0.
     *
     * @param notes where to say how times were read
     */
    static int[] ranks(TrainingData data, String column, List<String> notes) {
        Table others = data.others();
        int position = others.position(column);
        if (position < 0) {
            throw new IllegalArgumentException("not read: " + column);
        }
        if (others.type(position).isNumeric()) {
            double[] times = others.numbers(position);
            for (int i = 0; i < times.length; i++) {
                if (Double.isNaN(times[i])) {
                    throw missing(data, column, i);
                }
            }
            requireOneUnit(data, column, times);
            double[] distinct =
                    Arrays.stream(times).map(t -> t + 0.0).sorted().distinct().toArray();
            return Arrays.stream(times)
                    .mapToInt(t -> Arrays.binarySearch(distinct, t + 0.0))
                    .toArray();
        }
        int[] codes = others.codes(position);
        List<String> texts = others.dictionary(position).entries();
        int[] firstRow = new int[texts.size()];
        Arrays.fill(firstRow, -1);
        for (int i = 0; i < codes.length; i++) {
            if (codes[i] < 0) {
                throw missing(data, column, i);
            }
            if (firstRow[codes[i]] < 0) {
                firstRow[codes[i]] = i;
            }
        }
        // In the order of the rows, so that the first one is named that is no time.
        int[] byRow = IntStream.range(0, firstRow.length)
                .filter(code -> firstRow[code] >= 0)
                .boxed()
                .sorted(Comparator.comparingInt(code -> firstRow[code]))
                .mapToInt(Integer::intValue)
                .toArray();
        Times read = Times.of(
                Arrays.stream(byRow).mapToObj(texts::get).toList(),
                data.format().dates(),
                text -> data.file() + ": line " + data.lines().first(firstRow[byRow[text]]) + ", column \""
                        + CsvProblems.clip(column) + "\": ");
        if (read.note() != null) {
            notes.add("column \"" + CsvProblems.clip(column) + "\": " + read.note() + ".");
        }
        List<Instant> distinct = read.instants().stream()
                .distinct()
                .sorted(Comparator.naturalOrder())
                .toList();
        int[] rank = new int[texts.size()];
        for (int i = 0; i < byRow.length; i++) {
            rank[byRow[i]] = Collections.binarySearch(distinct, read.instants().get(i));
        }
        return Arrays.stream(codes).map(c -> rank[c]).toArray();
    }

    /** Seconds and milliseconds since 1970 in one column have no order. */
    private static void requireOneUnit(TrainingData data, String column, double[] times) {
        int seconds = -1;
        int millis = -1;
        for (int i = 0; i < times.length; i++) {
            if (times[i] < SECONDS || times[i] >= BEYOND) {
                return;
            }
            if (times[i] < MILLIS) {
                seconds = i;
            } else {
                millis = i;
            }
        }
        if (seconds >= 0 && millis >= 0) {
            throw new UserError(data.file() + ": column \"" + CsvProblems.clip(column)
                    + "\" has times in seconds (line " + data.lines().first(seconds) + ") and in milliseconds (line "
                    + data.lines().first(millis) + ") since 1970. Write all in one unit.");
        }
    }

    private static UserError missing(TrainingData data, String column, int row) {
        return new UserError(data.file() + ": line " + data.lines().first(row) + ", column \""
                + CsvProblems.clip(column) + "\": the time is missing. Fill it in, or take the row out.");
    }
}
