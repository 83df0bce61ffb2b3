package io.jenkins.plugins.mlpipeline.engine.spark;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.Column;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnSelection;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnType;
import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.dataset.LongColumn;
import io.jenkins.plugins.mlpipeline.engine.dataset.TaskInference;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.DistinctTexts;
import io.jenkins.plugins.mlpipeline.engine.dataset.rows.RowSet;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Texts;
import io.jenkins.plugins.mlpipeline.engine.training.learner.TargetScale;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the rows of all files are, from what executors wrote of each (see {@link PartSurvey}): the same whatever files the rows
 * lie in. Memory: 8 bytes a training row, the categories, and two samples of bounded size.
 */
final class Survey {
    private final TrainingTask task;
    private final Map<String, String> digests = new TreeMap<>();
    private final List<String> digestOfPart = new ArrayList<>();
    private final List<Integer> trained = new ArrayList<>();
    private final LongColumn hashes = new LongColumn();
    private final Map<String, Long> counts = new LinkedHashMap<>();
    private final List<Set<String>> categories = new ArrayList<>();
    private List<String> names;
    private List<ColumnType> types = new ArrayList<>();
    private Set<String> warnings;
    private Character delimiter;
    private double[] lower;
    private double[] upper;
    private BigDecimal sum = BigDecimal.ZERO;
    private BigDecimal squares = BigDecimal.ZERO;
    private SampledRows learnt;
    private SampledRows kept;
    private long rows;
    private long keptBack;

    Survey(TrainingTask task) {
        this.task = task;
    }

    /**
     * Adds what a file is; files come in their order.
     *
     * @param holdout gets the lines that are kept back
     */
    void add(DataInputStream in, OutputStream holdout) throws IOException {
        String part = task.parts().get(digestOfPart.size());
        digestOfPart.add(Texts.read(in));
        digests.put(part, digestOfPart.get(digestOfPart.size() - 1));
        String separator = Texts.read(in);
        delimiter = delimiter == null && separator != null ? Character.valueOf(separator.charAt(0)) : delimiter;
        int train = in.readInt();
        int test = in.readInt();
        trained.add(train);
        rows += train;
        keptBack += test;
        if (rows > RowSet.MOST_ROWS) {
            throw new UserError(
                    task.folder() + ": there are more than " + RowSet.MOST_ROWS
                            + " rows to learn from, more than a package can say that it learnt from. Train on a part of the files.");
        }
        columns(part, Texts.readList(in), Texts.readList(in));
        List<String> own = Texts.readList(in);
        if (warnings == null) {
            warnings = new LinkedHashSet<>(own);
        } else {
            warnings.retainAll(own);
        }
        labels(in);
        for (int column = 0; column < names.size(); column++) {
            if (types.get(column) == ColumnType.CATEGORY) {
                categories.get(column).addAll(Texts.readList(in));
            } else {
                // A file of missing values says nothing.
                lower[column] = fmin(lower[column], in.readDouble());
                upper[column] = -fmin(-upper[column], -in.readDouble());
            }
        }
        for (int row = 0; row < train; row++) {
            hashes.add(in.readLong());
        }
        learnt.add(in);
        kept.add(in);
        in.transferTo(holdout);
    }

    private static double fmin(double a, double b) {
        return Double.isNaN(a) ? b : Double.isNaN(b) ? a : Math.min(a, b);
    }

    private void columns(String part, List<String> theirs, List<String> theirTypes) {
        if (names == null) {
            names = List.copyOf(theirs);
            theirTypes.forEach(type -> types.add(ColumnType.valueOf(type)));
            lower = new double[names.size()];
            upper = new double[names.size()];
            for (int column = 0; column < names.size(); column++) {
                lower[column] = Double.NaN;
                upper[column] = Double.NaN;
                categories.add(new HashSet<>());
                if (types.get(column) == ColumnType.DATE) {
                    throw new UserError(
                            named(column) + " holds dates, of which executors of Spark can't learn. Name it in"
                                    + " ignore, write what is to be learnt from it as columns of numbers, or leave engine out.");
                }
            }
            learnt = new SampledRows(task.sampled(), names, types);
            kept = new SampledRows(PartSurvey.CHECKED, names, types);
            return;
        }
        Set<String> differing = new LinkedHashSet<>(names);
        differing.addAll(theirs);
        for (String name : differing) {
            int ours = names.indexOf(name);
            int at = theirs.indexOf(name);
            if (ours < 0 || at < 0 || !types.get(ours).name().equals(theirTypes.get(at))) {
                throw new UserError(task.folder() + ": column \"" + name + "\" is "
                        + kind(ours < 0 ? null : types.get(ours).name()) + " by the rows of "
                        + task.parts().get(0) + " and " + kind(at < 0 ? null : theirTypes.get(at)) + " by those of "
                        + part
                        + ", and each is read by itself on Spark. Declare its type (columns, --columns), or name it"
                        + " in ignore.");
            }
        }
    }

    private static String kind(String type) {
        return type == null
                ? "no feature"
                : switch (ColumnType.valueOf(type)) {
                    case NUMBER -> "a number";
                    case CATEGORY -> "a category";
                    case DATE -> "a date";
                };
    }

    private String named(int column) {
        return task.folder() + ": column \"" + names.get(column) + "\"";
    }

    private void labels(DataInputStream in) throws IOException {
        if (task.task() == Task.REGRESSION) {
            sum = sum.add(new BigDecimal(Texts.read(in)));
            squares = squares.add(new BigDecimal(Texts.read(in)));
            return;
        }
        for (String label : Texts.readList(in)) {
            counts.merge(label, (long) in.readInt(), Long::sum);
        }
    }

    /** @throws UserError when nothing can be learnt from rows with these labels */
    Task task() {
        if (rows == 0 || keptBack == 0) {
            throw new UserError(task.folder() + ": the split hash leaves no row "
                    + (keptBack == 0 ? "for the test part" : "to train on") + " (" + (rows + keptBack)
                    + " rows). Use more data, or another test size.");
        }
        if (task.task() == Task.REGRESSION) {
            return Task.REGRESSION;
        }
        String column = task.selection().label();
        List<String> labels = labelNames();
        Task found = task.task() == null && task.labels() == null
                ? TaskInference.of(labels, task.folder(), column)
                : TaskInference.check(task.task(), labels, task.folder(), column);
        if (found == Task.REGRESSION) {
            throw new UserError(task.folder() + ": column \"" + column + "\", the label, holds numbers that look like"
                    + " values to predict, which executors of Spark have to know before they read them. Give the task"
                    + " (--task regression, or multiclass).");
        }
        for (String label : labels) {
            if (counts.getOrDefault(label, 0L) == 0) {
                throw new UserError(task.folder() + ": label \"" + label
                        + "\" has no row in the training part. Give it more rows, or change the split or the seed.");
            }
        }
        return found;
    }

    /** The labels in their order; null for a regression. */
    List<String> labelNames() {
        if (task.task() == Task.REGRESSION) {
            return null;
        }
        return task.labels() == null
                ? Labels.sorted(List.copyOf(counts.keySet()))
                : task.labels().stream().map(Labels::canonical).distinct().toList();
    }

    /** Training rows of each label, in label order; null for a regression. */
    Map<String, Long> labelCounts() {
        if (task.task() == Task.REGRESSION) {
            return null;
        }
        Map<String, Long> ordered = new LinkedHashMap<>();
        labelNames().forEach(label -> ordered.put(label, counts.getOrDefault(label, 0L)));
        return ordered;
    }

    /** Of the values of a regression, rounded once; null for labels. */
    TargetScale scale() {
        if (task.task() != Task.REGRESSION) {
            return null;
        }
        BigDecimal n = BigDecimal.valueOf(rows);
        BigDecimal mean = sum.divide(n, MathContext.DECIMAL128);
        BigDecimal off = squares.multiply(n).subtract(sum.multiply(sum));
        double variance = off.divide(n.multiply(n), MathContext.DECIMAL128).doubleValue();
        float deviation = (float) Math.sqrt(Math.max(0, variance));
        return new TargetScale(mean.floatValue(), deviation > Float.MIN_NORMAL ? deviation : 1);
    }

    List<String> names() {
        return names;
    }

    List<ColumnType> types() {
        return types;
    }

    /** By column, its categories in their order; none for a number. */
    List<List<String>> categories() {
        List<List<String>> ordered = new ArrayList<>();
        for (int column = 0; column < names.size(); column++) {
            Set<String> found = categories.get(column);
            ColumnSelection.Declared declared = task.selection().declared().get(names.get(column));
            ordered.add(
                    types.get(column) != ColumnType.CATEGORY
                            ? List.of()
                            : declared != null && declared.categories() != null
                                    ? declared.categories().stream()
                                            .filter(found::contains)
                                            .toList()
                                    : found.stream()
                                            .sorted(DistinctTexts::compare)
                                            .toList());
        }
        return ordered;
    }

    /** The columns as a model knows them. */
    List<Column> columns() {
        List<List<String>> ordered = categories();
        List<Column> columns = new ArrayList<>();
        for (int column = 0; column < names.size(); column++) {
            columns.add(
                    types.get(column) == ColumnType.CATEGORY
                            ? Column.category(names.get(column), ordered.get(column))
                            : new Column(
                                    names.get(column),
                                    types.get(column),
                                    null,
                                    Double.isNaN(lower[column]) ? null : lower[column],
                                    Double.isNaN(upper[column]) ? null : upper[column]));
        }
        return columns;
    }

    /** The greatest value of a column of numbers. */
    double upper(String column) {
        return upper[names.indexOf(column)];
    }

    /** The least value of a column of numbers. */
    double lower(String column) {
        return lower[names.indexOf(column)];
    }

    /** Which rows are learnt from. */
    byte[] rowSet() {
        return RowSet.of(hashes).write();
    }

    /** {@code sha256:<hex>} of the folder, as {@code TableSource.digest} has it. */
    String digest() {
        return Digest.ofListing(digests);
    }

    List<String> digests() {
        return List.copyOf(digestOfPart);
    }

    int[] trained() {
        return trained.stream().mapToInt(Integer::intValue).toArray();
    }

    long rows() {
        return rows;
    }

    long keptBack() {
        return keptBack;
    }

    /** How the columns are parted; null where nothing says so. */
    Character delimiter() {
        return delimiter;
    }

    /** What is to be said of each file. */
    List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** Rows that are learnt from. */
    SampledRows learnt() {
        return learnt;
    }

    /** Rows that are kept back. */
    SampledRows kept() {
        return kept;
    }
}
