package io.jenkins.plugins.mlpipeline.engine.foresight;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvCursor;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvFormat;
import io.jenkins.plugins.mlpipeline.engine.text.PlainText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A table of builds or looks: a column with the time, one with a name, one for each number, and what else is known. A number's interval
 * may stand beside it ({@code accuracy.lower}, {@code accuracy.upper}).
 */
public final class HistoryFile {
    /** The column with the time: ISO 8601, a date or with an offset. */
    public static final String AT = "at";
    /** The column with the name; without it rows are named by their line. */
    public static final String BUILD = "build";

    private static final String LOWER = ".lower";
    private static final String UPPER = ".upper";
    /** From half of an interval of 95 % to a standard error. */
    private static final double TO_ERROR = 1.959963984540054;

    private static final int MOST_ROWS = 100_000;

    private HistoryFile() {}

    /**
     * Reads the histories of some numbers; rows without a value of one are left out of its history.
     *
     * @param metrics names of columns
     * @return by metric, in their order
     * @throws UserError when a column is missing, a time or a number is none, or rows are too many
     */
    public static Map<String, History> read(Path file, List<String> metrics) throws IOException {
        Map<String, List<History.Entry>> entries = new LinkedHashMap<>();
        metrics.forEach(metric -> entries.put(metric, new ArrayList<>()));
        try (CsvCursor rows = CsvCursor.open(file, CsvFormat.DEFAULT)) {
            int at = rows.column(AT);
            for (String metric : metrics) {
                rows.column(metric);
            }
            TreeSet<String> facts = new TreeSet<>(rows.named());
            facts.removeAll(List.of(AT, BUILD));
            for (String metric : metrics) {
                facts.removeAll(List.of(metric, metric + LOWER, metric + UPPER));
            }
            for (int count = 1; rows.next(); count++) {
                if (count > MOST_ROWS) {
                    throw new UserError(file + ": has more than " + MOST_ROWS
                            + " rows. Leave the oldest out; only the newest " + History.MOST + " are looked at.");
                }
                Instant when = time(rows, at);
                Map<String, String> known = new LinkedHashMap<>();
                facts.forEach(fact -> text(rows, fact, known));
                for (String metric : metrics) {
                    entry(rows, metric, when, known).ifPresent(entries.get(metric)::add);
                }
            }
        }
        Map<String, History> histories = new LinkedHashMap<>();
        entries.forEach((metric, all) -> {
            all.sort(Comparator.comparing(History.Entry::at));
            histories.put(metric, new History(metric, all));
        });
        return histories;
    }

    private static Optional<History.Entry> entry(CsvCursor rows, String metric, Instant at, Map<String, String> facts) {
        double value = number(rows, metric);
        if (Double.isNaN(value)) {
            return Optional.empty();
        }
        String name = rows.header().contains(BUILD) && !rows.isMissing(rows.column(BUILD))
                ? rows.text(rows.column(BUILD))
                : "line " + rows.line();
        return Optional.of(new History.Entry(name, at, value, error(rows, metric), facts));
    }

    private static Double error(CsvCursor rows, String metric) {
        if (!rows.header().contains(metric + LOWER) || !rows.header().contains(metric + UPPER)) {
            return null;
        }
        double width = number(rows, metric + UPPER) - number(rows, metric + LOWER);
        return width >= 0 ? width / 2 / TO_ERROR : null;
    }

    /** NaN for none. */
    private static double number(CsvCursor rows, String column) {
        int position = rows.column(column);
        double number = rows.isMissing(position) ? Double.NaN : rows.number(position);
        if (!Double.isNaN(number) && !History.holds(number)) {
            throw rows.problem(
                    position,
                    "the number is beyond 1e100, which no metric of builds or looks is. Correct it, or leave it empty.");
        }
        return number;
    }

    private static void text(CsvCursor rows, String column, Map<String, String> into) {
        int position = rows.column(column);
        if (!rows.isMissing(position)) {
            into.put(column, rows.text(position));
        }
    }

    private static Instant time(CsvCursor rows, int column) {
        String text = rows.isMissing(column) ? "" : rows.text(column);
        try {
            return text.length() <= "2026-11-30".length()
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw rows.problem(
                    column,
                    "\"" + PlainText.line(text)
                            + "\" is no time. Write 2026-11-30, 2026-11-30T10:00:00Z or 2026-11-30T10:00:00+01:00.");
        }
    }
}
