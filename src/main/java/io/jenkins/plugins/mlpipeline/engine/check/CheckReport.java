package io.jenkins.plugins.mlpipeline.engine.check;

import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnProfile;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnType;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowPlaces;
import io.jenkins.plugins.mlpipeline.engine.evaluation.DataChecks;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.metric.ColumnKey;
import io.jenkins.plugins.mlpipeline.engine.metric.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Turns what was counted into metrics and findings. */
final class CheckReport {
    /** A column is said to have drifted when chance alone explains its PSI in fewer than this share of all data sets. */
    static final double DRIFT_ERROR = 0.05;

    /** With fewer rows, or fewer of all labels but the most frequent one, a column may fit the label by chance. */
    private static final int LEAST_ROWS = 20;

    private static final int LEAST_OTHERS = 5;
    private static final String ALL_RIGHT = "a prediction without any column is right on all rows";
    private static final String NO_COLUMNS = "no column can be compared";

    private final long rows;
    private final long[] hashes;
    private final List<Cells> columns;
    private final List<String> labels;
    private final long[] labelCounts;
    private final Cells labelCells;
    private final Reference reference;
    private final List<String> extra;
    private final Map<String, MetricValue> metrics = new LinkedHashMap<>();
    private final Findings findings;

    /**
     * @param rows at least 1
     * @param hashes of the rows, ascending
     * @param labelCounts rows of each label; null for a regression
     * @param labelCells the numbers to predict; null for a classification, or when training did not count them
     * @param places where the rows stand
     */
    CheckReport(
            long rows,
            long[] hashes,
            List<Cells> columns,
            List<String> labels,
            long[] labelCounts,
            Cells labelCells,
            Reference reference,
            List<String> extra,
            RowPlaces places) {
        this.rows = rows;
        this.hashes = hashes;
        this.columns = columns;
        this.labels = labels;
        this.labelCounts = labelCounts;
        this.labelCells = labelCells;
        this.reference = reference;
        this.extra = extra;
        this.findings = new Findings(rows, places);
    }

    DataChecks write() {
        rows();
        shape();
        cells();
        leakage();
        drift();
        return new DataChecks(
                reference.profile() == null
                        ? null
                        : new DataChecks.Reference(
                                reference.data(), reference.profile().rows()),
                metrics,
                findings.sentences());
    }

    private void rows() {
        long repeated = repeated();
        put(Metric.DUPLICATE_ROWS, share(repeated, rows));
        findings.duplicates(repeated);
        if (reference.rows() == null) {
            put(Metric.TRAIN_TEST_OVERLAP, MetricValue.undefined(reference.rowsUnknown()));
            return;
        }
        long shared = reference.rows().count(hashes);
        put(Metric.TRAIN_TEST_OVERLAP, share(shared, rows));
        findings.overlap(shared);
    }

    /** Rows that are the same as one before. */
    private long repeated() {
        long repeated = 0;
        for (int i = 1; i < hashes.length; i++) {
            repeated += hashes[i] == hashes[i - 1] ? 1 : 0;
        }
        return repeated;
    }

    private void shape() {
        List<String> empty = names(columns.stream().filter(c -> c.missing() == rows));
        List<String> constant =
                names(columns.stream().filter(c -> c.missing() < rows && c.isConstant() && rows > 1 && varied(c)));
        put(Metric.EMPTY_COLUMNS, count(empty.size()));
        put(Metric.CONSTANT_COLUMNS, count(constant.size()));
        put(Metric.EXTRA_COLUMNS, count(extra.size()));
        findings.columns("has no value in any row", "have no value in any row", empty);
        findings.columns("has one value in all rows", "have one value in all rows", constant);
    }

    /** Whether a column had several values in training, or nobody knows. */
    private static boolean varied(Cells column) {
        return column.trained == null || column.trained.distinct() != 1;
    }

    private static List<String> names(java.util.stream.Stream<Cells> columns) {
        return columns.map(c -> c.name).toList();
    }

    private void cells() {
        for (Cells column : columns) {
            put(Metric.MISSING_FRACTION, column, share(column.missing(), rows));
            findings.missing(column);
        }
        greatest(Metric.MISSING_FRACTION, Metric.MISSING_FRACTION_MAX, "the rows have no columns to check");
        for (Cells column : columns) {
            if (column instanceof CategoryCells category) {
                put(Metric.UNSEEN_FRACTION, column, share(column.unseen(), rows));
                findings.unseen(category);
            }
        }
        greatest(Metric.UNSEEN_FRACTION, Metric.UNSEEN_FRACTION_MAX, known("the model takes no categories"));
        for (Cells column : columns) {
            if (column instanceof NumberCells) {
                put(Metric.OUT_OF_RANGE_FRACTION, column, share(column.outside, rows));
                findings.outside(column, isDate(column.name));
            }
        }
        greatest(Metric.OUT_OF_RANGE_FRACTION, Metric.OUT_OF_RANGE_FRACTION_MAX, known("the model takes no numbers"));
    }

    /** Whether a column of numbers is one of dates: seconds since the beginning of 1970. */
    private boolean isDate(String column) {
        return reference.columns() != null
                && reference.columns().stream()
                        .anyMatch(known -> known.name().equals(column) && known.type() == ColumnType.DATE);
    }

    private String known(String reason) {
        return reference.profile() == null ? Reference.UNKNOWN : reason;
    }

    private void leakage() {
        List<String> telling = new ArrayList<>();
        for (Cells column : columns) {
            MetricValue value = leakage(column);
            put(Metric.LABEL_LEAKAGE, column, value);
            if (value.value() != null && value.value() >= Findings.TELLING) {
                telling.add(column.name);
            }
        }
        greatest(Metric.LABEL_LEAKAGE, Metric.LABEL_LEAKAGE_MAX, NO_COLUMNS);
        findings.columns(
                "predicts the label nearly by itself; check that it is known when a prediction is made",
                "predict the label nearly by themselves; check that they are known when a prediction is made",
                telling);
    }

    private MetricValue leakage(Cells column) {
        if (tooFew() != null) {
            return MetricValue.undefined(tooFew());
        }
        if (column.hasTooMany()) {
            return MetricValue.undefined(
                    "it has too many different values to look at each, and training did not leave bins for them");
        }
        double gain = column.gain();
        return Double.isNaN(gain) ? MetricValue.undefined(ALL_RIGHT) : MetricValue.of(gain, rows);
    }

    /** Why even a copy of the label can't be told from chance; null when it can. */
    private String tooFew() {
        if (labelCounts != null) {
            long others = rows - Arrays.stream(labelCounts).max().orElse(0);
            if (others == 0) {
                return ALL_RIGHT;
            }
            if (others < LEAST_OTHERS) {
                return "to tell takes " + LEAST_OTHERS
                        + " rows with another label than the most frequent one, and there "
                        + (others == 1 ? "is 1" : "are " + others);
            }
        }
        return rows < LEAST_ROWS
                ? "to tell takes " + LEAST_ROWS + " rows, and there " + (rows == 1 ? "is 1" : "are " + rows)
                : null;
    }

    private void drift() {
        List<BinnedCounts> comparisons = comparisons();
        double confidence = 1 - DRIFT_ERROR / Math.max(1, comparisons.size());
        List<String> drifted = new ArrayList<>();
        Set<String> beyond = new HashSet<>();
        for (BinnedCounts c : comparisons) {
            double psi = c.psi();
            double cut = c.psiCut(confidence);
            boolean isBeyond = psi > cut;
            put(
                    Metric.PSI,
                    c.column(),
                    MetricValue.of(psi, rows)
                            .noting((isBeyond ? "more than" : "within") + " the " + figure(cut)
                                    + " that chance explains"));
            if (isBeyond) {
                beyond.add(c.column());
                drifted.add(c.column() + " (PSI " + figure(psi) + ", chance explains " + figure(cut) + ")");
            }
        }
        greatest(Metric.PSI, Metric.PSI_MAX, known(NO_COLUMNS));
        comparisons.stream()
                .filter(BinnedCounts::isOrdered)
                .forEach(c -> put(Metric.KS, c.column(), MetricValue.of(c.kolmogorovSmirnov(), rows)));
        greatest(Metric.KS, Metric.KS_MAX, known("no column of numbers can be compared"));
        comparisons.forEach(c -> put(Metric.JS, c.column(), MetricValue.of(c.jensenShannon(), rows)));
        greatest(Metric.JS, Metric.JS_MAX, known(NO_COLUMNS));
        put(
                Metric.DRIFTED_COLUMNS,
                comparisons.isEmpty() ? MetricValue.undefined(known(NO_COLUMNS)) : count(drifted.size()));
        findings.drift(drifted);
        findings.exchanged(ExchangedColumns.among(columns.stream()
                .filter(column -> beyond.contains(column.name))
                .filter(NumberCells.class::isInstance)
                .map(NumberCells.class::cast)
                .toList()));
    }

    private List<BinnedCounts> comparisons() {
        List<BinnedCounts> all = new ArrayList<>();
        for (Cells column : columns) {
            if (column.trained == null) {
                continue;
            }
            if (column instanceof NumberCells) {
                all.add(compare(ColumnBins.ofNumbers(column.trained), column.counts));
            } else if (column instanceof CategoryCells category && column.trained.frequencies() != null) {
                all.add(compare(
                        ColumnBins.ofCategories(column.trained, category.known().entries()), column.counts));
            }
        }
        ColumnProfile target =
                reference.profile() == null ? null : reference.profile().label();
        if (labelCells != null) {
            all.add(compare(ColumnBins.ofNumbers(target), labelCells.counts));
        } else if (labelCounts != null && target != null && target.frequencies() != null) {
            long[] counts = new long[Cells.FIRST + labelCounts.length];
            System.arraycopy(labelCounts, 0, counts, Cells.FIRST, labelCounts.length);
            all.add(compare(ColumnBins.ofCategories(target, labels), counts));
        }
        all.removeIf(c -> !c.isPossible());
        return all;
    }

    private static BinnedCounts compare(ColumnBins bins, long[] counts) {
        return bins.compare(bins.training(), counts);
    }

    private void greatest(Metric each, Metric greatest, String none) {
        String prefix = each.key() + "(";
        List<Map.Entry<String, MetricValue>> defined = metrics.entrySet().stream()
                .filter(e -> e.getKey().startsWith(prefix) && e.getValue().value() != null)
                .toList();
        if (defined.isEmpty()) {
            put(
                    greatest,
                    MetricValue.undefined(metrics.entrySet().stream()
                            .filter(e -> e.getKey().startsWith(prefix))
                            .findFirst()
                            .map(e -> e.getValue().undefined())
                            .orElse(none)));
            return;
        }
        Map.Entry<String, MetricValue> most = defined.get(0);
        for (Map.Entry<String, MetricValue> entry : defined) {
            most = entry.getValue().value() > most.getValue().value() ? entry : most;
        }
        String column = ColumnKey.known(most.getKey()).orElseThrow().column();
        put(greatest, MetricValue.of(most.getValue().value(), rows).noting("of column \"" + column + "\""));
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    private static MetricValue share(long part, long of) {
        return MetricValue.of((double) part / of, of);
    }

    private MetricValue count(long number) {
        return MetricValue.of(number, rows);
    }

    private void put(Metric metric, MetricValue value) {
        metrics.put(metric.key(), value);
    }

    private void put(Metric metric, Cells column, MetricValue value) {
        put(metric, column.name, value);
    }

    private void put(Metric metric, String column, MetricValue value) {
        metrics.put(new ColumnKey(metric, column).toString(), value);
    }
}
