package io.jenkins.plugins.mlpipeline.engine.dataset.split;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.dataset.TrainingData;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvProblems;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Random splits, with and without keeping the labels' shares. */
final class RandomSplit {
    private RandomSplit() {}

    /** The number of test rows that is aimed at. */
    static int testRows(TrainingData data, double testSize) {
        int rows = data.rows();
        // Decimal, because the double 0.1 times 30 may be more than 3.
        int test = BigDecimal.valueOf(testSize)
                .multiply(BigDecimal.valueOf(rows))
                .setScale(0, RoundingMode.CEILING)
                .intValueExact();
        if (test >= rows) {
            throw new UserError(data.file() + ": a test part of " + testSize + " of " + rows
                    + (rows == 1 ? " row" : " rows")
                    + " leaves none to train on. Use a smaller test size, or name a test file.");
        }
        return test;
    }

    static Split random(TrainingData data, double testSize, long seed) {
        int test = testRows(data, testSize);
        int[] order = new Shuffle(seed).order(data.rows());
        Repeats repeats = Repeats.of(data.features(), data.labels());
        if (repeats != null) {
            test = repeats.gather(order, test);
        }
        return parts(data, Arrays.copyOfRange(order, test, order.length), Arrays.copyOf(order, test), notes(repeats));
    }

    private static List<String> notes(Repeats repeats) {
        List<String> notes = new ArrayList<>();
        if (repeats != null) {
            notes.add(repeats.note());
        }
        return notes;
    }

    static Split stratified(TrainingData data, double testSize, long seed) {
        Labels labels = data.labels();
        if (!labels.task().isClassification()) {
            return random(data, testSize, seed);
        }
        int testRows = testRows(data, testSize);
        int[] counts = labels.counts();
        for (int label = 0; label < counts.length; label++) {
            if (counts[label] == 1) {
                throw new UserError(data.file() + ": line " + data.lines().first(indexOf(labels.codes(), label))
                        + ": this is the only row with the label \""
                        + CsvProblems.clip(labels.names().get(label))
                        + "\"; a stratified split needs two. Take the row out, or use the split random.");
            }
        }
        int[] quota = quotas(counts, testRows);
        int[] test = new int[Arrays.stream(quota).sum()];
        int[] train = new int[data.rows()];
        int inTest = 0;
        int inTrain = 0;
        Repeats repeats = Repeats.of(data.features(), labels);
        Shuffle shuffle = new Shuffle(seed);
        for (int label = 0; label < counts.length; label++) {
            int wanted = label;
            int[] rows = IntStream.range(0, data.rows())
                    .filter(i -> labels.codes()[i] == wanted)
                    .toArray();
            shuffle.shuffle(rows);
            int taken = repeats == null ? quota[label] : repeats.gather(rows, quota[label]);
            System.arraycopy(rows, 0, test, inTest, taken);
            System.arraycopy(rows, taken, train, inTrain, rows.length - taken);
            inTest += taken;
            inTrain += rows.length - taken;
        }
        return parts(data, Arrays.copyOf(train, inTrain), Arrays.copyOf(test, inTest), notes(repeats));
    }

    /**
     * Shares {@code total} test rows among labels in proportion to their counts: the whole part of each share, and what
     * is left goes to the largest remainders (Hamilton's method); ties to the larger label, then to the first. No label
     * gives all its rows.
     */
    static int[] quotas(int[] counts, int total) {
        long rows = Arrays.stream(counts).asLongStream().sum();
        int[] quotas = new int[counts.length];
        long[] remainders = new long[counts.length];
        for (int i = 0; i < counts.length; i++) {
            long share = (long) counts[i] * total;
            quotas[i] = (int) (share / rows);
            remainders[i] = share % rows;
        }
        int left = total - Arrays.stream(quotas).sum();
        List<Integer> byRemainder = IntStream.range(0, counts.length)
                .boxed()
                .sorted(Comparator.<Integer>comparingLong(i -> -remainders[i])
                        .thenComparingInt(i -> -counts[i])
                        .thenComparingInt(i -> i))
                .toList();
        for (int i : byRemainder) {
            if (left > 0 && quotas[i] + 1 < counts[i]) {
                quotas[i]++;
                left--;
            }
        }
        return quotas;
    }

    /** Orders the parts and notes labels that one of them lacks. */
    static Split parts(TrainingData data, int[] train, int[] test, List<String> notes) {
        if (test.length == 0) {
            throw new UserError(
                    data.file() + ": no row is left for the test part, because rows that repeat one another stand on"
                            + " one side of the split. Take the repeats out, use a greater test size, or name a test file.");
        }
        Arrays.sort(train);
        Arrays.sort(test);
        Labels labels = data.labels();
        if (labels.task().isClassification()) {
            int[] all = labels.counts();
            note("training", all, labels.select(train), notes);
            note("test", all, labels.select(test), notes);
        }
        return new Split(train, test, List.copyOf(notes));
    }

    private static void note(String part, int[] all, Labels labels, List<String> notes) {
        int[] counts = labels.counts();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 0 && all[i] > 0) {
                notes.add("label \"" + CsvProblems.clip(labels.names().get(i)) + "\" has no row in the " + part
                        + " part (" + all[i] + (all[i] == 1 ? " row" : " rows") + " in all).");
            }
        }
    }

    private static int indexOf(int[] codes, int code) {
        return IntStream.range(0, codes.length)
                .filter(i -> codes[i] == code)
                .findFirst()
                .orElseThrow();
    }
}
