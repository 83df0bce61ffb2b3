package io.jenkins.plugins.mlpipeline.engine.dataset.split;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.dataset.TrainingData;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvProblems;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The folds of a training part, made by the rule that kept the test part back: what may not stand on both sides of the
 * split may not stand on both sides of a fold.
 *
 * @param folds at least 2; positions in the training part
 * @param notes what a reader should know about them, one sentence each
 */
public record Folds(List<KFold> folds, List<String> notes) {
    /** What folds are made for, for messages. */
    public enum Use {
        /** Candidates of {@code auto} are compared. */
        COMPARING("candidates are compared", "candidates were compared", "name one algorithm in place of auto"),
        /** A threshold is chosen. */
        CHOOSING("the threshold is chosen", "the threshold was chosen", "give the threshold as a number");

        private final String is;
        private final String was;
        private final String otherwise;

        Use(String is, String was, String otherwise) {
            this.is = is;
            this.was = was;
            this.otherwise = otherwise;
        }
    }

    private static final int FEWEST = 2;
    private static final String BOTH_LABELS = " in which both parts have the labels that the score needs";

    /**
     * Makes folds; fewer than wanted when there are not so many groups or times, or when a fold lacks a label that its
     * score needs.
     *
     * @param data the rows; the column of the rule must be among {@link TrainingData#others}
     * @param rows positions of the training part in {@code data}, ascending
     * @param wanted 2 or more
     * @param use what for
     * @throws UserError when there are not 2 folds to be had
     */
    public static Folds of(TrainingData data, int[] rows, SplitSpec spec, int wanted, long seed, Use use) {
        Labels labels = data.labels().select(rows);
        List<KFold> made =
                switch (spec.kind()) {
                    case STRATIFIED ->
                        together(
                                stratified(data, labels, wanted, seed, use),
                                data.features().select(rows),
                                labels);
                    case RANDOM ->
                        together(
                                KFold.random(rows.length, parts(data, rows.length, wanted, "row", use), seed),
                                data.features().select(rows),
                                labels);
                    case GROUP -> grouped(data, rows, spec.column(), wanted, seed, use);
                    case HASH ->
                        keepsTogether(data, rows, spec)
                                ? grouped(data, rows, spec.column(), wanted, seed, use)
                                : stratified(data, labels, wanted, seed, use);
                    case TIME -> timed(data, rows, spec.column(), wanted, use);
                };
        List<KFold> usable =
                made.stream().filter(fold -> isUsable(fold, labels)).toList();
        if (usable.size() < FEWEST) {
            throw new UserError(data.file() + ": " + use.is + " in " + FEWEST + " folds or more of which each"
                    + " part has two labels, and the training part gives " + usable.size() + ". Give the rarer label"
                    + " more rows, or " + use.otherwise + ".");
        }
        List<String> notes = new ArrayList<>();
        if (usable.size() < wanted) {
            notes.add(use.was + " in " + usable.size() + " folds and not in " + wanted
                    + ", because the training part gives no more" + why(spec) + ".");
        }
        rare(labels, usable.size(), use, notes);
        return new Folds(usable, List.copyOf(notes));
    }

    /** The folds with rows that repeat one another in the same one. */
    private static List<KFold> together(List<KFold> made, Table features, Labels labels) {
        Repeats repeats = Repeats.of(features, labels);
        if (repeats == null) {
            return made;
        }
        int[] foldOfRow = new int[labels.rows()];
        for (int fold = 0; fold < made.size(); fold++) {
            for (int row : made.get(fold).test()) {
                foldOfRow[row] = fold;
            }
        }
        repeats.keepTogether(foldOfRow);
        return KFold.folds(foldOfRow, made.size());
    }

    /** Whether a split by hash goes by a column with the same value in several rows. */
    private static boolean keepsTogether(TrainingData data, int[] rows, SplitSpec spec) {
        return spec.column() != null
                && Arrays.stream(select(GroupSplit.groups(data, spec.column()), rows))
                                .distinct()
                                .count()
                        < rows.length;
    }

    private static String why(SplitSpec spec) {
        return switch (spec.kind()) {
            case GROUP -> " with the groups of \"" + CsvProblems.clip(spec.column()) + "\" kept together";
            case TIME -> " with the rows of one \"" + CsvProblems.clip(spec.column()) + "\" kept together";
            case HASH -> spec.column() == null ? BOTH_LABELS : why(new SplitSpec(SplitSpec.Kind.GROUP, spec.column()));
            case STRATIFIED, RANDOM -> BOTH_LABELS;
        };
    }

    private static void rare(Labels labels, int folds, Use use, List<String> notes) {
        if (!labels.task().isClassification()) {
            return;
        }
        int[] counts = labels.counts();
        for (int label = 0; label < counts.length; label++) {
            if (counts[label] < folds) {
                notes.add("label \"" + CsvProblems.clip(labels.names().get(label)) + "\" has " + counts[label]
                        + (counts[label] == 1 ? " row" : " rows") + " in the training part, fewer than the " + folds
                        + " folds that " + use.was + " in.");
            }
        }
    }

    private static int parts(TrainingData data, int available, int wanted, String what, Use use) {
        if (available < FEWEST) {
            throw new UserError(data.file() + ": " + use.is + " in " + FEWEST + " folds or more, and the"
                    + " training part has " + available + " " + what
                    + ". Use more data, or " + use.otherwise + ".");
        }
        return Math.min(available, wanted);
    }

    private static List<KFold> stratified(TrainingData data, Labels labels, int wanted, long seed, Use use) {
        int folds = parts(data, labels.rows(), wanted, "row", use);
        return labels.task().isClassification()
                ? KFold.stratified(labels.codes(), labels.names().size(), folds, seed)
                : KFold.random(labels.rows(), folds, seed);
    }

    private static List<KFold> grouped(TrainingData data, int[] rows, String column, int wanted, long seed, Use use) {
        int[] groups = consecutive(select(GroupSplit.groups(data, column), rows));
        int count = Arrays.stream(groups).max().orElse(-1) + 1;
        return KFold.grouped(
                groups, parts(data, count, wanted, "group of \"" + CsvProblems.clip(column) + "\"", use), seed);
    }

    private static List<KFold> timed(TrainingData data, int[] rows, String column, int wanted, Use use) {
        int[] times = consecutive(select(TimeSplit.ranks(data, column, new ArrayList<>()), rows));
        int count = Arrays.stream(times).max().orElse(-1) + 1;
        // The oldest part is learnt from and never tested on.
        int folds = parts(data, count - 1, wanted, "time of \"" + CsvProblems.clip(column) + "\" after the first", use);
        return KFold.timeOrdered(times, folds);
    }

    private static int[] select(int[] values, int[] rows) {
        return Arrays.stream(rows).map(row -> values[row]).toArray();
    }

    /** The same order with numbers from 0 on without gaps. */
    private static int[] consecutive(int[] values) {
        int[] distinct = Arrays.stream(values).sorted().distinct().toArray();
        return Arrays.stream(values).map(v -> Arrays.binarySearch(distinct, v)).toArray();
    }

    /** Whether a model can be learnt from the one part, and its ranking be judged on the other. */
    private static boolean isUsable(KFold fold, Labels labels) {
        return switch (labels.task()) {
            case REGRESSION -> true;
            case BINARY -> labelsIn(fold.train(), labels) == 2 && labelsIn(fold.test(), labels) == 2;
            case MULTICLASS -> labelsIn(fold.train(), labels) >= 2;
        };
    }

    private static long labelsIn(int[] rows, Labels labels) {
        return IntStream.of(rows).map(row -> labels.codes()[row]).distinct().count();
    }
}
