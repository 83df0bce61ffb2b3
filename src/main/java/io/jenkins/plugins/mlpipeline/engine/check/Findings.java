package io.jenkins.plugins.mlpipeline.engine.check;

import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnProfile;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowPlaces;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a reader should know about the rows, one sentence each. */
final class Findings {
    /** From this {@code label_leakage} on a column is named. */
    static final double TELLING = 0.8;

    private static final int MOST_NAMED = 5;
    private static final long SECONDS_OF_A_DAY = 86_400;
    /** The normal quantile of 0.99: as many missing cells come about by chance in one of 100 columns. */
    private static final double SURPRISING = 2.326;

    private final long rows;
    private final RowPlaces places;
    private final List<String> sentences = new ArrayList<>();

    Findings(long rows, RowPlaces places) {
        this.rows = rows;
        this.places = places;
    }

    List<String> sentences() {
        return List.copyOf(sentences);
    }

    void duplicates(long repeated) {
        if (repeated > 0) {
            sentences.add(ofRows(repeated) + (repeated == 1 ? " repeats" : " repeat")
                    + " an earlier row, label included; repeated rows count more than once.");
        }
    }

    void overlap(long shared) {
        if (shared > 0) {
            sentences.add(ofRows(shared) + (shared == 1 ? " is" : " are")
                    + " in the training rows too; the model may know "
                    + (shared == 1 ? "its label." : "their labels."));
        }
    }

    void columns(String one, String several, List<String> columns) {
        if (!columns.isEmpty()) {
            sentences.add((columns.size() == 1 ? "column " : "columns ") + named(columns) + " "
                    + (columns.size() == 1 ? one : several) + ".");
        }
    }

    /** Missing cells, where there are more of them than training had and chance explains. */
    void missing(Cells column) {
        long missing = column.missing();
        if (missing == 0 || missing == rows || !surprising(missing, column.trained)) {
            return;
        }
        ColumnProfile trained = column.trained;
        sentences.add("column \"" + column.name + "\": " + cells(missing) + " without a value ("
                + percent(missing, rows) + ")"
                + (trained == null
                        ? "."
                        : trained.missing() == 0
                                ? "; the training part had none."
                                : "; in the training part it was "
                                        + percent(trained.missing(), trained.count() + trained.missing()) + "."));
    }

    private boolean surprising(long missing, ColumnProfile trained) {
        if (trained == null || trained.missing() == 0) {
            return true;
        }
        double n = trained.count() + trained.missing();
        double before = trained.missing() / n;
        double now = (double) missing / rows;
        double pooled = (trained.missing() + missing) / (n + rows);
        return now - before > SURPRISING * Math.sqrt(pooled * (1 - pooled) * (1 / n + 1.0 / rows));
    }

    void unseen(CategoryCells column) {
        long unseen = column.unseen();
        if (unseen > 0) {
            sentences.add("column \"" + column.name + "\": " + cells(unseen)
                    + " with a category that was not in the training part (\"" + column.firstUnseen() + "\" on "
                    + places.within(column.firstUnseenPlace()) + (unseen == 1 ? ")." : ", for example)."));
        }
    }

    void outside(Cells column, boolean isDate) {
        if (column.outside > 0) {
            double min = column.trained.min();
            double max = column.trained.max();
            sentences.add("column \"" + column.name + "\": " + cells(column.outside)
                    + " outside of the range of the training part, " + (isDate ? date(min) : min) + " to "
                    + (isDate ? date(max) : max) + ".");
        }
    }

    /** Seconds since the beginning of 1970 in UTC as people read them: without a time of day where that is midnight. */
    private static String date(double seconds) {
        Instant at = Instant.ofEpochSecond((long) Math.floor(seconds));
        String day = at.atOffset(ZoneOffset.UTC).toLocalDate().toString();
        return at.getEpochSecond() % SECONDS_OF_A_DAY == 0 && Double.compare(seconds, Math.rint(seconds)) == 0
                ? day
                : at.toString();
    }

    void drift(List<String> columns) {
        if (!columns.isEmpty()) {
            sentences.add((columns.size() == 1 ? "one column differs" : columns.size() + " columns differ")
                    + " from the training part by more than chance explains: "
                    + columns.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
                    + more(columns.size()) + ".");
        }
    }

    /** Columns by the training columns that they look like. */
    void exchanged(Map<String, String> columns) {
        if (!columns.isEmpty()) {
            sentences.add("columns look exchanged: "
                    + columns.entrySet().stream()
                            .limit(MOST_NAMED)
                            .map(e -> "\"" + e.getKey() + "\" is like \"" + e.getValue() + "\" of the training part")
                            .collect(Collectors.joining(", "))
                    + more(columns.size()) + "; look whether the header and the cells are in one order.");
        }
    }

    private static String named(List<String> columns) {
        return columns.stream().limit(MOST_NAMED).map(c -> "\"" + c + "\"").collect(Collectors.joining(", "))
                + more(columns.size());
    }

    private static String more(int size) {
        return size > MOST_NAMED ? " and " + (size - MOST_NAMED) + " more" : "";
    }

    private String ofRows(long part) {
        return part + " of " + rows + (rows == 1 ? " row" : " rows") + " (" + percent(part, rows) + ")";
    }

    private static String percent(long part, long of) {
        double percent = 100.0 * part / of;
        return String.format(Locale.ROOT, percent < 0.1 ? "%.2g %%" : "%.1f %%", percent);
    }

    private static String cells(long count) {
        return count + (count == 1 ? " cell" : " cells");
    }
}
